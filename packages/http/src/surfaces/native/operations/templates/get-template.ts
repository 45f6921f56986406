import { getTemplate as getTemplateInCore } from '@dawk/core/messaging/templates/read-templates.ts'
import { operation } from '#operations/operation.ts'
import { TemplateDetailView, toTemplateView } from '#surfaces/native/schemas/template-schemas.ts'
import { templateId } from './template-id.ts'

export const getTemplate = operation({
  route: 'GET /templates/:id',
  of: templateId,
  tag: 'Templates',
  scope: 'templates:read',
  refuses: ['not_found'],
  summary: 'Get a template',
  description: "By our id or Meta's.",
  reply: { 200: TemplateDetailView },
  async handle({ ctx, caller, id }) {
    const template = await getTemplateInCore(ctx.core, caller, id)
    return { ...toTemplateView(template), heldMessages: template.heldMessages }
  },
})

import { releaseTemplate as releaseTemplateInCore } from '@dawk/core/messaging/templates/write/write-templates.ts'
import { operation } from '#operations/operation.ts'
import { TemplateView, toTemplateView } from '#surfaces/native/schemas/template-schemas.ts'
import { templateId } from './template-id.ts'

export const releaseTemplate = operation({
  route: 'POST /templates/:id/release',
  of: templateId,
  tag: 'Templates',
  scope: 'templates:write',
  refuses: ['not_found'],
  summary: 'Let held messages go',
  description:
    'When Meta changes the category of a template, queued bulk messages that use it wait, since they may cost more now. ' +
    'This lets them go. Those that wait for a pause go on by themselves.',
  reply: { 200: TemplateView },
  async handle({ ctx, caller, id }) {
    return toTemplateView(await releaseTemplateInCore(ctx.core, caller, id))
  },
})

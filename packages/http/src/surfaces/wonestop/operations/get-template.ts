import { operation } from '#operations/operation.ts'
import { TemplateParams, TemplateReply } from '../schemas.ts'
import { templateOf } from '../template.ts'
import { toTemplateView } from '../translate.ts'

/** Its components, and the variables that a send has to give. */
export const getTemplate = operation({
  route: 'GET /get-template-by-id/:template_id',
  tag: 'Templates',
  scope: 'templates:read',
  summary: 'Get a template and its variables',
  params: TemplateParams,
  reply: { 200: TemplateReply },
  async handle({ ctx, principal, params }) {
    const template = await templateOf(ctx, principal, params.template_id)
    return { success: true as const, template: toTemplateView(template) }
  },
})

import { renderTemplatePreview } from '@dawk/core/messaging/templates/contract/render-preview.ts'
import { toTemplateComponents } from '@dawk/core/messaging/templates/contract/template-parameters.ts'
import { getTemplate as getTemplateInCore } from '@dawk/core/messaging/templates/read-templates.ts'
import { checkTemplateSend } from '@dawk/core/messaging/templates/send-check/check-template-send.ts'
import { operation } from '#operations/operation.ts'
import { toMetaNames } from '#resources/wire-names.ts'
import { PreviewBody, PreviewView, toProblems } from '#surfaces/native/schemas/template-schemas.ts'
import { templateId } from './template-id.ts'

export const previewTemplate = operation({
  route: 'POST /templates/:id/preview',
  of: templateId,
  tag: 'Templates',
  scope: 'templates:read',
  refuses: ['not_found'],
  summary: 'See what a recipient would see',
  description:
    'With the `components` of a send or with `parameters` as the contract describes them; both may be incomplete.',
  body: PreviewBody,
  reply: { 200: PreviewView },
  async handle({ ctx, caller, id, body }) {
    const template = await getTemplateInCore(ctx.core, caller, id)
    const { components, parameters = {} } = body
    const sent = components
      ? (toMetaNames(components) as unknown[])
      : toTemplateComponents(template.contract, parameters)
    const preview = { ...renderTemplatePreview(template.components, sent) }
    return { preview, problems: toProblems(checkTemplateSend(template.contract, { components: sent })) }
  },
})

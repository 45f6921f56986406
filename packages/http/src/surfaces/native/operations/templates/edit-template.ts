import type { TemplateEdit } from '@dawk/cloud-api/template-types.ts'
import { editTemplate as editTemplateInCore } from '@dawk/core/messaging/templates/write/write-templates.ts'
import { operation } from '#operations/operation.ts'
import { toMetaNames } from '#resources/wire-names.ts'
import { EditBody, TemplateView, toTemplateView } from '#surfaces/native/schemas/template-schemas.ts'
import { templateDeps } from './template-deps.ts'
import { templateId } from './template-id.ts'

export const editTemplate = operation({
  route: 'PATCH /templates/:id',
  of: templateId,
  tag: 'Templates',
  scope: 'templates:write',
  refuses: ['not_found', 'conflict', 'upstream_refused'],
  summary: 'Edit a template',
  description:
    'Components are replaced as a whole, and Meta reviews the template again; until then it cannot be sent. An approved ' +
    'template can be edited once in 24 hours and ten times in 30 days, a rejected or paused one freely.',
  body: EditBody,
  reply: { 200: TemplateView },
  async handle({ ctx, caller, principal, id, body }) {
    const edit = toMetaNames(body) as TemplateEdit
    return toTemplateView(await editTemplateInCore(templateDeps(ctx, principal), caller, id, edit))
  },
})

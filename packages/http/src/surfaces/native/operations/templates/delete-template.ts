import { deleteTemplate as deleteTemplateInCore } from '@dawk/core/messaging/templates/write/write-templates.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { templateDeps } from './template-deps.ts'
import { templateId } from './template-id.ts'

export const deleteTemplate = operation({
  route: 'DELETE /templates/:id',
  of: templateId,
  tag: 'Templates',
  scope: 'templates:write',
  refuses: ['not_found', 'conflict', 'upstream_refused'],
  summary: 'Delete a template',
  description: 'This language alone; Meta holds the name for 30 days.',
  reply: { 204: Type.Null() },
  async handle({ ctx, caller, principal, id }) {
    const which = { id: id }
    await deleteTemplateInCore(templateDeps(ctx, principal), caller, which)
  },
})

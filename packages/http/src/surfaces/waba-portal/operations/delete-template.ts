import { listTemplates } from '@dawk/core/messaging/templates/read-templates.ts'
import { deleteTemplate as deleteTemplateInCore } from '@dawk/core/messaging/templates/write/write-templates.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { usableNumbers } from '#auth/usable-numbers.ts'
import { operation } from '#operations/operation.ts'
import { Success } from '../schemas.ts'
import { TemplateNameParams } from '../template-schemas.ts'
import { wabaOf } from '../translate-templates.ts'

export const deleteTemplate = operation({
  route: 'DELETE /templates/:name',
  tag: 'Templates',
  scope: 'templates:write',
  summary: 'Delete a template',
  description: 'In every language.',
  params: TemplateNameParams,
  reply: { 200: Success },
  async handle({ ctx: { core, numbers }, caller, principal, params: { name } }) {
    const named = { wabaId: wabaOf(principal), name }
    const [template] = await listTemplates(core, caller, named, { after: null, limit: 1 })
    if (!template) throw new GatewayError('not_found', 'Template not found')
    await deleteTemplateInCore({ ...core, numbers: usableNumbers(numbers, principal) }, caller, named)
    return { success: true as const }
  },
})

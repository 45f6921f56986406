import type { Template } from '@dawk/core/messaging/templates/template.ts'
import { requireTemplate } from '@dawk/core/messaging/templates/write/write-templates.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'
import type { OperationContext } from '#context.ts'

const idPattern = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{1,32})$/i

/**
 * By Meta's id or ours; `wabaId`: it has to be of this business account.
 * @throws GatewayError `not_found`
 */
export async function templateOf(
  { core }: Pick<OperationContext, 'core'>,
  { account, numberIds }: Principal,
  id: string,
  wabaId: string | null = null,
): Promise<Template> {
  const template = idPattern.test(id) ? await requireTemplate(core, { accountId: account.id, numberIds }, id) : null
  if (template && (wabaId === null || template.wabaId === wabaId)) return template
  throw new GatewayError('not_found', 'Template not found.')
}

import type { CoreContext } from '#context.ts'
import type { SendMessages } from '#messaging/messages/send/send-message.ts'
import type { NumberRow } from '#messaging/numbers/number.ts'
import type { NumberDirectory } from '#messaging/numbers/number-directory.ts'
import type { Template } from '#messaging/templates/template.ts'
import { selectTemplates } from '#messaging/templates/template-store.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import type { Caller } from '#tenancy/access/caller.ts'
import { assertMayUseNumber } from '#tenancy/access/principal.ts'
import type { LinkContext } from '../links/link-settings.ts'
import type { Campaign, CampaignDefinition } from './campaign.ts'
import { lockCampaign, selectCampaign } from './campaign-store.ts'
import { templateOf } from './plan/plan-recipients.ts'

/** What campaigns need from their surroundings. */
export interface CampaignContext extends Pick<CoreContext, 'read' | 'transaction' | 'worker'>, LinkContext {
  numbers: Pick<NumberDirectory, 'byIds'>
  send: SendMessages['send']
}

type Reader = Pick<Caller, 'accountId' | 'numberIds'>

/** Whether a caller that is restricted to some numbers reaches it. */
const reaches = ({ numberIds }: Reader, { definition }: Campaign): boolean =>
  numberIds === null || numberIds.includes(definition.numberId)

const missing = () => new GatewayError('not_found', 'There is no such campaign in this account.')

/** @throws GatewayError `not_found` */
export async function requireCampaign(tx: Queryable, reader: Reader, id: string): Promise<Campaign> {
  const campaign = isId(id) ? await selectCampaign(tx, reader.accountId, id) : null
  if (campaign === null || !reaches(reader, campaign)) throw missing()
  return campaign
}

/** Until the transaction ends nobody else changes it. @throws GatewayError `not_found` */
export async function requireLocked(tx: Queryable, reader: Reader, id: string): Promise<Campaign> {
  const campaign = isId(id) ? await lockCampaign(tx, reader.accountId, id) : null
  if (campaign === null || !reaches(reader, campaign)) throw missing()
  return campaign
}

/** The number that a campaign sends from. @throws GatewayError `invalid_request` for one that is not the account's; `forbidden` */
export async function requireNumber(
  { numbers }: Pick<CampaignContext, 'numbers'>,
  caller: Pick<Caller, 'accountId' | 'numberIds' | 'test'>,
  id: string,
): Promise<NumberRow> {
  const number = isId(id) ? (await numbers.byIds([id])).get(id) : undefined
  if (number?.accountId !== caller.accountId)
    throw new GatewayError('invalid_request', 'Validation failed.', {
      details: [{ field: 'numberId', message: `must be the id of a number of this account (given: ${id})` }],
    })
  assertMayUseNumber(caller, number)
  return number
}

/** The templates of a campaign, by variant; null: Meta has none of that name, or it was not read yet. */
export async function readCampaignTemplates(
  tx: Queryable,
  { accountId, wabaId }: Pick<NumberRow, 'accountId' | 'wabaId'>,
  definition: CampaignDefinition,
): Promise<(Template | null)[]> {
  const templates: (Template | null)[] = []
  for (let variant = 0; variant <= definition.variants.length; variant += 1) {
    const { name, language } = templateOf(definition, variant)
    const filter = { name, language, ...(wabaId !== null && { wabaId }) }
    const [template] = wabaId === null ? [] : await selectTemplates(tx, accountId, filter, { after: null, limit: 1 })
    templates.push(template ?? null)
  }
  return templates
}

import type { CoreContext } from '#context.ts'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { selectAttributes } from '../contacts/attributes/attribute-store.ts'
import { readLinkSettings } from '../links/link-settings.ts'
import { type Campaign, type CampaignDefinition, type CampaignState, isEnded, type ListEntry } from './campaign.ts'
import { type CampaignContext, requireCampaign, requireLocked, requireNumber } from './campaign-context.ts'
import { deleteCampaignRows, selectCampaigns, writeCampaign, writeEntries } from './campaign-store.ts'
import { type CampaignCount, selectCounts } from './outcome/counter-store.ts'
import { resolveAudience } from './plan/audience.ts'
import { validateDefinition } from './validate-definition.ts'

type Reader = Pick<Caller, 'accountId' | 'numberIds'>
type Reading = Pick<CoreContext, 'read'>

/** With what became of its people so far. */
export interface CampaignWithCounts extends Campaign {
  counts: readonly CampaignCount[]
}

/** Latest first. */
export const listCampaigns = (
  ctx: Reading,
  { accountId, numberIds }: Reader,
  page: { before: string | null; limit: number; state: CampaignState | null },
): Promise<CampaignWithCounts[]> =>
  ctx.read({ accountId }, async (db) => {
    const campaigns = await selectCampaigns(db, accountId, { ...page, numberIds })
    const counts = await selectCounts(
      db,
      accountId,
      campaigns.map(({ id }) => id),
    )
    return campaigns.map((campaign) => ({
      ...campaign,
      counts: counts.filter(({ campaignId }) => campaignId === campaign.id),
    }))
  })

/** @throws GatewayError `not_found` */
export const getCampaign = (ctx: Reading, reader: Reader, id: string): Promise<CampaignWithCounts> =>
  ctx.read(reader, async (db) => {
    const campaign = await requireCampaign(db, reader, id)
    return { ...campaign, counts: await selectCounts(db, reader.accountId, [id]) }
  })

export interface NewCampaign {
  name: string
  definition: CampaignDefinition
  list: readonly ListEntry[]
}

/** A draft, which sends nothing. @throws GatewayError `invalid_request`, `forbidden` */
export async function createCampaign(
  ctx: CampaignContext,
  caller: Caller,
  { name, definition, list }: NewCampaign,
): Promise<Campaign> {
  assertScope(caller, 'campaigns:write')
  await requireNumber(ctx, caller, definition.numberId)
  return ctx.transaction(caller, async (tx) => {
    const at = new Date().toISOString()
    const campaign = { ...draft, id: newId(), name: name.trim(), definition, createdAt: at, updatedAt: at }
    await assertValid(tx, caller.accountId, definition)
    await writeCampaign(tx, caller.accountId, campaign)
    await writeEntries(tx, caller.accountId, campaign.id, list)
    await tx.audit('campaign.created', campaign.id, { before: null, after: toSnapshot(campaign) })
    return campaign
  })
}

export const draft = {
  state: 'draft',
  pausedBy: null,
  reason: null,
  resumesTo: null,
  parentId: null,
  planned: 0,
  duplicates: 0,
  version: 1,
  launchedAt: null,
  startsAt: null,
  startedAt: null,
  endedAt: null,
  waitsFor: null,
  waitsUntil: null,
} as const satisfies Partial<Campaign>

export interface CampaignChange {
  name?: string | undefined
  definition?: Partial<CampaignDefinition>
  list?: readonly ListEntry[] | undefined
}

/** What may be changed once it was launched. */
const whileRunning = new Set<keyof CampaignDefinition>(['maxPerMinute', 'quietHours', 'endsAt'])

/** @throws GatewayError `not_found`, `invalid_request`; `conflict` for what a campaign that was launched does not let be changed */
export async function updateCampaign(
  ctx: CampaignContext,
  caller: Caller,
  id: string,
  change: CampaignChange,
): Promise<Campaign> {
  assertScope(caller, 'campaigns:write')
  if (change.definition?.numberId !== undefined) await requireNumber(ctx, caller, change.definition.numberId)
  return ctx.transaction(caller, async (tx) => {
    const before = await requireLocked(tx, caller, id)
    assertChangeable(before, change)
    const definition = { ...before.definition, ...change.definition }
    const after = {
      ...before,
      name: change.name?.trim() ?? before.name,
      definition,
      version: before.version + 1,
      updatedAt: new Date().toISOString(),
    }
    await assertValid(tx, caller.accountId, definition)
    await writeCampaign(tx, caller.accountId, after)
    if (change.list !== undefined) await writeEntries(tx, caller.accountId, id, change.list)
    await tx.audit('campaign.changed', id, { before: toSnapshot(before), after: toSnapshot(after) })
    return after
  })
}

function assertChangeable({ state }: Campaign, { definition = {}, list }: CampaignChange): void {
  if (isEnded(state) || state === 'canceling') throw new GatewayError('conflict', `The campaign is ${state}.`)
  if (state === 'draft') return
  const others = (Object.keys(definition) as (keyof CampaignDefinition)[]).filter((key) => !whileRunning.has(key))
  if (others.length > 0 || list !== undefined)
    throw new GatewayError(
      'conflict',
      'Once it was launched, only name, maxPerMinute, quietHours and endsAt of a campaign can be changed.',
    )
}

/** With its list, its people and what became of them. @throws GatewayError `not_found`; `conflict` while it is under way */
export async function deleteCampaign(
  ctx: Pick<CampaignContext, 'transaction'>,
  caller: Caller,
  id: string,
): Promise<void> {
  assertScope(caller, 'campaigns:write')
  await ctx.transaction(caller, async (tx) => {
    const before = await requireLocked(tx, caller, id)
    if (!isEnded(before.state) && before.state !== 'draft')
      throw new GatewayError('conflict', `The campaign is ${before.state}: cancel it first.`)
    await deleteCampaignRows(tx, caller.accountId, id)
    await tx.audit('campaign.deleted', id, { before: toSnapshot(before), after: null })
  })
}

async function assertValid(tx: UnitOfWork, accountId: string, definition: CampaignDefinition): Promise<void> {
  const attributes = await selectAttributes(tx, accountId)
  const { allowedDomains } = await readLinkSettings(tx, accountId)
  const rules = { attributes: new Set(attributes.map(({ key }) => key)), allowedDomains }
  const details: FieldProblem[] = validateDefinition(definition, rules)
  if (details.length > 0) throw new GatewayError('invalid_request', 'Validation failed.', { details })
  await resolveAudience(tx, accountId, definition.audience, new Date())
}

/** What the audit log shows: never the people. */
export const toSnapshot = ({ name, state, pausedBy, definition }: Campaign) => ({
  name,
  state,
  pausedBy,
  numberId: definition.numberId,
  template: definition.template.name,
  language: definition.template.language,
  maxPerMinute: definition.maxPerMinute,
  quietHours: definition.quietHours,
  endsAt: definition.endsAt,
})

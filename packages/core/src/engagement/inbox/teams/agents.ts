import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { handOutSoon } from '../assignment/hand-out.ts'
import { lockInbox, selectInboxSettingsOf } from '../settings/inbox-settings-store.ts'
import type { AgentSettings } from './team.ts'
import { findStrangers, selectAgent, selectAgents, selectTeamIdsOf, upsertAgent } from './team-store.ts'

/** Those who have ever said that they are there, and how much they have. */
export const listAgents = (
  ctx: Pick<CoreContext, 'read'>,
  { accountId }: Pick<Caller, 'accountId'>,
): Promise<AgentSettings[]> => ctx.read({ accountId }, (db) => selectAgents(db, accountId))

/**
 * Says whether a member takes conversations, and how many at once. A member may say it of themselves; of others, and how many, whoever
 * manages members. Somebody who leaves has what waits taken back after the account's time; who comes gets what waits.
 * @throws GatewayError `not_found`, `forbidden`
 */
export async function updateAgent(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  memberId: string,
  change: { available?: boolean; capacity?: number },
): Promise<AgentSettings> {
  const isSelf = caller.actor.kind === 'member' && caller.actor.id === memberId
  assertScope(caller, isSelf && change.capacity === undefined ? 'conversations:write' : 'members:write')
  const { accountId } = caller
  return ctx.transaction(caller, async (tx) => {
    await lockInbox(tx, accountId)
    if ((await findStrangers(tx, accountId, [memberId])).length > 0)
      throw new GatewayError('not_found', 'There is no such member in this account.')
    const settings = await selectInboxSettingsOf(tx, accountId)
    const now = new Date().toISOString()
    const agent = await selectAgent(tx, accountId, memberId)
    const before = agent ?? {
      memberId,
      available: false,
      availableChangedAt: now,
      capacity: settings.capacity,
      load: 0,
    }
    const after = { ...before, ...change }
    if (after.available !== before.available) after.availableChangedAt = now
    await upsertAgent(tx, accountId, after)
    await tx.audit('agent.changed', memberId, { before: toSnapshot(before), after: toSnapshot(after) })
    handOutSoon(tx)
    if (!after.available && settings.returnAfterMinutes !== null) {
      const dueAt = new Date(Date.parse(after.availableChangedAt) + settings.returnAfterMinutes * 60_000).toISOString()
      handOutSoon(tx, { key: memberId, dueAt })
    }
    return after
  })
}

const toSnapshot = ({ available, capacity }: AgentSettings) => ({ available, capacity })

/** The teams of a member. */
export const findTeamIds = (
  ctx: Pick<CoreContext, 'read'>,
  { accountId }: Pick<Caller, 'accountId'>,
  memberId: string,
): Promise<string[]> => ctx.read({ accountId }, (db) => selectTeamIdsOf(db, accountId, memberId))

import type { CoreContext } from '#context.ts'
import { settleCounts } from '#messaging/analytics/count-hours.ts'
import type { Queryable } from '#platform/database/database.ts'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { lockAccount } from '#tenancy/accounts/account-store.ts'
import {
  deleteOldMedia,
  lockOldMessages,
  type Retention,
  retentionKinds,
  rowsAtATime,
  selectOldEvents,
  selectRetention,
  selectRetentions,
  upsertRetention,
} from './account-retention-store.ts'
import { eraseEvents } from './erase/erase-events.ts'
import { eraseMessages } from './erase/erase-messages.ts'

/** What the operator keeps at the most; null: for ever. */
export type RetentionBounds = Readonly<Retention>

export const getRetention = (
  ctx: Pick<CoreContext, 'read'>,
  { accountId }: Pick<Caller, 'accountId'>,
): Promise<Retention> => ctx.read({ accountId }, (db) => selectRetention(db, accountId))

/**
 * Updates the kinds that are given.
 * @throws GatewayError `invalid_request` for more than the operator keeps
 */
export async function updateRetention(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  change: Partial<Retention>,
  bounds: RetentionBounds,
): Promise<Retention> {
  assertScope(caller, 'account:write')
  assertWithin(change, bounds)
  const { accountId } = caller
  return ctx.transaction(caller, async (tx) => {
    await lockAccount(tx, accountId)
    const before = await selectRetention(tx, accountId)
    const after = { ...before, ...change }
    await upsertRetention(tx, accountId, after)
    await tx.audit('account.retention_changed', accountId, { before, after })
    return after
  })
}

function assertWithin(change: Partial<Retention>, bounds: RetentionBounds): void {
  const details = retentionKinds.flatMap((kind): FieldProblem[] => {
    const [days, most] = [change[kind] ?? null, bounds[kind]]
    return days !== null && most !== null && days > most
      ? [{ field: `${kind}Days`, message: `must be ${most} at most, which is what is kept here; given was ${days}` }]
      : []
  })
  if (details.length > 0) throw new GatewayError('invalid_request', 'Validation failed.', { details })
}

/**
 * Deletes what accounts no longer want kept, in batches, each in a transaction of its own. What still waits to leave stays.
 * True: files were deleted.
 */
export async function carryOutRetention(worker: CoreContext['worker'], now: Date): Promise<boolean> {
  const rows = await selectRetentions(worker)
  let media = false
  for (const { accountId, ...days } of rows)
    for (const kind of retentionKinds) {
      if (days[kind] === null) continue
      const before = new Date(now.getTime() - days[kind] * 86_400_000).toISOString()
      if (kind === 'messages') await settleCounts({ worker }, new Date(before), accountId)
      for (let after: string | null = firstId; after !== null; )
        after = await worker.transaction(
          (tx): Promise<string | null> => expire[kind](tx, accountId, before, after ?? ''),
        )
      media ||= kind !== 'events'
    }
  return media
}

const firstId = '00000000-0000-0000-0000-000000000000'

/** Each deletes one batch of what is older than `before`; returns where to go on, null at the end. */
const expire: Record<
  keyof Retention,
  (tx: Queryable, accountId: string, before: string, after: string) => Promise<string | null>
> = {
  async messages(tx, accountId, before, after) {
    const rows = await lockOldMessages(tx, accountId, before, after)
    await eraseMessages(
      tx,
      accountId,
      rows.filter(({ waits }) => !waits),
    )
    return lastOf(rows)
  },
  async media(tx, accountId, before, after) {
    return lastOf(await deleteOldMedia(tx, accountId, before, after))
  },
  async events(tx, accountId, before, after) {
    const rows = await selectOldEvents(tx, accountId, before, after)
    await eraseEvents(
      tx,
      accountId,
      rows.flatMap(({ id, waits }) => (waits ? [] : [id])),
    )
    return lastOf(rows)
  },
}

const lastOf = (rows: readonly { id: string }[]): string | null =>
  rows.length === rowsAtATime ? (rows.at(-1)?.id ?? null) : null

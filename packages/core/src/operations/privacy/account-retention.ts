import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { lockAccount } from '#tenancy/accounts/account-store.ts'
import { eraseEvents } from './erase/erase-events.ts'
import { type ErasableMessage, erasableColumns, eraseMessages } from './erase/erase-messages.ts'

const kinds = ['messages', 'media', 'events'] as const

/** For how many days the account wants things kept; null: for as long as the operator keeps them. */
export type Retention = Record<(typeof kinds)[number], number | null>

/** What the operator keeps at the most; null: for ever. */
export type RetentionBounds = Readonly<Retention>

const columns = 'messages_days as messages, media_days as media, events_days as events'
const unset: Retention = { messages: null, media: null, events: null }

export const getRetention = (
  ctx: Pick<CoreContext, 'read'>,
  { accountId }: Pick<Caller, 'accountId'>,
): Promise<Retention> => ctx.read({ accountId }, (db) => selectRetention(db, accountId))

async function selectRetention(tx: Queryable, accountId: string): Promise<Retention> {
  const { rows } = await tx.query<Retention>(`select ${columns} from account_retention where account_id = $1`, [
    accountId,
  ])
  return rows[0] ?? unset
}

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
    await tx.query(
      `insert into account_retention (account_id, messages_days, media_days, events_days) values ($1, $2, $3, $4)
       on conflict (account_id) do update set messages_days = $2, media_days = $3, events_days = $4, updated_at = now()`,
      [accountId, after.messages, after.media, after.events],
    )
    await tx.audit('account.retention_changed', accountId, { before, after })
    return after
  })
}

function assertWithin(change: Partial<Retention>, bounds: RetentionBounds): void {
  const details = kinds.flatMap((kind): FieldProblem[] => {
    const [days, most] = [change[kind] ?? null, bounds[kind]]
    return days !== null && most !== null && days > most
      ? [{ field: `${kind}Days`, message: `must be ${most} at most, which is what is kept here; given was ${days}` }]
      : []
  })
  if (details.length > 0) throw new GatewayError('invalid_request', 'Validation failed.', { details })
}

const rowsAtATime = 500

/**
 * Deletes what accounts no longer want kept, in batches, each in a transaction of its own. What still waits to leave stays.
 * True: files were deleted.
 */
export async function carryOutRetention(worker: CoreContext['worker'], now: Date): Promise<boolean> {
  const rows = await worker.many<Retention & { accountId: string }>(
    `select account_id, ${columns} from account_retention
      where coalesce(messages_days, media_days, events_days) is not null`,
  )
  let media = false
  for (const { accountId, ...days } of rows)
    for (const kind of kinds) {
      if (days[kind] === null) continue
      const before = new Date(now.getTime() - days[kind] * 86_400_000).toISOString()
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
  (typeof kinds)[number],
  (tx: Queryable, accountId: string, before: string, after: string) => Promise<string | null>
> = {
  async messages(tx, accountId, before, after) {
    const { rows } = await tx.query<ErasableMessage>(
      `select ${erasableColumns} from messages m
        where m.account_id = $1 and m.id > $2::uuid and m.id < uuid_v7_floor($3::timestamptz)
        order by m.id limit ${rowsAtATime} for update of m`,
      [accountId, after, before],
    )
    await eraseMessages(
      tx,
      accountId,
      rows.filter(({ waits }) => !waits),
    )
    return lastOf(rows)
  },
  async media(tx, accountId, before, after) {
    const { rows } = await tx.query<{ id: string }>(
      `delete from media where account_id = $1 and id in (
         select id from media where account_id = $1 and id > $2::uuid and id < uuid_v7_floor($3::timestamptz)
          order by id limit ${rowsAtATime}) returning id::text`,
      [accountId, after, before],
    )
    return lastOf(rows.toSorted((a, b) => (a.id < b.id ? -1 : 1)))
  },
  async events(tx, accountId, before, after) {
    const { rows } = await tx.query<{ id: string; waits: boolean }>(
      `with old as materialized (
         select id from events where account_id = $1 and id > $2::uuid and id < uuid_v7_floor($3::timestamptz)
          order by id limit ${rowsAtATime})
       select id::text, exists (select from endpoints p join lane_items i on i.lane_id = p.lane_id
                                 where p.account_id = $1 and i.event_id = old.id) as waits from old order by id`,
      [accountId, after, before],
    )
    const done = rows.filter(({ waits }) => !waits)
    await eraseEvents(
      tx,
      accountId,
      done.map(({ id }) => id),
    )
    return lastOf(rows)
  },
}

const lastOf = (rows: readonly { id: string }[]): string | null =>
  rows.length === rowsAtATime ? (rows.at(-1)?.id ?? null) : null

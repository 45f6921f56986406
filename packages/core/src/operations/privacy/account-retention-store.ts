import type { Queryable } from '#platform/database/database.ts'
import { type ErasableMessage, erasableColumns } from './erase/erase-messages.ts'

export const retentionKinds = ['messages', 'media', 'events'] as const

/** For how many days the account wants things kept; null: for as long as the operator keeps them. */
export type Retention = Record<(typeof retentionKinds)[number], number | null>

const columns = 'messages_days as messages, media_days as media, events_days as events'
const unset: Retention = { messages: null, media: null, events: null }

export async function selectRetention(tx: Queryable, accountId: string): Promise<Retention> {
  const row = await tx.maybe<Retention>(`select ${columns} from account_retention where account_id = $1`, [accountId])
  return row ?? unset
}

/** Of all accounts that want anything kept for a shorter time. */
export const selectRetentions = (worker: Queryable): Promise<(Retention & { accountId: string })[]> =>
  worker.many(
    `select account_id, ${columns} from account_retention
      where coalesce(messages_days, media_days, events_days) is not null`,
  )

export async function upsertRetention(
  tx: Queryable,
  accountId: string,
  { messages, media, events }: Retention,
): Promise<void> {
  await tx.run(
    `insert into account_retention (account_id, messages_days, media_days, events_days) values ($1, $2, $3, $4)
     on conflict (account_id) do update set messages_days = $2, media_days = $3, events_days = $4, updated_at = $5::timestamptz`,
    [accountId, messages, media, events, new Date().toISOString()],
  )
}

export const rowsAtATime = 500

/** Messages after the id `after` and from before the instant `before`, in the order of their ids. */
export const lockOldMessages = (
  tx: Queryable,
  accountId: string,
  before: string,
  after: string,
): Promise<ErasableMessage[]> =>
  tx.many(
    `select ${erasableColumns} from messages m
      where m.account_id = $1 and m.id > $2::uuid and m.id < uuid_v7_floor($3::timestamptz)
      order by m.id limit ${rowsAtATime} for update of m`,
    [accountId, after, before],
  )

/** As `lockOldMessages`; the bytes are swept later. */
export async function deleteOldMedia(
  tx: Queryable,
  accountId: string,
  before: string,
  after: string,
): Promise<{ id: string }[]> {
  const rows = await tx.many<{ id: string }>(
    `delete from media where account_id = $1 and id in (
       select id from media where account_id = $1 and id > $2::uuid and id < uuid_v7_floor($3::timestamptz)
        order by id limit ${rowsAtATime}) returning id::text`,
    [accountId, after, before],
  )
  return rows.toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

/** As `lockOldMessages`; `waits`: a delivery of it is still due. */
export const selectOldEvents = (
  tx: Queryable,
  accountId: string,
  before: string,
  after: string,
): Promise<{ id: string; waits: boolean }[]> =>
  tx.many(
    `with old as materialized (
       select id from events where account_id = $1 and id > $2::uuid and id < uuid_v7_floor($3::timestamptz)
        order by id limit ${rowsAtATime})
     select id::text, exists (select from endpoints p join lane_items i on i.lane_id = p.lane_id
                               where p.account_id = $1 and i.event_id = old.id) as waits from old order by id`,
    [accountId, after, before],
  )

import type { Queryable } from '#platform/database/queryable.ts'
import type { GatewayEvent } from '../event.ts'

/** The place of an event in the log, a decimal string. */
export type Sequence = string
export type SequencedEvent = GatewayEvent & { sequence: Sequence }

/** Subscribers that are new begin after what is recorded already. */
export async function registerSubscribers(db: Queryable, names: readonly string[], horizon: Sequence): Promise<void> {
  await db.run(
    `insert into event_subscribers (name, cursor) select name, $2::bigint from unnest($1::text[]) as s(name)
     on conflict (name) do nothing`,
    [names, horizon],
  )
}

/** Of those that have something to read up to the horizon, held until the transaction ends; what another process has is left out. */
export async function lockCursors(
  tx: Queryable,
  names: readonly string[],
  horizon: Sequence,
): Promise<Map<string, bigint>> {
  const rows = await tx.many<{ name: string; cursor: Sequence }>(
    `select name, cursor from event_subscribers where name = any ($1::text[]) and cursor < $2::bigint
      order by name for update skip locked`,
    [names, horizon],
  )
  return new Map(rows.map(({ name, cursor }) => [name, BigInt(cursor)]))
}

/** None goes back: one may be ahead of those it is read with. */
export async function moveCursors(tx: Queryable, names: readonly string[], cursor: Sequence): Promise<void> {
  const sql = `update event_subscribers set cursor = greatest(cursor, $2::bigint), moved_at = now() where name = any ($1::text[])`
  await tx.run(sql, [names, cursor])
}

/** Events after one place and up to another, of these types, in the order of the log. */
export function selectEvents(
  tx: Queryable,
  { after, upTo, types, limit }: { after: Sequence; upTo: Sequence; types: readonly string[]; limit: number },
): Promise<SequencedEvent[]> {
  return tx.many(
    `select e.id, e.account_id, e.sequence, e.type, e.at, e.data from events e
      where e.sequence > $1::bigint and e.sequence <= $2::bigint and e.type = any ($3::text[])
      order by e.sequence limit $4`,
    [after, upTo, types, limit],
  )
}

/** Null: it was erased. */
export function selectEvent(tx: Queryable, accountId: string, id: string): Promise<GatewayEvent | null> {
  const sql = 'select id, account_id, type, at, data from events where account_id = $1 and id = $2'
  return tx.maybe(sql, [accountId, id])
}

/** How many events each subscriber is behind what was recorded last, those of types that it does not want included. */
export function readSubscriberLags(db: Queryable): Promise<{ name: string; events: number }[]> {
  return db.many(
    `select name, greatest(0, coalesce(pg_sequence_last_value('event_sequence'), 0) - cursor)::float8 as events
       from event_subscribers order by name`,
  )
}

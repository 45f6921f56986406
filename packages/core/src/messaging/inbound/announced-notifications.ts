import { createHash } from 'node:crypto'
import type { Queryable } from '#platform/database/database.ts'

/** A notification of which nothing but its own words tells a repeat from something new. */
export interface Announcement {
  accountId: string
  /** All that makes it this one; equal to that of a repeat. */
  identity: unknown
}

/**
 * Remembers what is announced, in the transaction that announces it, and returns those that were not announced before:
 * Meta repeats what it may have delivered already, and an operator may replay the journal.
 */
export async function keepUnannounced<One extends Announcement>(tx: Queryable, all: readonly One[]): Promise<One[]> {
  if (all.length === 0) return []
  const byKey = new Map(all.map((one) => [`${one.accountId} ${digestOf(one.identity)}`, one]))
  const rows = [...byKey.keys()].toSorted().map((key) => key.split(' '))
  const { rows: fresh } = await tx.query<{ key: string }>(
    `insert into announced_notifications (account_id, digest)
     select account_id, digest from json_to_recordset($1::json) as x(account_id uuid, digest text)
     on conflict (account_id, digest) do nothing returning account_id::text || ' ' || digest as key`,
    [JSON.stringify(rows.map(([accountId, digest]) => ({ account_id: accountId, digest })))],
  )
  const keys = new Set(fresh.map(({ key }) => key))
  return [...byKey].filter(([key]) => keys.has(key)).map(([, one]) => one)
}

const digestOf = (identity: unknown) => createHash('sha256').update(JSON.stringify(identity)).digest('base64url')

/** Those older than what the journal keeps: a repeat can come from nowhere then. */
export async function dropAnnounced(worker: Queryable, keepDays: number): Promise<void> {
  await worker.query(`delete from announced_notifications where announced_at < now() - $1 * interval '1 day'`, [
    keepDays,
  ])
}

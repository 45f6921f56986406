import { createHash } from 'node:crypto'
import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'

/** A part of a notification that could not be applied, set aside so that its neighbours are. */
export interface UnappliedItem {
  journalId: string
  appFingerprint: string
  /** The part as a notification by itself; what is no notification, as it came. */
  payload: string
  error: string
}

/** As an operator sees it. Instants are ISO 8601. */
export interface ListedUnappliedItem {
  journalId: string
  setAsideAt: string
  attempts: number
  /** Null: given up, until somebody asks for it to be applied again. */
  nextAttemptAt: string | null
  error: string
}

/** The last one is about a quarter of an hour after the first. */
const maxAttempts = 10
const maxErrorLength = 2000

/** Keeps what could not be applied, in the transaction that takes its payload from the queue. A repeat is absorbed. */
export async function insertUnapplied(tx: Queryable, items: readonly UnappliedItem[]): Promise<void> {
  if (items.length === 0) return
  await tx.query(
    `insert into unapplied_items (journal_id, digest, app_fingerprint, payload, error)
     select distinct on (journal_id, digest) * from json_to_recordset($1::json)
       as x(journal_id uuid, digest text, app_fingerprint text, payload text, error text)
     on conflict (journal_id, digest) do nothing`,
    [JSON.stringify(items.map(toRow))],
  )
}

const toRow = ({ journalId, appFingerprint, payload, error }: UnappliedItem) => ({
  journal_id: journalId,
  digest: digestOf(payload),
  app_fingerprint: appFingerprint,
  payload,
  error: error.slice(0, maxErrorLength),
})

const digestOf = (payload: string) => createHash('sha256').update(payload).digest('hex')

/** As a condition. */
export const anyUnappliedDue = 'exists (select from unapplied_items where run_at <= now())'

/** Takes the next one that is due, until the transaction ends; null: none is. */
export async function claimUnapplied(tx: Queryable): Promise<UnappliedItem | null> {
  const { rows } = await tx.query<UnappliedItem>(
    `select journal_id, app_fingerprint, payload, error from unapplied_items
      where run_at <= now() order by run_at limit 1 for update skip locked`,
  )
  return rows[0] ?? null
}

export async function deleteUnapplied(tx: Queryable, { journalId, payload }: UnappliedItem): Promise<void> {
  await tx.query('delete from unapplied_items where journal_id = $1 and digest = $2', [journalId, digestOf(payload)])
}

/**
 * Later again, a little later each time. After the last time it waits for an operator, and what its number received is
 * not known without a gap any more (`webhook-gaps.ts`).
 */
export async function postponeUnapplied(
  tx: Queryable,
  { journalId, payload }: UnappliedItem,
  error: string,
): Promise<void> {
  await tx.query(
    `with item as (
       update unapplied_items set attempts = attempts + 1, error = $3,
              run_at = case when attempts + 1 < $4 then now() + interval '1 second' * (2 ^ attempts) end
        where journal_id = $1 and digest = $2 returning payload, run_at)
     update number_coverage v set since = now() from item
      where item.run_at is null and strpos(item.payload, '"' || v.phone_number_id || '"') > 0`,
    [journalId, digestOf(payload), error.slice(0, maxErrorLength), maxAttempts],
  )
}

/** What is set aside, the oldest first. */
export async function listUnapplied({ db }: Pick<CoreContext, 'db'>, limit: number): Promise<ListedUnappliedItem[]> {
  const { rows } = await db.worker.query<ListedUnappliedItem>(
    `select journal_id, set_aside_at, attempts, run_at as next_attempt_at, error
       from unapplied_items order by journal_id, digest limit $1`,
    [limit],
  )
  return rows
}

/** How many are still tried again by themselves, and how many wait for an operator. */
export async function countUnapplied(worker: Queryable): Promise<Readonly<{ retrying: number; givenUp: number }>> {
  const { rows } = await worker.query<{ retrying: number; givenUp: number }>(
    `select count(run_at)::int as retrying, (count(*) - count(run_at))::int as "givenUp" from unapplied_items`,
  )
  return rows[0] ?? { retrying: 0, givenUp: 0 }
}

/** After what was wrong is mended: all of them, or those of one payload, are tried again. Returns how many. */
export async function retryUnapplied({ db }: Pick<CoreContext, 'db'>, journalId: string | null): Promise<number> {
  const { rowCount } = await db.worker.query(
    'update unapplied_items set run_at = now(), attempts = 0 where $1::uuid is null or journal_id = $1::uuid',
    [journalId],
  )
  return rowCount
}

import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { systemCaller } from '#tenancy/access/caller.ts'

export interface TemplateSync {
  accountId: string
  wabaId: string
  /** False: the first one, which tells nobody of what it finds. */
  isRepeat: boolean
}

/** How long a sync may run before another process may take it over. */
const leaseSeconds = 300
/** Between syncs that nobody asked for; each waits up to a fifth more or less. */
const everySeconds = 3600

/** The templates are read again soon, with whatever asks meanwhile in one. */
export async function requestSync(tx: Queryable, accountId: string, wabaId: string): Promise<void> {
  await tx.query(
    `insert into template_syncs (account_id, waba_id) values ($1, $2)
     on conflict (account_id, waba_id) do update set requested_at = now(), next_at = least(template_syncs.next_at, now())`,
    [accountId, wabaId],
  )
}

const askedAgainSeconds = 30

/** A template was asked for that is not there: Meta may have it by now. At most twice a minute, whoever asks. */
export async function askForSync(
  { transaction }: Pick<CoreContext, 'transaction'>,
  accountId: string,
  wabaId: string,
): Promise<void> {
  await transaction(systemCaller(accountId), (tx) =>
    tx.run(
      `update template_syncs set requested_at = now(), next_at = least(next_at, now())
        where account_id = $1 and waba_id = $2 and requested_at < now() - interval '1 second' * ${askedAgainSeconds}`,
      [accountId, wabaId],
    ),
  )
}

/** Every account's business accounts that are not yet listed. */
export async function listNewAccounts(worker: Queryable): Promise<number> {
  const { rowCount } = await worker.query(
    `insert into template_syncs (account_id, waba_id)
     select distinct n.account_id, n.waba_id from numbers n
      where n.waba_id is not null
        and not exists (select from template_syncs s where s.account_id = n.account_id and s.waba_id = n.waba_id)
     on conflict do nothing`,
  )
  return rowCount
}

/** Takes what is due, for one process alone while its lease lasts. */
/** As a condition. */
export const anySyncDue = 'exists (select from template_syncs where next_at <= now())'

export async function claimSyncs(worker: Queryable, limit: number): Promise<TemplateSync[]> {
  const { rows } = await worker.query<TemplateSync>(
    `with due as (
       select account_id, waba_id from template_syncs where next_at <= now() order by next_at limit $1 for update skip locked)
     update template_syncs s set next_at = now() + interval '1 second' * ${leaseSeconds}
       from due where s.account_id = due.account_id and s.waba_id = due.waba_id
     returning s.account_id::text as "accountId", s.waba_id as "wabaId", s.synced_at is not null as "isRepeat"`,
    [limit],
  )
  return rows
}

/** What was asked for after `startedAt` is still to be done. */
export async function endSync(
  worker: Queryable,
  { accountId, wabaId }: Pick<TemplateSync, 'accountId' | 'wabaId'>,
  startedAt: Date,
): Promise<void> {
  const next = `now() + interval '1 second' * ${everySeconds} * (0.8 + 0.4 * random())`
  await worker.query(
    `insert into template_syncs as s (account_id, waba_id, synced_at, next_at, requested_at) values ($1, $2, $3::timestamptz, ${next}, $3::timestamptz)
     on conflict (account_id, waba_id) do update set synced_at = $3::timestamptz, failures = 0, error = null,
            next_at = case when s.requested_at > $3::timestamptz then now() else ${next} end`,
    [accountId, wabaId, startedAt.toISOString()],
  )
}

/** Later again: half a minute, doubled each time up to an hour. */
export async function failSync(
  worker: Queryable,
  { accountId, wabaId }: Pick<TemplateSync, 'accountId' | 'wabaId'>,
  error: string,
): Promise<void> {
  await worker.query(
    `update template_syncs set failures = failures + 1, error = $3,
            next_at = now() + interval '1 second' * least(30 * 2 ^ least(failures, 10), ${everySeconds}) * (0.8 + 0.4 * random())
      where account_id = $1 and waba_id = $2`,
    [accountId, wabaId, error.slice(0, 1000)],
  )
}

/** A business account that no number of the account belongs to any more. */
export async function forgetSync(
  tx: Queryable,
  { accountId, wabaId }: Pick<TemplateSync, 'accountId' | 'wabaId'>,
): Promise<void> {
  await tx.query('delete from template_syncs where account_id = $1 and waba_id = $2', [accountId, wabaId])
}

export interface SyncState {
  wabaId: string
  /** ISO 8601; null: never. */
  syncedAt: string | null
  /** Of the last try, if it failed. */
  error: string | null
}

export async function selectSyncs(tx: Queryable, accountId: string): Promise<SyncState[]> {
  const { rows } = await tx.query<SyncState>(
    `select waba_id as "wabaId", error, synced_at
       from template_syncs where account_id = $1 order by waba_id`,
    [accountId],
  )
  return rows
}

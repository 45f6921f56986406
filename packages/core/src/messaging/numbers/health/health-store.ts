import type { Queryable } from '#platform/database/database.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { type HealthFacts, type HealthSubject, paceOf } from './number-health.ts'

export interface LockedHealth extends HealthSubject {
  facts: HealthFacts
  /** Something of a later second than `at` was applied already: webhooks tell no more than the second. */
  isNewer: boolean
}

/** The numbers of a business account, or one of them, with what is known of them; `at` is when Meta spoke. */
export async function lockHealth(
  tx: Queryable,
  accountId: string,
  which: { wabaId: string } | { numberId: string; phoneNumberId: string },
  at: Date,
): Promise<LockedHealth[]> {
  const [first, second] = 'wabaId' in which ? [which.wabaId, null] : [which.numberId, which.phoneNumberId]
  const match = 'wabaId' in which ? 'n.waba_id = $2 and $3::text is null' : 'n.id = $2::uuid and n.phone_number_id = $3'
  // Who changes numbers locks the account first: in the other order the two would wait for each other.
  await tx.query('select 1 from accounts where id = $1 for key share', [accountId])
  await tx.query(
    `insert into number_health (number_id, account_id) select n.id, n.account_id from numbers n
      where n.account_id = $1 and ${match} order by n.id on conflict do nothing`,
    [accountId, first, second],
  )
  const { rows } = await tx.query<LockedHealth>(
    `select n.id as "numberId", n.account_id as "accountId", n.lane_id::text as "laneId", n.waba_id as "wabaId",
            n.phone_number_id as "phoneNumberId", n.display_phone_number as "displayPhoneNumber", h.facts,
            coalesce(date_trunc('second', h.observed_at) > date_trunc('second', $4::timestamptz), false) as "isNewer"
       from numbers n join number_health h on h.account_id = n.account_id and h.number_id = n.id
      where n.account_id = $1 and ${match} order by n.id for update of h`,
    [accountId, first, second, at.toISOString()],
  )
  return rows
}

export async function saveFacts(
  tx: Queryable & Pick<WorkerTransaction, 'notify'>,
  { accountId, numberId, laneId, facts: before }: LockedHealth,
  after: HealthFacts,
  at: Date,
): Promise<void> {
  await tx.query(
    'update number_health set facts = $3::jsonb, observed_at = greatest(observed_at, $4::timestamptz) where account_id = $1 and number_id = $2',
    [accountId, numberId, JSON.stringify(after), at.toISOString()],
  )
  if (paceOf(before) === paceOf(after)) return
  // A pace that the operator has set is the operator's.
  await tx.query(
    'update lanes set per_second = $4 where account_id = $1 and id = $2::bigint and per_second = $3::float8',
    [accountId, laneId, paceOf(before), paceOf(after)],
  )
  tx.notify('lanes', laneId)
}

/** The number is read from Meta soon. */
export async function requestReading(tx: Queryable, accountId: string, numberId: string): Promise<void> {
  await tx.query(
    `insert into number_health (number_id, account_id) select id, account_id from numbers where account_id = $1 and id = $2
     on conflict (number_id) do update set next_at = least(number_health.next_at, now())`,
    [accountId, numberId],
  )
}

/** Of a number that has become another one at Meta. */
export async function forgetHealth(tx: Queryable, accountId: string, numberId: string): Promise<void> {
  await tx.query('delete from number_health where account_id = $1 and number_id = $2', [accountId, numberId])
}

/**
 * Every real number that is not yet listed, but for those of accounts that somebody has locked to change their numbers: to wait for
 * them with other numbers in hand would be a ring.
 */
export async function listNewNumbers(worker: Queryable): Promise<void> {
  await worker.query(
    `with fresh as (
       select n.id, n.account_id from numbers n join accounts a on a.id = n.account_id
        where not n.sandbox and not exists (select from number_health h where h.number_id = n.id)
        order by n.id for key share of a skip locked)
     insert into number_health (number_id, account_id) select id, account_id from fresh order by id on conflict do nothing`,
  )
}

const leaseSeconds = 120
/** Between readings that nobody asked for; each waits up to a fifth more or less. */
const everySeconds = 3600

/** As a condition. */
export const anyReadingDue = 'exists (select from number_health where next_at <= now())'

/** Takes what is due, for one process alone while its lease lasts. */
export async function claimReadings(worker: Queryable, limit: number): Promise<{ id: string; accountId: string }[]> {
  const { rows } = await worker.query<{ id: string; accountId: string }>(
    `with due as (select number_id from number_health where next_at <= now() order by next_at limit $1 for update skip locked)
     update number_health h set next_at = now() + interval '1 second' * ${leaseSeconds}
       from due where h.number_id = due.number_id returning h.number_id::text as id, h.account_id::text as "accountId"`,
    [limit],
  )
  return rows
}

/** What was asked for meanwhile is still to be done. */
export async function endReading(tx: Queryable, numberId: string): Promise<void> {
  await tx.query(
    `update number_health set read_at = now(), failures = 0, error = null,
            next_at = case when next_at <= now() then next_at
                           else now() + interval '1 second' * ${everySeconds} * (0.8 + 0.4 * random()) end where number_id = $1`,
    [numberId],
  )
}

/** Later again: half a minute, doubled each time up to an hour. */
export async function failReading(worker: Queryable, numberId: string, error: string): Promise<void> {
  await worker.query(
    `update number_health set failures = failures + 1, error = $2,
            next_at = now() + interval '1 second' * least(30 * 2 ^ least(failures, 10), ${everySeconds}) * (0.8 + 0.4 * random())
      where number_id = $1`,
    [numberId, error.slice(0, 1000)],
  )
}

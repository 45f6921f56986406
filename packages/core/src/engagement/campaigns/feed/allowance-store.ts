import type { Queryable } from '#platform/database/database.ts'

/** How many different people a business may write to outside of a window in 24 hours; absent: as many as it likes. */
const tiers: Readonly<Record<string, number>> = {
  TIER_50: 50,
  TIER_250: 250,
  TIER_1K: 1000,
  TIER_2K: 2000,
  TIER_10K: 10_000,
  TIER_100K: 100_000,
}

const dayMs = 24 * 3600_000

/** Null: without limit, or Meta has not said. */
export async function findTier(db: Queryable, accountId: string, numberId: string): Promise<number | null> {
  const row = await db.maybe<{ tier: string | null }>(
    `select facts->>'messagingLimit' as tier from number_health where account_id = $1 and number_id = $2::uuid`,
    [accountId, numberId],
  )
  return tiers[row?.tier ?? ''] ?? null
}

/** One at a time counts the allowance of an account; held until the transaction ends. */
export async function lockAllowance(tx: Queryable, accountId: string): Promise<void> {
  await tx.run(`select pg_advisory_xact_lock(hashtextextended('allowance|' || $1, 0))`, [accountId])
}

export interface AllowanceUse {
  used: number
  /** When the person who was counted first leaves the 24 hours; null: nobody is counted. */
  freeAt: string | null
}

/** What was used of the allowance in the 24 hours before an instant, in milliseconds. Other apps of the business may have used more. */
export async function selectUse(db: Queryable, accountId: string, now: number): Promise<AllowanceUse> {
  const { used, first } = await db.one<{ used: number; first: string | null }>(
    'select count(*)::int as used, min(counted_at) as first from allowance_uses where account_id = $1 and counted_at > $2::timestamptz',
    [accountId, new Date(now - dayMs).toISOString()],
  )
  return { used, freeAt: first === null ? null : new Date(Date.parse(first) + dayMs).toISOString() }
}

/** Of these people, those who are counted already. */
export async function selectCounted(
  db: Queryable,
  accountId: string,
  people: readonly string[],
  now: number,
): Promise<Set<string>> {
  const rows = await db.many<{ person: string }>(
    `select u.person from json_array_elements_text($2::json) as asked(person)
       join allowance_uses u on u.account_id = $1 and u.person = asked.person
      where u.counted_at > $3::timestamptz`,
    [accountId, JSON.stringify(people), new Date(now - dayMs).toISOString()],
  )
  return new Set(rows.map(({ person }) => person))
}

/** Counts people; one who is counted keeps the earlier instant for its 24 hours. */
export async function recordUses(
  tx: Queryable,
  accountId: string,
  people: readonly string[],
  now: number,
): Promise<void> {
  if (people.length === 0) return
  await tx.run(
    `insert into allowance_uses as u (account_id, person, counted_at)
     select distinct $1::uuid, person, $3::timestamptz from json_array_elements_text($2::json) as asked(person) order by 2
     on conflict (account_id, person) do update set counted_at = excluded.counted_at where u.counted_at <= $4::timestamptz`,
    [accountId, JSON.stringify(people), new Date(now).toISOString(), new Date(now - dayMs).toISOString()],
  )
}

/** Those who are counted no more. */
export const deleteOldUses = (db: Queryable, accountId: string, now: number): Promise<number> =>
  db.run('delete from allowance_uses where account_id = $1 and counted_at <= $2::timestamptz', [
    accountId,
    new Date(now - dayMs).toISOString(),
  ])

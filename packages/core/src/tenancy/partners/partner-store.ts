import type { Queryable } from '#platform/database/queryable.ts'

/** Makes what concerns a partner and its accounts wait for one another until the transaction ends; false: it is no partner. */
export const lockPartner = async (tx: Queryable, partnerId: string): Promise<boolean> =>
  (await tx.maybe('select 1 as it from partners where account_id = $1 for update', [partnerId])) !== null

/** False: it was one before. */
export const insertPartner = async (tx: Queryable, accountId: string, at: string): Promise<boolean> =>
  (await tx.run(
    'insert into partners (account_id, created_at) values ($1, $2::timestamptz) on conflict (account_id) do nothing',
    [accountId, at],
  )) === 1

/** Takes the next place among the events of a partner, and tells what else each of them says. */
export const takeSequence = (
  tx: Queryable,
  partnerId: string,
  childId: string,
): Promise<{ sequence: number; livemode: boolean } | null> =>
  tx.maybe(
    `update partners p set last_sequence = p.last_sequence + 1 where p.account_id = $1
     returning p.last_sequence::float8 as sequence,
       exists (select from numbers n where n.account_id = $2 and not n.sandbox) as livemode`,
    [partnerId, childId],
  )

/** In millionths; null: no partner. */
export const selectMarketingReserve = async (db: Queryable, partnerId: string): Promise<string | null> =>
  (
    await db.maybe<{ reserve: string }>('select marketing_reserve as reserve from partners where account_id = $1', [
      partnerId,
    ])
  )?.reserve ?? null

export const updateMarketingReserve = (tx: Queryable, partnerId: string, reserve: string) =>
  tx.run('update partners set marketing_reserve = $2::bigint where account_id = $1', [partnerId, reserve])

/** What a partner that goes has suspended, nobody else could lift. */
export const liftAllOfPartner = (tx: Queryable, partnerId: string) =>
  tx.run(
    `delete from account_suspensions s using partner_accounts c
      where c.partner_id = $1 and s.account_id = c.account_id and s.suspended_by = 'partner'`,
    [partnerId],
  )

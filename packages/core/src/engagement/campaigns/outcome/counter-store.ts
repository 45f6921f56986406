import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'

/** By how much a number of people has changed. Keys: a state, a deed, `skipped:<reason>`, `failed:<code>`, `ever:<sent, delivered or read>`. */
export interface CounterChange {
  accountId: string
  campaignId: string
  variant: number
  key: string
  count: number
}

const shards = 16
const changes = recordset({
  accountId: 'uuid',
  campaignId: 'uuid',
  shard: 'smallint',
  variant: 'smallint',
  key: 'text',
  count: 'bigint',
})

/** Adds to the counters, in one part of them that is drawn, so that transactions seldom meet. Sorted, so that they never wait for each other in a ring. */
export async function addCounts(tx: Queryable, all: readonly CounterChange[]): Promise<void> {
  const sums = new Map<string, CounterChange>()
  for (const one of all) {
    const key = [one.accountId, one.campaignId, one.variant, one.key].join(' ')
    sums.set(key, { ...one, count: (sums.get(key)?.count ?? 0) + one.count })
  }
  const rows = [...sums.values()].filter(({ count }) => count !== 0)
  if (rows.length === 0) return
  const shard = Math.floor(Math.random() * shards)
  await tx.run(
    `insert into campaign_counters as c (account_id, campaign_id, shard, variant, key, count)
     select account_id, campaign_id, shard, variant, key, count from ${changes.from('$1')} order by 1, 2, 3, 4, 5
     on conflict (account_id, campaign_id, shard, variant, key) do update set count = c.count + excluded.count`,
    [changes.json(rows.map((row) => ({ ...row, shard })))],
  )
}

export interface CampaignCount {
  campaignId: string
  variant: number
  key: string
  count: number
}

/** The counters of campaigns, their parts added up. */
export const selectCounts = (
  tx: Queryable,
  accountId: string,
  campaignIds: readonly string[],
): Promise<CampaignCount[]> =>
  tx.many<CampaignCount>(
    `select campaign_id, variant::int, key, sum(count)::int as count from campaign_counters
      where account_id = $1 and campaign_id = any ($2::uuid[]) group by 1, 2, 3 having sum(count) <> 0`,
    [accountId, campaignIds],
  )

/** How many people were planned; nobody has been handed to a lane yet. */
export async function countPlanned(tx: Queryable, accountId: string, campaignId: string): Promise<number> {
  const { planned } = await tx.one<{ planned: number }>(
    `select coalesce(sum(count), 0)::int as planned from campaign_counters
      where account_id = $1 and campaign_id = $2::uuid and key in ('queued', 'skipped', 'failed')`,
    [accountId, campaignId],
  )
  return planned
}

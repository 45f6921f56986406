import type { Queryable } from '#platform/database/database.ts'
import { defaultPriority, type RankOf, rankBy, type SourcePriority } from './source-priority.ts'

/** Null: the account has set nothing. */
export async function selectPriority(tx: Queryable, accountId: string): Promise<SourcePriority | null> {
  const row = await tx.maybe<{ sourcePriority: SourcePriority }>(
    'select source_priority from contact_settings where account_id = $1',
    [accountId],
  )
  return row?.sourcePriority ?? null
}

export async function selectRanking(tx: Queryable, accountId: string): Promise<RankOf> {
  return rankBy((await selectPriority(tx, accountId)) ?? defaultPriority)
}

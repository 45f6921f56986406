import { conditions } from '#platform/database/conditions.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { ContactCondition } from './resolve-filter.ts'

const matching = (accountId: string, condition: ContactCondition) => {
  const where = conditions(accountId)
  return {
    sql: `contacts c where c.account_id = $1 and c.deleted_at is null and ${condition(where)}`,
    params: where.params,
  }
}

export async function countMatching(tx: Queryable, accountId: string, condition: ContactCondition): Promise<number> {
  const { sql, params } = matching(accountId, condition)
  return (await tx.one<{ count: number }>(`select count(*)::int as count from ${sql}`, params)).count
}

/** How many the planner expects, without looking. */
export async function estimateMatching(tx: Queryable, accountId: string, condition: ContactCondition): Promise<number> {
  const { sql, params } = matching(accountId, condition)
  const [row] = await tx.many<Record<string, unknown>>(`explain (format json) select 1 from ${sql}`, params)
  const [found] = Object.values(row ?? {})
  const plan = (typeof found === 'string' ? JSON.parse(found) : found) as { Plan?: { 'Plan Rows'?: number } }[]
  return Math.round(plan[0]?.Plan?.['Plan Rows'] ?? 0)
}

/** Statements of this transaction end after so long. */
export async function limitStatements(tx: Queryable, milliseconds: number): Promise<void> {
  await tx.run(`select set_config('statement_timeout', $1, true)`, [String(milliseconds)])
}

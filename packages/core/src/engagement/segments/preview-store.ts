import { conditions } from '#platform/database/conditions.ts'
import type { Queryable } from '#platform/database/database.ts'
import { type ResolvedFilter, toCondition, toSet } from './resolve-filter.ts'

export interface Question {
  filter: ResolvedFilter
  now: Date
}

const matching = (accountId: string, { filter, now }: Question) => {
  const where = conditions(accountId)
  return {
    sql: `contacts c where c.account_id = $1 and c.deleted_at is null and ${toCondition(filter, now)(where)}`,
    params: where.params,
  }
}

/** Counted from the index of attributes; null: the filter asks for more. */
function setOf(accountId: string, { filter, now }: Question) {
  const where = conditions(accountId)
  const set = toSet(filter, now)(where)
  const present = `not exists (select from contacts d where d.account_id = $1 and d.id = s.id and d.deleted_at is not null)`
  return set === null ? null : { sql: `(${set}) as s where ${present}`, params: where.params }
}

/** How many contacts a filter finds. */
export async function countMatching(tx: Queryable, accountId: string, question: Question): Promise<number> {
  const { sql, params } = setOf(accountId, question) ?? matching(accountId, question)
  return (await tx.one<{ count: number }>(`select count(*)::int as count from ${sql}`, params)).count
}

/** How many, and the ids of those known latest, in one statement; null: the index of attributes does not know. */
export async function countAndSample(
  tx: Queryable,
  accountId: string,
  question: Question,
  size: number,
): Promise<{ count: number; ids: string[] } | null> {
  const set = setOf(accountId, question)
  if (set === null) return null
  return tx.one<{ count: number; ids: string[] }>(
    `with found as materialized (select s.id from ${set.sql})
     select (select count(*)::int from found) as count,
       coalesce((select json_agg(t.id) from (select id from found order by id desc limit $${set.params.length + 1}) as t), '[]') as ids`,
    [...set.params, size],
  )
}

/** How many the planner expects, without looking. */
export async function estimateMatching(tx: Queryable, accountId: string, question: Question): Promise<number> {
  const { sql, params } = matching(accountId, question)
  const [row] = await tx.many<Record<string, unknown>>(`explain (format json) select 1 from ${sql}`, params)
  const [count] = Object.values(row ?? {})
  const plan = (typeof count === 'string' ? JSON.parse(count) : count) as { Plan?: { 'Plan Rows'?: number } }[]
  return Math.round(plan[0]?.Plan?.['Plan Rows'] ?? 0)
}

/** Statements of this transaction end after so long, and may sort and hash in as much memory: a preview is one of few. */
export async function limitStatements(tx: Queryable, milliseconds: number): Promise<void> {
  await tx.run(`select set_config('statement_timeout', $1, true), set_config('work_mem', '32MB', true)`, [
    String(milliseconds),
  ])
}

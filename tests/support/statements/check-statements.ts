import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '@dawk/core/platform/database/database.ts'
import { openFreshDatabase } from '../database.ts'
import type { NotedStatement } from './collect.ts'
import { findProblems } from './distributable.ts'
import { acrossAccounts } from './table-plan.ts'

/**
 * Looks at every statement that the product ran during the suite: each is described against the schema, so that a column that is gone
 * or a parameter that does not fit fails here, and each is one that would run where tables are spread by account. The run fails
 * when one does not pass, whichever tests it came from.
 */
export async function setup(): Promise<() => Promise<void>> {
  if (process.env['DAWK_TEST_STATEMENTS'] !== undefined) return async () => undefined // another project of this run looks
  const directory = await mkdtemp(join(tmpdir(), 'dawk-statements-'))
  process.env['DAWK_TEST_STATEMENTS'] = directory
  return async () => {
    const noted = await readStatements(directory)
    await rm(directory, { recursive: true })
    const problems = noted.length === 0 ? [] : await checkAll(noted)
    if (problems.length > 0) throw new Error(`${problems.length} statements do not pass:\n\n${problems.join('\n\n')}`)
  }
}

async function readStatements(directory: string): Promise<NotedStatement[]> {
  const bySql = new Map<string, NotedStatement>()
  for (const name of await readdir(directory))
    for (const line of (await readFile(join(directory, name), 'utf8')).split('\n').filter(Boolean)) {
      const statement = JSON.parse(line) as NotedStatement
      bySql.set(statement.sql, statement)
    }
  return [...bySql.values()].toSorted((a, b) => (a.from < b.from ? -1 : 1))
}

async function checkAll(noted: readonly NotedStatement[]): Promise<string[]> {
  const { db, close } = await openFreshDatabase()
  const problems: string[] = []
  try {
    for (const { sql, from } of noted) {
      if (!/^\s*(select|with|insert|update|delete)\b/i.test(sql)) continue // `begin`, `set`, `notify` and the like
      const found = [...(await whyNotDescribed(db, sql)), ...(await findProblems(sql, acrossAccounts.includes(from)))]
      if (found.length > 0) problems.push(`${from}: ${found.join('; ')}\n${sql}`)
    }
  } finally {
    await close()
  }
  return problems
}

/** PostgreSQL reads it, finds tables, columns and functions, and the type of each parameter; nothing runs. */
async function whyNotDescribed(db: Database, sql: string): Promise<string[]> {
  try {
    await db.worker.transaction(async (tx) => {
      await tx.query(`prepare described as ${sql}`)
      await tx.query('deallocate described')
    })
    return []
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  }
}

import { appendFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { statements } from '@dawk/core/platform/database/statements.ts'

/**
 * Notes every statement that the product runs, once for each process, where `DAWK_TEST_STATEMENTS` says. Runs in every process of the
 * suite, those of gateways included, so that what is noted is what really leaves. Statements that tests write are not looked at.
 */
const directory = process.env['DAWK_TEST_STATEMENTS']
const root = fileURLToPath(new URL('../../../', import.meta.url))
const seen = new Set<string>()

export interface NotedStatement {
  sql: string
  /** The file that asked for it. */
  from: string
}

/** Those between the file that asks and the database. */
const isBetween = (path: string) =>
  path.startsWith('packages/core/src/platform/database/') || path.endsWith('/unit-of-work.ts')

function callerOf(stack: string): string | null {
  for (const line of stack.split('\n').slice(1)) {
    const path = /(?:file:\/\/)?(\/[^:)]+\.ts)/.exec(line)?.[1]
    if (path === undefined) continue
    const inTree = relative(root, path)
    if (inTree.startsWith('tests/support/statements/') || isBetween(inTree)) continue
    return inTree
  }
  return null
}

/** A worker of the suite runs this for each of its files. */
if (directory !== undefined && !statements.hasSubscribers)
  statements.subscribe((message) => {
    const sql = String(message)
    if (seen.has(sql)) return
    const limit = Error.stackTraceLimit
    Error.stackTraceLimit = 30
    const from = callerOf(new Error('a statement').stack ?? '')
    Error.stackTraceLimit = limit
    if (from === null || !from.startsWith('packages/') || from.endsWith('.test.ts')) return
    seen.add(sql)
    appendFileSync(
      join(directory, `${process.pid}.jsonl`),
      `${JSON.stringify({ sql, from } satisfies NotedStatement)}\n`,
    )
  })

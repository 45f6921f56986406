import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { remembersAnswers } from '@dawk/http/operations/once.ts'
import { errorRules } from '@dawk/http/resources/errors.ts'
import { dialects } from '@dawk/http/surfaces/index.ts'
import { expect, test } from 'vitest'
import { mutants } from '../mutants/mutants.ts'
import { root } from '../support/processes.ts'

/**
 * Who may call what, what is answered to whom, and what may be repeated, as literal tables: a change of any of it shows as a changed line
 * of a file that somebody has to read. `vitest run tests/tree/tables.test.ts -u` writes them anew.
 */
const toTable = (rows: readonly (readonly string[])[]): string => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return `${rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')}\n`
}

const operationsOf = () =>
  dialects.flatMap((dialect) =>
    Object.values(dialect.operations).map((operation) => {
      const [method = '', path = ''] = operation.route.split(' ')
      return { dialect, operation, method, name: `${method} ${dialect.prefix}${dialect.base ?? ''}${path}` }
    }),
  )

test('scope × route: what each operation asks of a key or a role', async () => {
  const rows = operationsOf().map(({ dialect, operation: { scope, membersOnly, inactiveToo }, name }) => [
    dialect.name,
    name,
    scope ?? 'any key',
    [membersOnly && 'members only', inactiveToo && 'inactive accounts too'].filter(Boolean).join(', '),
  ])
  assert.ok(rows.length > 100)
  await expect(toTable(rows)).toMatchFileSnapshot('tables/scopes.txt')
})

test('replay × route: how a repeated POST is answered', async () => {
  const rows = operationsOf().flatMap(({ dialect, operation, method, name }) => {
    if (method !== 'POST') return []
    const how = operation.idempotent
      ? 'by the operation'
      : remembersAnswers(operation, dialect)
        ? 'remembered'
        : 'done again'
    return [[dialect.name, name, how]]
  })
  assert.ok(rows.length > 50)
  await expect(toTable(rows)).toMatchFileSnapshot('tables/replays.txt')
})

const request = { method: 'POST', path: '/v1/messages', requestId: 'request-1', transportStatus: null }

/** The vendor's own code, wherever its body has it. */
function codeOf(body: unknown): string {
  const text = JSON.stringify(body, (key, value) =>
    typeof value === 'object' || /code|type|status/i.test(key) ? value : undefined,
  )
  return text.replaceAll('"', '')
}

test('error × surface: the status and the code that each error is answered with', async () => {
  const rows = Object.keys(errorRules).flatMap((code) =>
    dialects.map((dialect) => {
      const { status, body } = dialect.renderError(
        new GatewayError(code as keyof typeof errorRules, 'What happened.'),
        request,
      )
      assert.ok(status >= 400 && status < 600, `${dialect.name} ${code}`)
      return [code, dialect.name, String(status), codeOf(body)]
    }),
  )
  await expect(toTable(rows)).toMatchFileSnapshot('tables/errors.txt')
})

test('every mutant still fits: the text that it changes stands exactly once in its file', async () => {
  const misfits: string[] = []
  for (const { name, file, from } of mutants) {
    const text = await readFile(join(root, file), 'utf8').catch(() => '')
    if (text.split(from).length !== 2) misfits.push(`${name} (${file})`)
  }
  assert.deepEqual(misfits, [])
})

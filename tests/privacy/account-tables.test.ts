import assert from 'node:assert/strict'
import { type AccountTableName, accountTableNames, tableOf } from '@dawk/core/operations/privacy/account-tables.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { openCore, type TestCore } from '../support/core.ts'

let core: TestCore
const columns = new Map<string, { name: string; type: string }[]>()
beforeAll(async () => {
  core = await openCore()
  const { rows } = await core.db.worker.query<{ table: string; name: string; type: string }>(
    `select c.relname as table, a.attname as name,
            replace(format_type(a.atttypid, null), 'timestamp with time zone', 'timestamptz') as type
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition`,
  )
  for (const { table, ...column } of rows) columns.set(table, [...(columns.get(table) ?? []), column])
})
afterAll(() => core.close())

test('every table with an account is covered by export and erasure: a new one belongs into account-tables.ts', () => {
  const ofAccounts = [...columns].filter(([, list]) => list.some(({ name }) => name === 'account_id'))
  assert.deepEqual(accountTableNames.toSorted(), ['accounts', ...ofAccounts.map(([table]) => table)].toSorted())
})

test('its keys are columns, and what looks like a secret is not exported', () => {
  for (const table of accountTableNames) {
    const { key, without = [] } = tableOf(table)
    const names = columns.get(table) ?? []
    for (const [column, type] of key)
      assert.ok(
        names.some((one) => one.name === column && one.type === type),
        `${table}.${column}`,
      )
    for (const column of without)
      assert.ok(
        names.some(({ name }) => name === column),
        `${table}.${column}`,
      )
    const secret = names.filter(
      ({ name, type }) => type === 'bytea' || /cipher|hash|secret$|token$|password/.test(name),
    )
    for (const { name } of secret) assert.ok(without.includes(name), `${table}.${name} would be exported`)
  }
})

test('what refers to a table is erased before it, or goes with it', async () => {
  const { rows } = await core.db.worker.query<{ child: string; parent: string }>(
    `select conrelid::regclass::text as child, confrelid::regclass::text as parent from pg_constraint
      where contype = 'f' and confdeltype <> 'c'`,
  )
  const place = (table: string) => accountTableNames.indexOf(table as AccountTableName)
  for (const { child, parent } of rows)
    if (place(parent) >= 0) assert.ok(place(child) < place(parent), `${child} → ${parent}`)
})

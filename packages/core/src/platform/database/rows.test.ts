import assert from 'node:assert/strict'
import { test } from 'vitest'
import { camelCase, camelRows, toInstant } from './rows.ts'

test.each([
  ['2026-11-29 20:33:22+00', '2026-11-29T20:33:22.000Z'],
  ['2026-11-29 20:33:22.1+00', '2026-11-29T20:33:22.100Z'],
  ['2026-11-29 20:33:22.123456+00', '2026-11-29T20:33:22.123Z'],
  ['2026-11-29 20:33:22.9999+00', '2026-11-29T20:33:22.999Z'],
  ['2026-11-29 22:33:22.5+02', '2026-11-29T20:33:22.500Z'],
  ['2026-11-30 02:03:22.123456+05:30', '2026-11-29T20:33:22.123Z'],
  ['infinity', 'infinity'],
])('an instant that PostgreSQL writes as %s is read as %s', (text, instant) => {
  assert.equal(toInstant(text), instant)
})

test('columns come in camelCase; rows that need no other name are the same objects', () => {
  assert.equal(camelCase('last_seen_at'), 'lastSeenAt')
  assert.equal(camelCase('accountId'), 'accountId')
  const rows = [{ id: 1 }]
  assert.equal(camelRows(rows, ['id']), rows)
  assert.deepEqual(camelRows([{ id: 1, run_at: 2 }], ['id', 'run_at']), [{ id: 1, runAt: 2 }])
})

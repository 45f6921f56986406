import assert from 'node:assert/strict'
import { test } from 'vitest'
import { newIdAt } from '#platform/ids.ts'
import { compress } from './historic-ids.ts'

test('seconds of half a year keep their order within the first hour of a month', () => {
  const floorMs = Date.UTC(2026, 10)
  const instants = [0, 1, 2, 86_400, 86_401, 180 * 86_400 - 1, 180 * 86_400].map(
    (s) => floorMs - 180 * 86_400_000 + s * 1000,
  )
  const ids = instants.map((at) => newIdAt(compress(at, floorMs)))
  assert.deepEqual(ids.toSorted(), ids)
  const months = ids.map((id) =>
    new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16)).toISOString().slice(0, 13),
  )
  assert.deepEqual(new Set(months), new Set(['2026-11-01T00']))
})

import assert from 'node:assert/strict'
import type { FieldProblem } from '@dawk/core/platform/errors.ts'
import { test } from 'vitest'
import { readSendAt } from './send-at.ts'

const now = Date.parse('2026-11-21T12:00:00Z')

function read(text: string): string | null {
  const problems: FieldProblem[] = []
  const at = readSendAt(text, now, problems)
  return problems[0]?.message ?? at
}

test('an instant ahead is given back in UTC', () => {
  assert.equal(read('2026-11-21T18:30:00+05:30'), '2026-11-21T13:00:00.000Z')
  assert.equal(read('2026-11-21T18:30:00+0530'), '2026-11-21T13:00:00.000Z')
  assert.equal(read('2026-12-01T09:00Z'), '2026-12-01T09:00:00.000Z')
})

test('up to a minute ago is now, earlier is the past', () => {
  assert.equal(read('2026-11-21T11:59:00Z'), null)
  assert.equal(read('2026-11-21T11:58:59Z'), 'is in the past')
})

test('more than a year ahead is refused', () => assert.match(String(read('2027-12-01T00:00:00Z')), /year/))

test.each([
  'tomorrow',
  '2026-12-01',
  '2026-12-01T09:00:00',
  '2026-13-01T09:00:00Z',
  '2027-02-30T09:00:00Z',
  '1795243320',
  '',
])('%j is no instant', (text) => assert.match(String(read(text)), /ISO 8601/))

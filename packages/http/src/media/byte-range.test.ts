import assert from 'node:assert/strict'
import { test } from 'vitest'
import { readRange } from './byte-range.ts'

test('ranges are read as RFC 9110 has them', () => {
  const cases: [string | undefined, ReturnType<typeof readRange>][] = [
    [undefined, null],
    ['bytes=0-0', { start: 0, end: 0 }],
    ['bytes=2-', { start: 2, end: 9 }],
    ['bytes=2-400', { start: 2, end: 9 }],
    ['bytes=-3', { start: 7, end: 9 }],
    ['bytes=-300', { start: 0, end: 9 }],
    ['bytes=-0', 'unsatisfiable'],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=5-2', null],
    ['bytes=-', null],
    ['bytes=0-1,4-5', null],
    ['items=0-1', null],
  ]
  for (const [header, expected] of cases) assert.deepEqual(readRange(header, 10), expected, header)
})

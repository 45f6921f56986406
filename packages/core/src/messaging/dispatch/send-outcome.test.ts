import assert from 'node:assert/strict'
import { classifyGraphError } from '@dawk/cloud-api/error-policy.ts'
import { test } from 'vitest'
import { type JudgedOutcome, judgeOutcome } from './send-outcome.ts'

const at = '2026-11-29T12:00:00.000Z'
const second = 1000
const minute = 60 * second

/** Random numbers in the middle: no spread. */
const judge = (outcome: JudgedOutcome, attempts: number) => judgeOutcome(outcome, attempts, at, () => 0.5)

const refused = (code: number, httpStatus = 400, retryAfterMs: number | null = null): JudgedOutcome => {
  const error = { code, message: `(#${code}) no` }
  return { kind: 'refused', httpStatus, error, policy: classifyGraphError(error, httpStatus), retryAfterMs }
}

test.each([
  [1, 1 * second],
  [2, 2 * second],
  [3, 4 * second],
  [7, 64 * second],
  [9, 256 * second],
  [20, 300 * second],
])('what did not leave is tried again: after attempt %i in %i ms', (attempts, afterMs) => {
  const { next, destinationFailed, ...judged } = judge({ kind: 'not_sent', cause: 'ECONNREFUSED' }, attempts)
  assert.deepEqual([next, judged.afterMs, destinationFailed], ['retry', afterMs, true])
})

/** Code, HTTP status, Retry-After in ms or null, attempts made → the pause in ms, slows the lane, pauses it for so long. */
const retries: readonly [
  code: number,
  http: number,
  retryAfterMs: number | null,
  attempts: number,
  afterMs: number,
  slowDown: boolean,
  pauseMs: number | null,
][] = [
  [131000, 500, null, 1, 5 * second, false, null],
  [131000, 500, null, 6, 32 * second, false, null],
  [131000, 500, 40 * second, 1, 40 * second, false, null],
  [131056, 400, null, 1, 6 * second, false, null],
  [131056, 400, null, 3, 16 * second, false, null],
  [131056, 400, null, 5, 256 * second, false, null],
  [131056, 400, 30 * second, 1, 30 * second, false, null],
  [130429, 429, null, 1, 1 * second, true, null],
  [130429, 429, 20 * second, 1, 20 * second, true, null],
  [4, 429, null, 1, minute, true, null],
  [131048, 400, null, 1, 60 * minute, false, 60 * minute],
  [190, 401, null, 1, minute, false, minute],
  [131042, 400, 90 * second, 1, 90 * second, false, 90 * second],
]

test.each(retries)(
  'code %i (HTTP %i, Retry-After %o ms) after attempt %i waits %i ms; slows the lane: %s; pauses it: %o',
  (...[code, http, retryAfterMs, attempts, afterMs, slowDown, pauseMs]) => {
    const judged = judge(refused(code, http, retryAfterMs), attempts)
    assert.deepEqual(
      [judged.next, judged.afterMs, judged.slowDown, judged.pause?.ms ?? null, judged.outcome.status],
      ['retry', afterMs, slowDown, pauseMs, 'retrying'],
    )
  },
)

test.each([
  [131000, 500, 8],
  [131056, 400, 8],
  [130429, 429, 300],
  [190, 401, 300],
  [131026, 400, 1],
  [131047, 400, 1],
  [999999, 400, 1],
])('code %i (HTTP %i) fails after attempt %i, and not before', (code, http, last) => {
  const failed = judge(refused(code, http), last)
  assert.deepEqual([failed.next, failed.outcome.status], ['done', 'failed'])
  if (last > 1) assert.equal(judge(refused(code, http), last - 1).next, 'retry')
})

test.each([
  [131000, 500, true],
  [131000, 400, false],
  [131056, 400, false],
  [130429, 429, false],
])('code %i with HTTP %i counts against the breaker: %s', (code, http, counts) =>
  assert.equal(judge(refused(code, http), 1).destinationFailed, counts),
)

test('an outcome that is not known is neither repeated nor failed', () => {
  const judged = judge({ kind: 'unknown', cause: 'the connection broke' }, 1)
  assert.deepEqual([judged.next, judged.outcome.status, judged.destinationFailed], ['unknown', 'unknown', true])
})

test('pauses spread by a fifth to either side', () => {
  const pause = (random: number) => judgeOutcome({ kind: 'not_sent', cause: 'x' }, 5, at, () => random).afterMs
  assert.deepEqual([pause(0), pause(0.5), pause(1)], [12_800, 16_000, 19_200])
})

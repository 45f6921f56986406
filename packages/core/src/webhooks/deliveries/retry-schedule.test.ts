import assert from 'node:assert/strict'
import { test } from 'vitest'
import { defaultScheduleMs, nextDelayMs, parseRetryAfterMs } from './retry-schedule.ts'

const middle = () => 0.5

test('the first attempt is at once, the tenth a day after the ninth, and there is no eleventh', () => {
  assert.equal(nextDelayMs(0, middle), 0)
  assert.equal(nextDelayMs(1, middle), 5_000)
  assert.equal(nextDelayMs(9, middle), 86_400_000)
  assert.equal(nextDelayMs(10, middle), null)
  assert.equal(defaultScheduleMs.length, 10)
})

test('retries spread by a fifth to either side', () => {
  assert.equal(
    nextDelayMs(1, () => 0),
    4_000,
  )
  assert.equal(
    nextDelayMs(1, () => 1),
    6_000,
  )
})

test('an operator may give another schedule', () => {
  assert.equal(nextDelayMs(1, middle, [0, 10]), 10)
  assert.equal(nextDelayMs(2, middle, [0, 10]), null)
})

test('Retry-After is read as seconds or as a date, within a day', () => {
  const now = Date.parse('Wed, 21 Oct 2026 07:28:00 GMT')
  assert.equal(parseRetryAfterMs('120', now), 120_000)
  assert.equal(parseRetryAfterMs('Wed, 21 Oct 2026 07:29:00 GMT', now), 60_000)
  assert.equal(parseRetryAfterMs('Wed, 21 Oct 2020 07:28:00 GMT', now), 0)
  assert.equal(parseRetryAfterMs('99999999999', now), 86_400_000)
  for (const unusable of [undefined, '', 'soon', '-5', '1.5']) assert.equal(parseRetryAfterMs(unusable, now), null)
})

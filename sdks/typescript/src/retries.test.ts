import assert from 'node:assert/strict'
import { test } from 'vitest'
import { DawkConnectionError, DawkError, DawkTimeoutError } from './errors.ts'
import { delayBeforeRetry, isWorthRetrying } from './retries.ts'

const refusal = (status: number, headers: Record<string, string> = {}, body: object = {}) =>
  DawkError.fromResponse(new Response(JSON.stringify({ code: 'x', ...body }), { status, headers }))

test('only what may succeed and can do no harm is repeated', async () => {
  const refused = new DawkConnectionError('', { cause: { cause: { code: 'ECONNREFUSED' } } })
  const broken = new DawkConnectionError('', { cause: { cause: { code: 'ECONNRESET' } } })
  const cases: [DawkError, boolean, boolean][] = [
    // outcome, repeated when repeating is safe, repeated when it is not
    [await refusal(429), true, true],
    [await refusal(429, {}, { code: 'quota_exceeded' }), false, false],
    [await refusal(409, {}, { reason: 'idempotency_in_progress' }), true, false],
    [await refusal(409), false, false],
    [await refusal(408), true, false],
    [await refusal(500), true, false],
    [await refusal(503), true, false],
    [await refusal(400), false, false],
    [await refusal(404), false, false],
    [refused, true, true],
    [broken, true, false],
    [new DawkTimeoutError(''), true, false],
  ]
  for (const [outcome, whenSafe, otherwise] of cases)
    assert.deepEqual(
      [isWorthRetrying(outcome, true), isWorthRetrying(outcome, false)],
      [whenSafe, otherwise],
      `${outcome.name} ${outcome.status} ${outcome.code} ${outcome.reason}`,
    )
  assert.equal(isWorthRetrying(new Response(), true), false)
})

test('pauses grow, are spread, and follow Retry-After up to a limit', async () => {
  const broken = new DawkConnectionError('')
  for (const [attempt, most] of [
    [1, 500],
    [2, 1000],
    [5, 8000],
    [9, 8000],
  ] as const) {
    const pause = delayBeforeRetry(attempt, broken, 60_000)
    assert.ok(pause >= most / 2 && pause <= most, `${attempt}: ${pause}`)
  }
  assert.equal(delayBeforeRetry(1, await refusal(429, { 'retry-after': '7' }), 60_000), 7000)
  assert.equal(delayBeforeRetry(1, await refusal(429, { 'retry-after': '3600' }), 60_000), 60_000)
})

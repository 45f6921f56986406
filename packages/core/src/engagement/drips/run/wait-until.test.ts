import assert from 'node:assert/strict'
import { test } from 'vitest'
import { nextLocalTime, nextOpening, waitUntil } from './wait-until.ts'

const at = (text: string) => Date.parse(text)
const shown = (ms: number) => new Date(ms).toISOString()

test('the next local time is today, tomorrow, or on one of the days', () => {
  const now = at('2026-11-30T04:00:00Z') // Monday, 09:30 in Kolkata
  assert.equal(shown(nextLocalTime(now, 'Asia/Kolkata', { time: '10:00' })), '2026-11-30T04:30:00.000Z')
  assert.equal(shown(nextLocalTime(now, 'Asia/Kolkata', { time: '09:30' })), '2026-12-01T04:00:00.000Z')
  assert.equal(shown(nextLocalTime(now, 'Asia/Kolkata', { time: '10:00', days: [6, 7] })), '2026-12-05T04:30:00.000Z')
})

test('a time that the clocks skip comes right after the gap', () => {
  const now = at('2027-03-28T00:00:00Z') // 01:00 in Berlin, where 02:00 to 03:00 is skipped
  assert.equal(shown(nextLocalTime(now, 'Europe/Berlin', { time: '02:30' })), '2027-03-28T01:00:00.000Z')
})

test('while it is open messages leave at once, else with the next opening', () => {
  const hours = { from: '09:00', to: '18:00', days: [1, 2, 3, 4, 5] }
  const open = at('2026-11-30T10:00:00Z')
  assert.equal(nextOpening(open, 'UTC', hours), open)
  assert.equal(shown(nextOpening(at('2026-11-30T18:00:00Z'), 'UTC', hours)), '2026-12-01T09:00:00.000Z')
  assert.equal(shown(nextOpening(at('2026-11-28T12:00:00Z'), 'UTC', hours)), '2026-11-30T09:00:00.000Z')
})

test('a wait counts from the message before, and is over at once where that is long ago', () => {
  const now = at('2026-11-30T10:00:00Z')
  const step = { key: 'w', kind: 'wait', minutes: 60 } as const
  assert.equal(waitUntil(step, { now, sentAt: now - 600_000, zone: 'UTC' }), now + 3_000_000)
  assert.equal(waitUntil(step, { now, sentAt: null, zone: 'UTC' }), now + 3_600_000)
  assert.ok(waitUntil(step, { now, sentAt: now - 7_200_000, zone: 'UTC' }) < now)
  const event = { key: 'e', kind: 'wait', event: { on: 'reply', timeoutMinutes: 5 } } as const
  assert.equal(waitUntil(event, { now, sentAt: null, zone: 'UTC' }), now + 300_000)
})

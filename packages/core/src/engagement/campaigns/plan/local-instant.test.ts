import assert from 'node:assert/strict'
import { test } from 'vitest'
import { createDueTimes, earliestStart, localInstant } from './local-instant.ts'

const iso = (local: string, zone: string) => new Date(localInstant(local, zone)).toISOString()

test('a local time is the instant at which the clocks of the zone show it', () => {
  assert.equal(iso('2026-12-01T10:00', 'Asia/Kolkata'), '2026-12-01T04:30:00.000Z')
  assert.equal(iso('2026-12-01T00:00', 'UTC'), '2026-12-01T00:00:00.000Z')
  assert.equal(iso('2026-12-01T10:00', 'Pacific/Kiritimati'), '2026-11-30T20:00:00.000Z')
  assert.equal(iso('2026-12-01T10:00', 'Pacific/Niue'), '2026-12-01T21:00:00.000Z')
})

test('a time that the clocks skip comes after the gap, and one that they show twice counts the first time', () => {
  assert.equal(iso('2026-03-29T02:30', 'Europe/Berlin'), '2026-03-29T01:00:00.000Z')
  assert.equal(iso('2026-10-25T02:30', 'Europe/Berlin'), '2026-10-25T00:30:00.000Z')
})

test('each zone is due at its own time, and the earliest one starts the campaign', () => {
  const schedule = { at: '2026-12-01T10:00', timezone: 'contact' }
  const due = createDueTimes(schedule)
  assert.equal((due('Asia/Dubai') ?? 0) - (due('Asia/Kolkata') ?? 0), 90 * 60_000)
  assert.equal(earliestStart(schedule, 0), localInstant('2026-12-01T10:00', 'Pacific/Kiritimati'))
  assert.equal(createDueTimes({ at: '2026-12-01T10:00:00Z' })('Asia/Dubai'), Date.parse('2026-12-01T10:00:00Z'))
  assert.equal(createDueTimes(null)('UTC'), null)
})

import assert from 'node:assert/strict'
import { test } from 'vitest'
import { isTimeZone, localTime } from '#platform/time-zones.ts'
import { quietUntil } from './quiet-hours.ts'

const until = (at: string, zone: string, from: string, to: string) => {
  const end = quietUntil(Date.parse(at), zone, { from, to })
  return end === null ? null : new Date(end).toISOString()
}

test('quiet hours over midnight end in the morning of the zone', () => {
  assert.equal(until('2026-11-29T16:30:00Z', 'Asia/Kolkata', '21:00', '09:00'), '2026-11-30T03:30:00.000Z')
  assert.equal(until('2026-11-30T03:29:59Z', 'Asia/Kolkata', '21:00', '09:00'), '2026-11-30T03:30:00.000Z')
  assert.equal(until('2026-11-30T03:30:00Z', 'Asia/Kolkata', '21:00', '09:00'), null)
  assert.equal(until('2026-11-30T15:29:00Z', 'Asia/Kolkata', '21:00', '09:00'), null)
})

test('quiet hours within a day', () => {
  assert.equal(until('2026-11-29T12:30:00Z', 'UTC', '12:00', '14:00'), '2026-11-29T14:00:00.000Z')
  assert.equal(until('2026-11-29T14:00:00Z', 'UTC', '12:00', '14:00'), null)
})

test('an opening that the clocks skip comes with the next minute that exists', () => {
  assert.equal(until('2026-03-29T00:15:00Z', 'Europe/Berlin', '22:00', '02:30'), '2026-03-29T01:00:00.000Z')
  assert.equal(localTime(Date.parse('2026-03-29T01:00:00Z'), 'Europe/Berlin').minute, 180)
})

test('an opening that the clocks show twice counts the first time', () => {
  assert.equal(until('2026-10-24T23:00:00Z', 'Europe/Berlin', '22:00', '02:30'), '2026-10-25T00:30:00.000Z')
})

test('an opening after a change of clocks is that of the new time', () => {
  assert.equal(until('2026-10-24T21:00:00Z', 'Europe/Berlin', '22:00', '08:00'), '2026-10-25T07:00:00.000Z')
  assert.equal(until('2026-03-28T21:00:00Z', 'Europe/Berlin', '22:00', '08:00'), '2026-03-29T06:00:00.000Z')
})

test('zones are told from texts', () => {
  assert.deepEqual(['Asia/Kolkata', 'UTC', 'Mars/Phobos', ''].map(isTimeZone), [true, true, false, false])
})

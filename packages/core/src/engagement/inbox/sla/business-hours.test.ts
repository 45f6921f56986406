import assert from 'node:assert/strict'
import { test } from 'vitest'
import { addBusinessMinutes, type BusinessHours, problemOfHours } from './business-hours.ts'

const week = (timeZone: string): BusinessHours => ({
  timeZone,
  spans: (['mon', 'tue', 'wed', 'thu', 'fri'] as const).map((day) => ({ day, from: '09:00', to: '18:00' })),
})
const due = (at: string, minutes: number, hours: BusinessHours | null) =>
  new Date(addBusinessMinutes(Date.parse(at), minutes, hours)).toISOString()

test('without hours every minute counts', () => {
  assert.equal(due('2026-11-28T23:50:00Z', 30, null), '2026-11-29T00:20:00.000Z')
})

test('what comes in the evening is due the next morning, and what comes on Friday on Monday', () => {
  const kolkata = week('Asia/Kolkata')
  assert.equal(due('2026-11-25T12:00:00Z', 60, kolkata), '2026-11-26T04:00:00.000Z') // 17:30, half an hour today
  assert.equal(due('2026-11-27T13:00:00Z', 30, kolkata), '2026-11-30T04:00:00.000Z')
  assert.equal(due('2026-11-26T04:00:00Z', 60, kolkata), '2026-11-26T05:00:00.000Z')
})

test('a day with a pause, and an hour that ends a span exactly', () => {
  const hours: BusinessHours = {
    timeZone: 'UTC',
    spans: [
      { day: 'mon', from: '13:00', to: '17:00' },
      { day: 'mon', from: '09:00', to: '12:00' },
    ],
  }
  assert.equal(due('2026-11-30T11:30:00Z', 30, hours), '2026-11-30T12:00:00.000Z')
  assert.equal(due('2026-11-30T11:30:00Z', 60, hours), '2026-11-30T13:30:00.000Z')
  assert.equal(due('2026-11-30T17:00:00Z', 60, hours), '2026-12-07T10:00:00.000Z')
})

test('a change of clocks in the night changes nothing of the hours', () => {
  const berlin = { timeZone: 'Europe/Berlin', spans: [{ day: 'sun' as const, from: '00:00', to: '24:00' }] }
  assert.equal(due('2026-03-28T12:00:00Z', 60, berlin), '2026-03-29T00:00:00.000Z')
  assert.equal(due('2026-03-29T00:30:00Z', 60, berlin), '2026-03-29T01:30:00.000Z')
})

test('hours that make no sense are told', () => {
  const span = (from: string, to: string) => ({ day: 'mon' as const, from, to })
  assert.equal(problemOfHours(week('Asia/Kolkata')), null)
  for (const hours of [
    week('Mars/Phobos'),
    { timeZone: 'UTC', spans: [] },
    { timeZone: 'UTC', spans: [span('10:00', '10:00')] },
    { timeZone: 'UTC', spans: [span('09:00', '12:00'), span('11:00', '13:00')] },
  ])
    assert.notEqual(problemOfHours(hours), null)
})

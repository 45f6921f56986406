import assert from 'node:assert/strict'
import { test } from 'vitest'
import { timeBuckets } from './time-buckets.ts'

const at = (text: string) => Date.parse(text)
const iso = (bounds: readonly number[]) => bounds.map((bound) => new Date(bound).toISOString().slice(0, 16))

test('days are those of the zone, with 23 and 25 hours where its clocks change', () => {
  const days = (from: string, to: string, zone: string) => iso(timeBuckets(at(from), at(to), 'day', zone))
  assert.deepEqual(days('2026-10-24T10:00:00Z', '2026-10-26T10:00:00Z', 'Europe/Berlin'), [
    '2026-10-23T22:00',
    '2026-10-24T22:00',
    '2026-10-25T23:00',
    '2026-10-26T23:00',
  ])
  assert.deepEqual(days('2026-03-29T00:00:00Z', '2026-03-29T22:00:00Z', 'Europe/Berlin'), [
    '2026-03-28T23:00',
    '2026-03-29T22:00',
  ])
  assert.deepEqual(days('2026-11-30T00:00:00Z', '2026-11-30T00:00:01Z', 'Asia/Kathmandu'), [
    '2026-11-29T18:15',
    '2026-11-30T18:15',
  ])
})

test('hours are those of the zone', () => {
  assert.deepEqual(iso(timeBuckets(at('2026-11-30T08:10:00Z'), at('2026-11-30T09:30:00Z'), 'hour', 'Asia/Kolkata')), [
    '2026-11-30T07:30',
    '2026-11-30T08:30',
    '2026-11-30T09:30',
  ])
})

test('in every zone the days of a year follow one another and begin at a new date', () => {
  for (const zone of [
    'America/Santiago',
    'Australia/Lord_Howe',
    'Asia/Beirut',
    'Pacific/Apia',
    'Africa/Cairo',
    'UTC',
  ]) {
    const bounds = timeBuckets(at('2026-01-01T00:00:00Z'), at('2027-01-01T00:00:00Z'), 'day', zone)
    const lengths = bounds.slice(1).map((bound, index) => (bound - (bounds[index] ?? 0)) / 3_600_000)
    assert.ok(
      lengths.every((hours) => hours >= 23 && hours <= 25),
      `${zone}: ${lengths.join()}`,
    )
    assert.ok(bounds.length >= 366 && bounds.length <= 367, zone)
  }
})

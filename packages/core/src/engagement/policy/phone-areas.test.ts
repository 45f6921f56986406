import assert from 'node:assert/strict'
import { test } from 'vitest'
import { isTimeZone } from '#platform/time-zones.ts'
import { zoneOf } from './zones.ts'

const zoneOfPhone = (phone: string) => zoneOf({ phone, userId: null }, 'Etc/UTC')

test.each([
  ['12125550123', 'America/New_York'],
  ['13125550123', 'America/Chicago'],
  ['14155550123', 'America/Los_Angeles'],
  ['18085550123', 'Pacific/Honolulu'],
  ['16045550123', 'America/Vancouver'],
  ['5511987654321', 'America/Sao_Paulo'],
  ['559287654321', 'America/Manaus'],
  ['5592987654321', 'America/Manaus'],
  ['5216641234567', 'America/Tijuana'],
  ['526641234567', 'America/Tijuana'],
  ['525512345678', 'America/Mexico_City'],
  ['77012345678', 'Asia/Almaty'],
  ['919900112233', 'Asia/Kolkata'],
])('%s lives in %s', (phone, zone) => {
  assert.equal(zoneOfPhone(phone), zone)
  assert.ok(isTimeZone(zone))
})

test('a number that names no area, and a person without a number, are in the zone of the account', () => {
  assert.equal(zoneOfPhone('79161234567'), 'Etc/UTC')
  assert.equal(zoneOfPhone('61412345678'), 'Etc/UTC')
  assert.equal(zoneOf({ phone: null, userId: 'US.13491208655302741918' }, 'Etc/UTC'), 'Etc/UTC')
})

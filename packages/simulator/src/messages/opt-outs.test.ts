import assert from 'node:assert/strict'
import { test } from 'vitest'
import { isAmong } from './opt-outs.ts'

test('a share of people answers, the same ones each time, and more of them where the share is greater', () => {
  const phones = Array.from({ length: 2000 }, (_, at) => String(919_900_000_000 + at))
  const among = (share: number) => phones.filter((phone) => isAmong(phone, share))
  const third = among(0.3)
  assert.ok(third.length > 500 && third.length < 700, `${third.length} of 2000`)
  assert.deepEqual(among(0.3), third)
  assert.ok(third.every((phone) => isAmong(phone, 0.6)))
  assert.deepEqual([among(0).length, among(1).length], [0, 2000])
})

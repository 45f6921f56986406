import assert from 'node:assert/strict'
import { test } from 'vitest'
import { noteServerTime, serverNow } from './server-clock.ts'

const date = new Date(Math.floor(Date.now() / 1000) * 1000).toUTCString()
const second = Date.parse(date)
const isShifted = () => Math.abs(serverNow() - Date.now()) > 50

test('a clock that fits is believed, however long the answer took', () => {
  noteServerTime(date, second - 4000, second + 5000)
  assert.ok(!isShifted())
  noteServerTime(date, second + 100, second + 900)
  assert.ok(!isShifted())
})

test('a clock that is wrong is put right', () => {
  const hourMs = 3_600_000
  noteServerTime(date, second - hourMs, second - hourMs + 50)
  assert.ok(Math.abs(serverNow() - Date.now() - hourMs) < 1100)
  noteServerTime(date, second + hourMs, second + hourMs + 50)
  assert.ok(Math.abs(serverNow() - Date.now() + hourMs) < 1100)
  noteServerTime(null, 0)
  noteServerTime(date, second, second + 10)
  assert.ok(!isShifted())
})

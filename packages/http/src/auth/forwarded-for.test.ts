import assert from 'node:assert/strict'
import { test } from 'vitest'
import { cleanForwardedFor } from './forwarded-for.ts'

test.each([
  ['192.0.2.1', '192.0.2.1'],
  ['192.0.2.1:5678', '192.0.2.1'],
  ['[2001:db8::1]:443, 10.0.0.1', '2001:db8::1, 10.0.0.1'],
  ['[2001:db8::1],2001:db8::2', '2001:db8::1, 2001:db8::2'],
  ['192.0.2.9, <script>, 192.0.2.1, 10.0.0.1', '192.0.2.1, 10.0.0.1'],
  ['192.0.2.1, unknown', ''],
  ['192.0.2.1:567890', ''],
  ['999.0.2.1', ''],
  ['', ''],
])('%j is believed as %j', (header, believed) => {
  assert.equal(cleanForwardedFor(header), believed)
})

import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { test } from 'vitest'
import { createSecretBox } from './secrets.ts'

const key = randomBytes(32)
const box = createSecretBox(key)

test('what is sealed opens again, and never looks the same twice', () => {
  const first = box.seal('EAAG ₹ token', 'number|1|token')
  const second = box.seal('EAAG ₹ token', 'number|1|token')
  assert.equal(box.open(first, 'number|1|token'), 'EAAG ₹ token')
  assert.equal(box.open(new Uint8Array(second), 'number|1|token'), 'EAAG ₹ token')
  assert.notDeepEqual(first, second)
  assert.equal(box.open(box.seal('', 'a'), 'a'), '')
})

test('a cipher moved to another row, changed in any byte, or opened with another key is refused', () => {
  const cipher = box.seal('secret', 'number|1|token')
  assert.throws(() => box.open(cipher, 'number|2|token'), /cannot be opened/)
  assert.throws(() => createSecretBox(randomBytes(32)).open(cipher, 'number|1|token'), /DAWK_SECRET_KEY/)
  for (let at = 0; at < cipher.length; at++) {
    const changed = Buffer.from(cipher)
    changed[at] = (changed[at] ?? 0) ^ 1
    assert.throws(() => box.open(changed, 'number|1|token'))
  }
  assert.throws(() => box.open(Buffer.alloc(0), 'number|1|token'))
  assert.throws(() => box.open(cipher.subarray(0, 20), 'number|1|token'))
})

test('fingerprints and peppers are stable, differ by purpose, and belong to the key', () => {
  assert.match(box.fingerprint('app secret'), /^[0-9a-f]{32}$/)
  assert.equal(box.fingerprint('app secret'), createSecretBox(key).fingerprint('app secret'))
  assert.notEqual(box.fingerprint('app secret'), createSecretBox(randomBytes(32)).fingerprint('app secret'))
  assert.notDeepEqual(box.pepper('api-keys'), box.pepper('other'))
  assert.equal(box.pepper('api-keys').length, 32)
})

test('a key of another length is refused', () => {
  assert.throws(() => createSecretBox(randomBytes(16)), /32/)
})

import assert from 'node:assert/strict'
import { test } from 'vitest'
import { escapeLikeMeta, signPayload, verifySignature } from './signature.ts'

const body = Buffer.from(escapeLikeMeta(JSON.stringify({ text: 'नमस्ते 👍 a/b' })))

test('a signature verifies for the very bytes that were signed', () => {
  const header = signPayload('secret', body)
  assert.match(header, /^sha256=[0-9a-f]{64}$/)
  assert.equal(verifySignature('secret', body, header), true)
  assert.equal(verifySignature('other', body, header), false)
  assert.equal(verifySignature('secret', Buffer.concat([body, Buffer.from(' ')]), header), false)
})

test('the signature is the known HMAC-SHA256 value', () => {
  assert.equal(
    signPayload('key', 'The quick brown fox jumps over the lazy dog'),
    'sha256=f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8',
  )
})

test('a missing, empty, short or multi-byte header is refused without throwing', () => {
  for (const header of [undefined, '', 'sha256=', 'sha256=zz', `sha256=${'é'.repeat(64)}`])
    assert.equal(verifySignature('secret', body, header), false)
})

test('an empty secret verifies nothing', () => {
  assert.equal(verifySignature('', body, signPayload('', body)), false)
})

test('the wire form escapes as Meta does and parses back', () => {
  assert.equal(escapeLikeMeta('{"a":"é/👍"}'), '{"a":"\\u00e9\\/\\ud83d\\udc4d"}')
  assert.deepEqual(JSON.parse(escapeLikeMeta('{"a":"é/👍"}')), { a: 'é/👍' })
})

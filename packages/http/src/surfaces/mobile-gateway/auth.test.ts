import assert from 'node:assert/strict'
import { test } from 'vitest'
import { readKey } from './auth.ts'

const key = `sk_live_${'0a'.repeat(24)}`
const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

test.each([
  ['user name', basic(`${key}:`), key],
  ['user name without a colon', basic(key), key],
  ['a password', basic(`${key}:secret`), null],
  ['a password alone', basic(`:${key}`), null],
  ['the bare key', `Basic ${key}`, key],
  ['Bearer', `bearer ${key}`, key],
  ['nothing', 'Basic ', null],
  ['another scheme', `Digest ${key}`, null],
  ['no header', undefined, null],
])('%s', (_name, header, expected) => {
  assert.equal(readKey(header), expected)
})

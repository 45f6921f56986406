import assert from 'node:assert/strict'
import { test } from 'vitest'
import { withoutSecrets } from './without-secrets.ts'

test('secrets go by name, at any depth, and whether there is one stays', () => {
  const value = {
    accessToken: 'EAAx',
    app_secret: 'x',
    hasAppSecret: true,
    appSecret: null,
    keyHash: Buffer.from('x'),
    list: [{ password: 'x', name: 'n', tokenExpiresAt: '2026-01-01' }],
  }
  assert.deepEqual(withoutSecrets(value), {
    accessToken: '[removed]',
    app_secret: '[removed]',
    hasAppSecret: true,
    appSecret: null,
    keyHash: '[removed]',
    list: [{ password: '[removed]', name: 'n', tokenExpiresAt: '2026-01-01' }],
  })
})

test('secrets go by their look', () => {
  const key = `sk_live_${'0a'.repeat(24)}`
  assert.deepEqual(withoutSecrets({ note: `key ${key} and whsec_${'A'.repeat(40)}.` }), {
    note: 'key [removed] and [removed].',
  })
  assert.equal(withoutSecrets('sk_live_a1b2…9f'), 'sk_live_a1b2…9f')
})

test('instants are written out, other values stay', () => {
  assert.deepEqual(withoutSecrets({ at: new Date(0), n: 1, no: null }), {
    at: '1970-01-01T00:00:00.000Z',
    n: 1,
    no: null,
  })
})

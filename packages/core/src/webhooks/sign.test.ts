import assert from 'node:assert/strict'
import { Webhook } from 'standardwebhooks'
import { test } from 'vitest'
import { createWebhookSecret, standardWebhookHeaders } from './sign.ts'

const input = () => ({
  id: '0198c0de-0000-7000-8000-000000000001',
  timestampSeconds: Math.floor(Date.now() / 1000),
  body: JSON.stringify({ type: 'message.received', data: { text: 'नमस्ते 👋 "quoted"' } }),
  secret: createWebhookSecret(),
})

test('the reference library verifies what we sign', () => {
  const signed = input()
  const headers = standardWebhookHeaders(signed)
  assert.deepEqual(new Webhook(signed.secret).verify(signed.body, headers), JSON.parse(signed.body))
})

test('it refuses another body, another secret and another id', () => {
  const signed = input()
  const headers = standardWebhookHeaders(signed)
  assert.throws(() => new Webhook(signed.secret).verify(`${signed.body} `, headers))
  assert.throws(() => new Webhook(createWebhookSecret()).verify(signed.body, headers))
  assert.throws(() => new Webhook(signed.secret).verify(signed.body, { ...headers, 'webhook-id': 'other' }))
})

test('secrets differ and carry 32 bytes', () => {
  assert.notEqual(createWebhookSecret(), createWebhookSecret())
  assert.match(createWebhookSecret(), /^whsec_[A-Za-z0-9+/]{43}=$/)
})

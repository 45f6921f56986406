import assert from 'node:assert/strict'
import { Webhook } from 'standardwebhooks'
import { test } from 'vitest'
import { createWebhookSecret, standardWebhookHeaders, validateSecretText } from './sign.ts'

const input = () => ({
  id: '0198c0de-0000-7000-8000-000000000001',
  timestampSeconds: Math.floor(Date.now() / 1000),
  body: JSON.stringify({ type: 'message.received', data: { text: 'नमस्ते 👋 "quoted"' } }),
  secret: createWebhookSecret(),
})

test('the reference library verifies what we sign', () => {
  const signed = input()
  const headers = standardWebhookHeaders({ ...signed, secrets: [signed.secret] })
  assert.deepEqual(new Webhook(signed.secret).verify(signed.body, headers), JSON.parse(signed.body))
})

test('it refuses another body, another secret and another id', () => {
  const signed = input()
  const headers = standardWebhookHeaders({ ...signed, secrets: [signed.secret] })
  assert.throws(() => new Webhook(signed.secret).verify(`${signed.body} `, headers))
  assert.throws(() => new Webhook(createWebhookSecret()).verify(signed.body, headers))
  assert.throws(() => new Webhook(signed.secret).verify(signed.body, { ...headers, 'webhook-id': 'other' }))
})

test('secrets differ and carry 32 bytes', () => {
  assert.notEqual(createWebhookSecret(), createWebhookSecret())
  assert.match(createWebhookSecret(), /^whsec_[A-Za-z0-9+/]{43}=$/)
})

test('with two secrets either verifies; one that was chosen signs by its own bytes', () => {
  const signed = input()
  const chosen = 'correct-horse-battery-staple'
  const headers = standardWebhookHeaders({ ...signed, secrets: [chosen, signed.secret] })
  assert.ok(new Webhook(signed.secret).verify(signed.body, headers))
  assert.ok(new Webhook(chosen, { format: 'raw' }).verify(signed.body, headers))
})

test.each([
  ['x'.repeat(23), false],
  ['x'.repeat(24), true],
  ['x'.repeat(64), true],
  ['x'.repeat(65), false],
  [`${'x'.repeat(30)} `, false],
  ['ü'.repeat(30), false],
  [`whsec_${Buffer.alloc(23, 1).toString('base64')}`, false],
  [`whsec_${Buffer.alloc(24, 1).toString('base64')}`, true],
  [`whsec_${Buffer.alloc(64, 1).toString('base64')}`, true],
  [`whsec_${Buffer.alloc(65, 1).toString('base64')}`, false],
  ['whsec_not base64 at all, though long', false],
])('the secret %j may be chosen: %s', (secret, usable) => {
  assert.equal(validateSecretText(secret) === null, usable)
})

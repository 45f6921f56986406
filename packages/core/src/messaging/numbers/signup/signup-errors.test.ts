import assert from 'node:assert/strict'
import { test } from 'vitest'
import { GatewayError } from '#platform/errors.ts'
import { assertGoodToken } from './signup-errors.ts'

const scopes = ['whatsapp_business_management', 'whatsapp_business_messaging']
const wanted = { appId: '1', wabaId: '7', now: new Date('2026-11-21T00:00:00Z') }
const good = { app_id: '1', is_valid: true, expires_at: 0, scopes }
const covering = (...ids: string[]) => scopes.map((scope) => ({ scope, target_ids: ids }))

test('a scope without targets is for every account; one with targets for these alone', () => {
  assertGoodToken(good, wanted)
  assertGoodToken({ ...good, granular_scopes: scopes.map((scope) => ({ scope })) }, wanted)
  assertGoodToken({ ...good, granular_scopes: covering('6', '7') }, wanted)
  assertGoodToken({ ...good, expires_at: wanted.now.getTime() / 1000 + 1 }, wanted)
})

test.each([
  ['token_lacks_account', { granular_scopes: covering('6') }],
  ['token_lacks_account', { granular_scopes: [...covering('7').slice(0, 1), ...covering('6').slice(1)] }],
  ['token_lacks_scope', { scopes: scopes.slice(0, 1) }],
  ['token_of_other_app', { app_id: '2' }],
  ['token_invalid', { is_valid: false }],
  ['token_expired', { is_valid: false, expires_at: wanted.now.getTime() / 1000 }],
])('%s: %j', (reason, change) => {
  assert.throws(
    () => assertGoodToken({ ...good, ...change }, wanted),
    (error) => error instanceof GatewayError && error.reason === reason,
  )
})

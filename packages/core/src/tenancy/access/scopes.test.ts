import assert from 'node:assert/strict'
import { test } from 'vitest'
import { allScopes, expandScopes, isScopeGrant, scopes, unusedScopes } from './scopes.ts'

test('grants open what they name', () => {
  assert.deepEqual([...expandScopes(['messages:*', 'audit:read'])], ['messages:read', 'messages:write', 'audit:read'])
  assert.deepEqual(expandScopes(['*']), allScopes)
  assert.equal(expandScopes([]).size, 0)
})

test('what is not in the table opens nothing and is no grant', () => {
  for (const grant of ['', ':*', 'message:*', 'messages', 'messages:send', 'mess*', 'messages:*:*', '*:read', '**'])
    assert.deepEqual([isScopeGrant(grant), expandScopes([grant]).size], [false, 0], grant)
  assert.ok(['*', 'audit:*', 'billing:*', 'partner:*'].every(isScopeGrant))
  assert.ok(![...unusedScopes].some(isScopeGrant))
})

test('each scope reads or writes one resource, and the documentation has a sentence for it', () => {
  for (const [scope, sentence] of Object.entries(scopes)) {
    assert.match(scope, /^[a-z]+:(read|write)$|^partner:(money|impersonate)$/)
    assert.match(sentence, /^[A-Z].*\.$/)
  }
})

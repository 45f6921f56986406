import assert from 'node:assert/strict'
import { createSecretBox } from '@dawk/core/platform/secrets.ts'
import { test } from 'vitest'
import { createSandboxNumbers } from './sandbox-numbers.ts'

test('an account has the same sandbox number each time, and shares nothing with another account', () => {
  const [here, again] = [1, 1].map((byte) => createSandboxNumbers(createSecretBox(Buffer.alloc(32, byte))))
  assert.deepEqual(here?.numberOf({ id: 'a', name: 'A' }), again?.numberOf({ id: 'a', name: 'A' }))
  const [one, other] = ['a', 'b'].map((id) => Object.entries(here?.numberOf({ id, name: 'same' }) ?? {}))
  const shared = one
    ?.filter(([name, value]) => other?.some(([n, v]) => n === name && v === value))
    .map(([name]) => name)
  assert.deepEqual(shared, ['verifiedName'])
})

import assert from 'node:assert/strict'
import { eventTypes } from '@dawk/core/events/catalogue.ts'
import { scopesOfRole } from '@dawk/core/tenancy/access/roles.ts'
import { test } from 'vitest'
import { maySee } from './event-scopes.ts'

test('each role is shown the events of what it may read, and nobody those of raw webhooks', () => {
  const seenBy = (role: 'owner' | 'agent' | 'billing') =>
    eventTypes.filter((type) => maySee(scopesOfRole(role), type)).map((type) => type.split('.')[0] ?? '')
  assert.ok(seenBy('agent').includes('message') && seenBy('agent').includes('conversation'))
  for (const hidden of ['api_key', 'endpoint', 'whatsapp']) assert.ok(!seenBy('agent').includes(hidden), hidden)
  assert.deepEqual([...new Set(seenBy('billing'))].toSorted(), ['account', 'member', 'wallet'])
  assert.ok(!seenBy('owner').includes('whatsapp'))
})

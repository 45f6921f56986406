import assert from 'node:assert/strict'
import { test } from 'vitest'
import type { QueuedDelivery } from '#events/record-events.ts'
import { openFreshDatabase } from '../../../../../tests/support/database.ts'
import type { ReadEndpoint } from './delivery-store.ts'
import { createFreshDeliveries } from './fresh-deliveries.ts'
import { asStored } from './stored-json.ts'

const at = '2026-11-29T20:00:00.000Z'
const endpoint: ReadEndpoint = {
  endpointId: 'e',
  endpointUpdatedAt: at,
  dialect: 'native',
  url: 'https://example.com',
  secretCipher: Buffer.from('new'),
  previousSecretCipher: Buffer.from('old'),
  previousSecretUntil: '2026-11-29T21:00:00.000Z',
}

const queued = (endpointUpdatedAt = at): QueuedDelivery => ({
  item: {
    id: '1',
    laneId: '1',
    orderingKey: '0',
    accountId: 'a',
    priority: 2,
    ref: 'd',
    eventId: 'v',
    attempts: 0,
    startedAt: null,
  },
  event: { id: 'v', accountId: 'a', type: 'endpoint.test', at: '2026-11-29T20:00:00Z', data: { endpointId: 'e' } },
  endpointId: 'e',
  endpointUpdatedAt,
  sequence: '1',
})

test('what was just recorded is delivered from memory, once, when its endpoint is known as it was then', () => {
  const fresh = createFreshDeliveries()
  fresh.keep([queued()])
  assert.equal(fresh.take('1'), null, 'the endpoint was never read')
  fresh.learn([endpoint])
  fresh.keep([queued()])
  const content = fresh.take('1', Date.parse(at))
  assert.deepEqual([content?.url, content?.at, content?.previousSecretCipher], [endpoint.url, at, Buffer.from('old')])
  assert.equal(fresh.take('1'), null)
  fresh.keep([queued('2026-11-29T20:00:01.000Z')])
  assert.equal(fresh.take('1'), null, 'the endpoint has changed')
})

test('the old secret signs no longer than its time', () => {
  const fresh = createFreshDeliveries()
  fresh.learn([endpoint])
  fresh.keep([queued()])
  assert.equal(fresh.take('1', Date.parse('2026-11-29T21:00:00.000Z'))?.previousSecretCipher, null)
})

test('data from memory have the bytes that the database gives', { timeout: 60_000 }, async (t) => {
  const { db, close } = await openFreshDatabase()
  t.onTestFinished(close)
  const data = {
    type: 'text',
    to: '919900112233',
    à: 1,
    zz: [{ b: 1.5, a: null, longer: undefined }, 'चाय', -0, 1e21, true],
    '': {},
    '10': 'ten',
    '9': 'nine',
    text: { body: 'a "quoted" line\n', preview_url: false },
  }
  const { stored } = await db.worker.one<{ stored: unknown }>('select $1::jsonb as stored', [JSON.stringify(data)])
  assert.equal(JSON.stringify(asStored(data)), JSON.stringify(stored))
})

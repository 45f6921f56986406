import assert from 'node:assert/strict'
import pg from 'pg'
import { afterAll, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway } from '../support/gateway.ts'

let gateway: RunningGateway
beforeAll(async () => {
  gateway = await startGateway(null)
})
afterAll(() => gateway.close())

const count = 500

/** What dispatch does to each when a batch has left. */
const asSent = `update messages set state = 'sent', wamid = 'wamid.HBgNNDkxNTEyMzQ1Njc4FQIAERgS' || md5(id::text), sent_at = now(),
  timeline = timeline || '[{"status": "processing", "at": "2026-01-01T00:00:00.000Z"}, {"status": "sent", "at": "2026-01-01T00:00:00.000Z"}]'`

// Neighbours on a page are updated by one statement: without room for all of them each goes into every index again.
test('messages that leave together are updated where they stand, without touching an index', async (context) => {
  if (!gateway.databaseUrl) return context.skip() // the embedded database does not count updates
  const sendAt = new Date(Date.now() + 3_600_000).toISOString()
  const messages = Array.from({ length: count }, (_, at) => ({
    to: `49151${String(10_000_000 + at)}`,
    message: `Your order ${at} has left our house and will be with you tomorrow.`,
    sendAt,
  }))
  assert.equal((await gateway.call('POST', '/messages/bulk', { messages })).status, 202)
  const client = new pg.Client({ connectionString: gateway.databaseUrl })
  await client.connect()
  await client.query('begin')
  await client.query(asSent)
  const { rows } = await client.query(`select sum(n_tup_upd)::int as updated, sum(n_tup_hot_upd)::int as "inPlace"
    from pg_stat_xact_user_tables where relname ~ '^messages_[0-9]{6}$'`)
  await client.end()
  const [{ updated, inPlace }] = rows
  assert.equal(updated, count)
  assert.ok(inPlace >= 0.8 * updated, `${inPlace} of ${updated} in place`)
})

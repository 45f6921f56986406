import assert from 'node:assert/strict'
import pg from 'pg'
import { afterAll, beforeAll, test } from 'vitest'
import { type Reply, type RunningGateway, startGateway } from '../../support/gateway.ts'
import { until } from '../../support/processes.ts'

let gateway: RunningGateway
beforeAll(async () => {
  gateway = await startGateway(null, { DAWK_TRUST_PROXY: '127.0.0.1/32' })
})
afterAll(() => gateway.close())

/** Failures of an address in a minute of the clock, of which two may meet in a test. */
const mostTold = 2 * 60

/** Nobody is told whether a key is good before `ask` has asked and one waits. On the embedded database nothing holds them. */
async function allAtOnce(ask: () => Promise<Reply>[]): Promise<Reply[]> {
  if (!gateway.databaseUrl) return Promise.all(ask())
  const client = new pg.Client({ connectionString: gateway.databaseUrl })
  await client.connect()
  await client.query('begin')
  await client.query('lock table api_keys in access exclusive mode')
  const answers = ask()
  await until('a key to be looked up', async () => {
    const { rowCount } = await client.query(`select from pg_locks l join pg_database d on d.oid = l.database
      where d.datname = current_database() and not granted`)
    return rowCount
  })
  await client.end()
  return Promise.all(answers)
}

test('keys that are guessed all at once are no way around the count, and lock no good key out', async () => {
  const { secret } = (await gateway.call('POST', '/v1/api-keys', { scopes: ['account:read'] })).body
  const guesses = Array.from({ length: 300 }, (_, at) => `sk_live_${String(at).padStart(48, '0')}`)
  const replies = await allAtOnce(() =>
    [...guesses, secret].map((key) =>
      gateway.call('GET', '/v1/account', undefined, { authorization: `Bearer ${key}`, 'x-forwarded-for': '10.9.8.7' }),
    ),
  )
  const told = replies.filter(({ status }) => status === 401).length
  assert.ok(told > 0 && told <= mostTold, `${told} guesses were answered`)
  const last = replies.at(-1)
  assert.equal(last?.status, 200, 'the good one, which was never used before')
  assert.equal((await gateway.call('GET', '/v1/account')).status, 200)
})

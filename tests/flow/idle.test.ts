import assert from 'node:assert/strict'
import pg from 'pg'
import { test, vi } from 'vitest'
import { startGateway } from '../support/gateway.ts'
import { until } from '../support/processes.ts'

const sleepingLanes = 5000
const rounds = 8
/** Statements between two questions of the poll that all loops share, once a second. */
const most = 6

test('a gateway with nothing to do but 5,000 lanes that wait for tomorrow asks the database at most six times a second', async (t) => {
  const gateway = await startGateway(t)
  if (!gateway.databaseUrl) return t.skip('the lanes are made beside the gateway')
  const client = new pg.Client({ connectionString: gateway.databaseUrl })
  await client.connect()
  t.onTestFinished(() => client.end())
  await client.query(
    `with made as (
       insert into lanes (account_id, kind, ref)
       select $1::uuid, 'endpoint', gen_random_uuid() from generate_series(1, $2) returning id, account_id)
     insert into lane_items (lane_id, ordering_key, account_id, priority, run_at, ref, event_id)
     select id, 0, account_id, 2, now() + interval '1 day', gen_random_uuid(), gen_random_uuid() from made`,
    [gateway.accountId, sleepingLanes],
  )
  const seen: string[][] = []
  const send = pg.Client.prototype.query as (...args: unknown[]) => unknown
  const spy = vi.spyOn(pg.Client.prototype, 'query').mockImplementation(function (this: pg.Client, ...args: unknown[]) {
    const [asked] = args as [string | { text: string }]
    const sql = typeof asked === 'string' ? asked : asked.text
    if (/^select concat\(/.test(sql)) seen.push([])
    if (!/^(begin|commit)/.test(sql)) seen.at(-1)?.push(sql)
    return send.apply(this, args)
  } as never)
  t.onTestFinished(() => spy.mockRestore())
  await until('the poll was asked', async () => seen.length > rounds, 120_000)
  const whole = seen.slice(0, rounds)
  // twice the process may do what it does rarely: renew its leases, look after templates, begin its maintenance
  const usual = whole.toSorted((a, b) => a.length - b.length).slice(0, -2)
  const asked = usual.reduce((sum, round) => sum + round.length, 0) / usual.length
  assert.ok(
    asked <= most,
    `${asked} statements a second:\n${usual
      .at(-1)
      ?.map((sql) => sql.replaceAll(/\s+/g, ' ').slice(0, 100))
      .join('\n')}`,
  )
}, 180_000)

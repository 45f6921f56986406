import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import { test } from 'vitest'
import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { toQueryable } from '#platform/database/queryable.ts'
import { createSettledMessages } from './settled-messages.ts'

/** A database that knows these messages as sent, counts what it is asked, and can be away or hang. */
function fakeDatabase() {
  const state = { sent: new Set<string>(), queries: 0, away: false, hangs: false }
  const asked = Promise.withResolvers<void>()
  const tx = toQueryable(async <Row>(_sql: string, params: readonly unknown[] = []) => {
    state.queries += 1
    asked.resolve()
    if (state.away) throw new Error('away')
    if (state.hangs) await sleep(1000)
    const ids = (params[1] as string[]).filter((id) => state.sent.has(id))
    const rows = ids.map((id) => ({ id, state: 'sent', direction: 'out', timeline: [] })) as Row[]
    return { rows, rowCount: rows.length }
  })
  const asAccounts = (_ids: readonly string[], work: (tx: Queryable) => Promise<unknown>) => work(tx)
  const ctx = { db: { asAccounts }, log: pino({ level: 'silent' }) } as unknown as CoreContext
  return { state, asked: asked.promise, settled: createSettledMessages(ctx) }
}

test('all who wait share their queries, and nothing is asked when nobody waits', async () => {
  const { state, asked, settled } = fakeDatabase()
  const waits = Array.from({ length: 500 }, (_, at) => settled.waitFor('a', `m${at}`, 5000))
  await asked
  for (let at = 0; at < 500; at += 1) state.sent.add(`m${at}`)
  assert.deepEqual(new Set((await Promise.all(waits)).map((message) => message?.state)), new Set(['sent']))
  const { queries } = state
  assert.ok(queries >= 1 && queries <= 10, `${queries} queries`)
  await sleep(60)
  assert.equal(state.queries, queries)
  assert.equal((await settled.waitFor('a', 'm1', 5000))?.id, 'm1')
})

test('a wait ends in time, also while the database is away', async () => {
  const { state, settled } = fakeDatabase()
  assert.equal(await settled.waitFor('a', 'm', 40), null)
  state.away = true
  const waits = [settled.waitFor('a', 'm', 40), settled.waitFor('a', 'n', 5000)]
  assert.equal(await waits[0], null)
  state.away = false
  state.sent.add('n')
  assert.equal((await waits[1])?.id, 'n')
})

test('a query that hangs holds nobody beyond their time', async () => {
  const { state, settled } = fakeDatabase()
  state.hangs = true
  const started = performance.now()
  assert.equal(await settled.waitFor('a', 'm', 60), null)
  assert.ok(performance.now() - started < 500)
})

test('more than one query holds take turns', async () => {
  const { state, settled } = fakeDatabase()
  state.sent.add('late')
  const others = Array.from({ length: 1500 }, (_, at) => settled.waitFor('a', `m${at}`, 300))
  assert.equal((await settled.waitFor('a', 'late', 5000))?.id, 'late')
  assert.ok((await Promise.all(others)).every((message) => message === null))
})

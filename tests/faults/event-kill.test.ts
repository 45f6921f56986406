import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { freshPhone } from '../flow/simulator-control.ts'
import { until } from '../support/processes.ts'
import { type FaultSystem, startSystem } from './harness.ts'

/** More by hand: EVENT_ROUNDS=20 EVENT_COUNT=500. */
const rounds = Number(process.env['EVENT_ROUNDS'] ?? 3)
const count = Number(process.env['EVENT_COUNT'] ?? 60)

let system: FaultSystem
beforeAll(async () => {
  system = await startSystem()
  const ready = async () => (await system.gateway.call('GET', '/v1/templates?name=hello_world')).body.data.length > 0
  await until('the templates', ready)
})
afterAll(() => system.close())

test(`killed at ${rounds} random moments between an event that is stored and what follows: each event sends one message`, {
  timeout: 180_000,
}, async () => {
  const { call } = system.gateway
  const numberId = (await call('GET', '/v1/numbers')).body.data[0].id
  const source = await call('POST', '/v1/event-sources', {
    name: 'Killed',
    dedupe: { pointer: '/id', ttlHours: 24 },
    mapping: { contact: { phone: '/phone' }, attributes: {}, tags: ['told'], data: {} },
    actions: [{ id: 'hello', kind: 'send_template', numberId, template: { name: 'hello_world', language: 'en_US' } }],
  })
  assert.equal(source.status, 201, JSON.stringify(source.body))
  const phones = Array.from({ length: count }, () => freshPhone())
  const posting = postAll(new URL(source.body.url).pathname, phones)
  for (let round = 0; round < rounds; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 1200))
    await system.killGateway()
    await system.gateway.restart()
  }
  await posting
  const counts = async () => (await call('GET', `/v1/event-sources/${source.body.id}/counts`)).body.counts
  await until('everything is acted upon', async () => isOver(await counts()), 90_000)
  assert.deepEqual(await counts(), [{ state: 'applied', reason: null, count }])
  const events = (await call('GET', `/v1/event-sources/${source.body.id}/events?limit=100`)).body.data
  assert.equal(new Set(events.map((one: { contactId: string }) => one.contactId)).size, Math.min(count, 100))
  const sentTo = async () => {
    const sends = (await system.simulator.sends()).filter(({ to }) => phones.includes(to))
    return new Map([...Map.groupBy(sends, ({ to }) => to)].map(([to, all]) => [to, all.length] as const))
  }
  // a message that was under way when the process died may fail as unconfirmed; it is never sent twice
  await until('nearly all are on their phones', async () => (await sentTo()).size >= count - rounds * 10, 60_000)
  assert.deepEqual(
    [...(await sentTo())].filter(([, times]) => times > 1),
    [],
  )
})

const isOver = (counts: { state: string; count: number }[]): boolean =>
  counts.every(({ state }) => state === 'applied') && counts.reduce((sum, one) => sum + one.count, 0) === count

/** As a sender that repeats what was not answered: the id makes it one event. */
async function postAll(path: string, phones: readonly string[]): Promise<void> {
  for (const [at, phone] of phones.entries())
    await until('it is taken', async () => {
      const body = JSON.stringify({ id: at, phone: `+${phone}` })
      const init = { method: 'POST', headers: { 'content-type': 'application/json' }, body }
      const reply = await fetch(`${system.gateway.url}${path}`, init).catch(() => null)
      return reply?.status === 202
    })
}

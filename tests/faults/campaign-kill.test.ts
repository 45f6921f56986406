import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { freshPhone } from '../flow/simulator-control.ts'
import { until } from '../support/processes.ts'
import { type FaultSystem, startSystem } from './harness.ts'

/** More by hand: CAMPAIGN_ROUNDS=20 CAMPAIGN_PEOPLE=5000. */
const rounds = Number(process.env['CAMPAIGN_ROUNDS'] ?? 5)
const people = Number(process.env['CAMPAIGN_PEOPLE'] ?? 600)
const states = ['queued', 'waiting', 'sending', 'sent', 'delivered', 'read', 'failed', 'skipped', 'canceled']

let system: FaultSystem
beforeAll(async () => {
  system = await startSystem()
  const ready = async () => (await system.gateway.call('GET', '/v1/templates?name=hello_world')).body.data.length > 0
  await until('the templates', ready)
})
afterAll(() => system.close())

test(`killed at ${rounds} random moments of a campaign: each person ends in one final state, with at most one message`, {
  timeout: 240_000,
}, async () => {
  const { call } = system.gateway
  const phones = Array.from({ length: people }, () => freshPhone())
  const numberId = (await call('GET', '/v1/numbers')).body.data[0].id
  const template = { name: 'hello_world', language: 'en_US' }
  const list = phones.map((phone) => ({ phone }))
  const made = await call('POST', '/v1/campaigns', { name: 'Killed', numberId, template, list, maxPerMinute: 6000 })
  const { id } = made.body
  assert.equal((await call('POST', `/v1/campaigns/${id}/launch`)).status, 200)
  for (let round = 0; round < rounds; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 2500))
    await system.killGateway()
    await system.gateway.restart()
  }
  const get = async () => (await call('GET', `/v1/campaigns/${id}`)).body
  await until('its end', async () => (await get()).state === 'completed', 120_000)
  // what was in doubt counts as failed until Meta's word on it comes: then it is read
  await until('all settle', async () => {
    const { counts } = await get()
    const reached = new Set((await system.simulator.sends()).map(({ to }) => to)).size
    return (counts.read ?? 0) === reached && reached + (counts.failed ?? 0) === people
  })
  const { counts, planned } = await get()
  assert.equal(planned, people)
  assert.equal(
    states.reduce((sum, state) => sum + (counts[state] ?? 0), 0),
    people,
  )
  const sends = await system.simulator.sends()
  const perPerson = phones.map((phone) => sends.filter(({ to }) => to.endsWith(phone)).length)
  assert.deepEqual(
    perPerson.filter((count) => count > 1),
    [],
  )
  assert.equal(perPerson.filter((count) => count === 1).length, counts.read)
  const metrics = (await call('GET', `/v1/campaigns/${id}/metrics`)).body
  const replayed = await replay(id)
  assert.deepEqual(
    Object.fromEntries(states.map((state) => [state, metrics.states[state]])),
    Object.fromEntries(states.map((state) => [state, replayed.filter((one) => one === state).length])),
  )
})

/** The states of everybody, from the feed of changes alone. */
async function replay(id: string): Promise<string[]> {
  const { call } = system.gateway
  const now: string[] = Array.from({ length: people }, () => 'queued')
  let cursor = ''
  for (;;) {
    const { body } = await call('GET', `/v1/campaigns/${id}/events?limit=100${cursor}`)
    for (const { recipientId, kind } of body.data) if (states.includes(kind)) now[recipientId - 1] = kind
    if (!body.hasMore) return now
    cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`
  }
}

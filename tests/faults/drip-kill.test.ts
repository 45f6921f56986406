import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { freshPhone } from '../flow/simulator-control.ts'
import { until } from '../support/processes.ts'
import { type FaultSystem, startSystem } from './harness.ts'

/** More by hand: DRIP_ROUNDS=20 DRIP_PEOPLE=2000. */
const rounds = Number(process.env['DRIP_ROUNDS'] ?? 3)
const people = Number(process.env['DRIP_PEOPLE'] ?? 40)

let system: FaultSystem
beforeAll(async () => {
  system = await startSystem()
  const ready = async () => (await system.gateway.call('GET', '/v1/templates?name=hello_world')).body.data.length > 0
  await until('the templates', ready)
})
afterAll(() => system.close())

interface StepTaken {
  seq: number
  step: string
  messageId: string | null
}

const send = (key: string) => ({ key, kind: 'send_template', template: { name: 'hello_world', language: 'en_US' } })
const steps = [
  send('first'),
  { key: 'mark', kind: 'update', addTags: ['welcomed'] },
  send('second'),
  { key: 'done', kind: 'goal', name: 'welcomed' },
]

test(`killed at ${rounds} random moments between a step that is due and its send: each person takes each step once`, {
  timeout: 180_000,
}, async () => {
  const { call } = system.gateway
  const numberId = (await call('GET', '/v1/numbers')).body.data[0].id
  const contacts: string[] = []
  for (let at = 0; at < people; at += 1)
    contacts.push((await call('POST', '/v1/contacts', { phone: freshPhone() })).body.id)
  const made = await call('POST', '/v1/drips', { name: 'Killed', numberId, steps, exits: {} })
  const { id } = made.body
  assert.equal((await call('POST', `/v1/drips/${id}/publish`, {})).status, 200)
  const entering = enterAll(id, contacts)
  for (let round = 0; round < rounds; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 1200))
    await system.killGateway()
    await system.gateway.restart()
  }
  await entering
  const counts = async () => (await call('GET', `/v1/drips/${id}/statistics`)).body.people
  await until(
    'everybody reached the goal',
    async () => (await counts()).every(({ state }: { state: string }) => state === 'completed'),
    90_000,
  )
  assert.deepEqual(await counts(), [{ state: 'completed', reason: 'goal', step: null, count: people }])
  const taken = await allSteps(id)
  assert.equal(taken.length, people)
  for (const ofPerson of taken)
    assert.deepEqual(
      ofPerson.map(({ seq, step }) => [seq, step]),
      steps.map(({ key }, at) => [at + 1, key]),
    )
  const messages = taken.flatMap((ofPerson) => ofPerson.flatMap(({ messageId }) => messageId ?? []))
  assert.equal(new Set(messages).size, people * 2)
  // what was under way when the process died is confirmed or given up, and never sent again
  await until('every message has an end', async () => (await unsettled(messages)).length === 0, 60_000)
  const sends = await system.simulator.sends()
  const known = new Set(messages)
  const perMessage = new Map<string, number>()
  for (const { biz_opaque_callback_data: messageId = '' } of sends)
    perMessage.set(messageId, (perMessage.get(messageId) ?? 0) + 1)
  assert.deepEqual(
    [...perMessage].filter(([messageId, count]) => count > 1 || !known.has(messageId)),
    [],
  )
})

const ended = new Set<string>()
async function unsettled(messages: readonly string[]): Promise<string[]> {
  for (const messageId of messages.filter((one) => !ended.has(one))) {
    const { status } = (await system.gateway.call('GET', `/v1/messages/${messageId}`)).body
    if (!['read', 'failed'].includes(status)) break
    ended.add(messageId)
  }
  return messages.filter((one) => !ended.has(one))
}

/** As a caller that repeats what was not answered: the same key lets the same person in once. */
async function enterAll(id: string, contacts: readonly string[]): Promise<void> {
  for (let at = 0; at < contacts.length; at += 1) {
    const body = { contactIds: [contacts[at]], key: 'test' }
    await until('they enter', async () => {
      const reply = await system.gateway.call('POST', `/v1/drips/${id}/enrollments`, body).catch(() => null)
      return reply?.status === 200
    })
  }
}

async function allSteps(id: string): Promise<StepTaken[][]> {
  const { call } = system.gateway
  const all: StepTaken[][] = []
  let cursor = ''
  for (;;) {
    const { body } = await call('GET', `/v1/drips/${id}/enrollments?limit=100${cursor}`)
    for (const { id: enrollmentId } of body.data)
      all.push((await call('GET', `/v1/drips/${id}/enrollments/${enrollmentId}`)).body.steps)
    if (!body.hasMore) return all
    cursor = `&cursor=${encodeURIComponent(body.nextCursor)}`
  }
}

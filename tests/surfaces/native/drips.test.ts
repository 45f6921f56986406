import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { freshPhone, simulatorControl } from '../../flow/simulator-control.ts'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { checked } from '../../support/native.ts'
import { until } from '../../support/processes.ts'

let gateway: RunningGateway
let call: RunningGateway['call']
let numberId: string

beforeAll(async () => {
  gateway = await startGateway(null)
  call = await checked(gateway)
  numberId = (await call('GET', '/v1/numbers')).body.data[0].id
  await until('the templates', async () => (await call('GET', '/v1/templates?name=order_ready')).body.data.length > 0)
})
afterAll(() => gateway.close())

const hello = {
  key: 'hello',
  kind: 'send_template',
  template: { name: 'order_ready', language: 'en_US' },
  bindings: {
    body: [
      { source: 'contact.firstName', fallback: 'there' },
      { source: 'list.code', fallback: 'none' },
    ],
  },
}
const later = { key: 'later', kind: 'wait', minutes: 60 }
const done = { key: 'done', kind: 'goal', name: 'welcomed' }

async function create(body: object = {}): Promise<string> {
  const reply = await call('POST', '/v1/drips', { name: 'Welcome', numberId, steps: [hello, later, done], ...body })
  assert.equal(reply.status, 201, JSON.stringify(reply.body))
  return reply.body.id
}

async function published(body: object = {}): Promise<string> {
  const id = await create(body)
  assert.equal((await call('POST', `/v1/drips/${id}/publish`, {})).status, 200)
  return id
}

async function person(name: string): Promise<{ id: string; phone: string }> {
  const phone = freshPhone()
  const reply = await call('POST', '/v1/contacts', { phone, name })
  return { id: reply.body.id, phone }
}

const enroll = (id: string, contactIds: readonly string[], key: string) =>
  call('POST', `/v1/drips/${id}/enrollments`, { contactIds, key, vars: { code: 'A-7' } })
const people = async (id: string, query = '') => (await call('GET', `/v1/drips/${id}/enrollments?${query}`)).body.data

test('a draft is edited and published; what is edited afterwards is told apart from what runs', async () => {
  const id = await create()
  const get = async () => (await call('GET', `/v1/drips/${id}`)).body
  assert.deepEqual(
    [(await get()).state, (await get()).version, (await get()).hasUnpublishedChanges],
    ['draft', 0, true],
  )
  const live = await call('POST', `/v1/drips/${id}/publish`, {})
  assert.deepEqual(
    [live.body.state, live.body.version, live.body.hasUnpublishedChanges, live.body.migrated],
    ['active', 1, false, 0],
  )
  const edited = await call('PATCH', `/v1/drips/${id}`, { maxMessages: 3 })
  assert.deepEqual([edited.body.version, edited.body.hasUnpublishedChanges, edited.body.maxMessages], [1, true, 3])
  const back = await call('PATCH', `/v1/drips/${id}`, { maxMessages: null, name: 'Renamed' })
  assert.deepEqual([back.body.hasUnpublishedChanges, back.body.name], [false, 'Renamed'])
  const listed = (await call('GET', '/v1/drips?state=active')).body.data.find((one: { id: string }) => one.id === id)
  assert.deepEqual(listed, await get())
})

test('somebody who is let in gets the first message, waits, and is shown with the steps that they took', async () => {
  const asha = await person('Asha Rao')
  const id = await published()
  const entered = await enroll(id, [asha.id, asha.id], 'order-1')
  assert.equal(entered.status, 200, JSON.stringify(entered.body))
  assert.equal(entered.body.enrolled.length, 1)
  assert.deepEqual((await enroll(id, [asha.id], 'order-1')).body.enrolled, [])
  await until('the message is read', async () => {
    const { steps } = (await call('GET', `/v1/drips/${id}/statistics`)).body
    return steps.some(({ step, outcome }: { step: string; outcome: string }) => step === 'hello' && outcome === 'read')
  })
  const [shown] = await people(id, 'state=active&step=later')
  assert.deepEqual([shown.contactId, shown.contactName, shown.sent], [asha.id, 'Asha Rao', 1])
  const one = (await call('GET', `/v1/drips/${id}/enrollments/${shown.id}`)).body
  assert.deepEqual(
    one.steps.map(({ step, outcome }: { step: string; outcome: string }) => [step, outcome]),
    [['hello', 'read']],
  )
  const sends = await simulatorControl(gateway.simulatorUrl).sends()
  assert.equal(sends.filter(({ to }) => to === asha.phone).length, 1)
  const out = await call('DELETE', `/v1/drips/${id}/enrollments/${shown.id}`)
  assert.deepEqual([out.body.state, out.body.reason, out.body.contactName], ['exited', 'canceled', 'Asha Rao'])
  assert.deepEqual((await call('DELETE', `/v1/drips/${id}/enrollments/${shown.id}`)).body, out.body)
  assert.deepEqual((await call('GET', `/v1/drips/${id}/statistics`)).body.people, [
    { state: 'exited', reason: 'canceled', step: null, count: 1 },
  ])
})

test('a drip that is paused goes on where it was; one that is archived lets everybody go and takes nobody in', async () => {
  const one = await person('Waits')
  const id = await published({ steps: [later, done] })
  await enroll(id, [one.id], 'a')
  const refused = await call('POST', `/v1/drips/${id}/archive`)
  assert.deepEqual([refused.status, refused.body.code], [409, 'conflict'])
  assert.equal((await call('POST', `/v1/drips/${id}/pause`)).body.state, 'paused')
  assert.equal((await call('POST', `/v1/drips/${id}/resume`)).body.state, 'active')
  await call('POST', `/v1/drips/${id}/pause`)
  assert.equal((await call('POST', `/v1/drips/${id}/archive`)).body.state, 'archived')
  const again = await call('POST', `/v1/drips/${id}/archive`)
  assert.deepEqual([again.status, again.body.state], [200, 'archived'])
  assert.deepEqual(
    (await people(id)).map(({ state, reason }: { state: string; reason: string }) => [state, reason]),
    [['exited', 'canceled']],
  )
  for (const [method, path] of [
    ['POST', 'resume'],
    ['POST', 'pause'],
  ] as const)
    assert.equal((await call(method, `/v1/drips/${id}/${path}`)).status, 409, path)
  assert.equal((await call('POST', `/v1/drips/${id}/publish`, {})).status, 409)
  assert.equal((await enroll(id, [one.id], 'b')).status, 409)
  assert.equal((await call('DELETE', `/v1/drips/${id}`)).status, 204)
  assert.equal((await call('GET', `/v1/drips/${id}`)).status, 404)
})

test('with a new version people move to the step that is named, or to the next that is still there', async () => {
  const [first, second] = [await person('First'), await person('Second')]
  const wait = { ...later, key: 'other' }
  const id = await published({ steps: [later, done] })
  await enroll(id, [first.id, second.id], 'a')
  await until('both wait', async () => (await people(id, 'step=later')).length === 2)
  await call('PATCH', `/v1/drips/${id}`, { steps: [wait, done] })
  const lost = await call('POST', `/v1/drips/${id}/publish`, { migrate: { later: 'nowhere' } })
  assert.deepEqual([lost.status, lost.body.errors[0].path], [400, 'migrate.later'])
  const moved = await call('POST', `/v1/drips/${id}/publish`, { migrate: { later: 'other' } })
  assert.deepEqual([moved.body.version, moved.body.migrated], [2, 2])
  await until('both wait in the other', async () => (await people(id, 'step=other&state=active')).length === 2)
})

test('what is wrong is named by its place, and what is not there is 404', async () => {
  const wrong: [object, string][] = [
    [{ steps: [hello, { ...hello }] }, 'steps.1.key'],
    [{ steps: [{ ...later, next: 'nowhere' }] }, 'steps.0.next'],
    [{ steps: [{ key: 'x', kind: 'wait' }] }, 'steps.0'],
    [
      { steps: [later], triggers: [{ on: 'date', attribute: 'none', offsetDays: 0, at: '09:00', yearly: true }] },
      'triggers.0.attribute',
    ],
    [{ steps: [later], openHours: { from: '09:00', to: '18:00', timezone: 'Mars/Base' } }, 'timezone'],
    [{ steps: [{ ...hello, bindings: { body: [{ source: 'contact.none' }] } }] }, 'steps.0.bindings.body.0.source'],
  ]
  for (const [body, path] of wrong) {
    const reply = await call('POST', '/v1/drips', { name: 'Wrong', numberId, ...body })
    assert.equal(reply.status, 400, JSON.stringify(reply.body))
    assert.deepEqual(
      reply.body.errors.map((one: { path: string }) => one.path.replace(/^\//, '').replaceAll('/', '.')),
      [path],
    )
  }
  const id = await create({ steps: [] })
  const empty = await call('POST', `/v1/drips/${id}/publish`, {})
  assert.deepEqual([empty.status, empty.body.errors[0].path], [400, 'steps'])
  assert.equal((await enroll(id, [(await person('Nobody')).id], 'a')).status, 409)
  const stranger = '019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4'
  for (const path of ['', '/statistics', '/enrollments', `/enrollments/${stranger}`])
    assert.equal((await call('GET', `/v1/drips/${stranger}${path}`)).status, 404, path)
  assert.equal((await call('GET', `/v1/drips/${id}/enrollments/${stranger}`)).status, 404)
})

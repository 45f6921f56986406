import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { freshPhone, simulatorControl } from '../../flow/simulator-control.ts'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { checked } from '../../support/native.ts'
import { until } from '../../support/processes.ts'

let gateway: RunningGateway
let call: RunningGateway['call']
beforeAll(async () => {
  gateway = await startGateway(null)
  call = await checked(gateway)
})
afterAll(() => gateway.close())

const spec = (test: string) => ({
  spec: 'dawk.flow/1',
  start: 'city',
  triggers: [{ kind: 'keyword', words: ['hi'] }],
  nodes: {
    city: { kind: 'ask', data: { text: 'Which city?', answer: 'text', saveAs: 'city' }, exits: { ok: 'thanks' } },
    thanks: { kind: 'send_text', data: { text: 'Thanks from {{ session.city }}.' }, exits: { ok: null } },
  },
  tests: { usual: test },
})

const hears = (from: string, body: string) =>
  simulatorControl(gateway.simulatorUrl).inbound({
    phoneNumberId: gateway.phoneNumberId,
    from,
    type: 'text',
    text: { body },
  })

test('the walk-through of docs/bots.md', async () => {
  const wrong = { ...spec(''), nodes: { city: { kind: 'send_text', data: { text: 'x' }, exits: { ok: 'nowhere' } } } }
  const checked = await call('POST', '/v1/flows/validate', { spec: wrong })
  assert.deepEqual([checked.status, checked.body.errors[0].field], [200, 'nodes.city.exits.ok'])

  const made = await call('POST', '/v1/flows', { name: 'Cities', spec: spec('> hi\n< Wrong') })
  assert.equal(made.status, 201)
  const { id } = made.body
  const simulated = await call('POST', '/v1/flows/simulate', {
    spec: spec(''),
    transcript: '> hi\n< Which city?\n> Pune\n< Thanks from Pune.\n! completed',
  })
  assert.deepEqual([simulated.status, simulated.body.passed, simulated.body.session.vars.city], [200, true, 'Pune'])

  const played = await call('POST', '/v1/flows/simulate', { spec: spec(''), transcript: '> hi' })
  assert.deepEqual(
    [played.body.passed, played.body.problems.map((one: { unexpected: boolean }) => one.unexpected)],
    [false, [true]],
  )

  const refused = await call('POST', `/v1/flows/${id}/publish`)
  assert.equal(refused.status, 400, JSON.stringify(refused.body))
  assert.match(JSON.stringify(refused.body), /usual.*does not pass/)
  assert.equal((await call('PATCH', `/v1/flows/${id}`, { ifRevision: 9, name: 'x' })).status, 412)
  assert.equal((await call('PATCH', `/v1/flows/${id}`, { spec: spec('> hi\n< Which city?\n> Pune\n< *') })).status, 200)
  const published = await call('POST', `/v1/flows/${id}/publish`, { message: 'First' })
  assert.deepEqual([published.status, published.body.number, published.body.tests[0].passed], [200, 1, true])
  assert.equal((await call('POST', `/v1/flows/${id}/publish`)).body.number, 1)
  assert.equal((await call('GET', `/v1/flows/${id}/versions`)).body.data.length, 1)
  assert.equal((await call('GET', `/v1/flows/${id}/versions/1`)).body.spec.start, 'city')
  assert.equal((await call('GET', `/v1/flows/${id}/versions/7`)).status, 404)

  const from = freshPhone()
  const says = async () => {
    const { messages } = await simulatorControl(gateway.simulatorUrl).call<{ messages: { text?: { body: string } }[] }>(
      'GET',
      `threads/${gateway.phoneNumberId}/${from}`,
    )
    return JSON.stringify(messages)
  }
  await hears(from, 'hi')
  await until('the question', async () => (await says()).includes('Which city?'))
  await hears(from, 'Mumbai')
  await until('the thanks', async () => (await says()).includes('Thanks from Mumbai.'))
  const [session] = (await call('GET', `/v1/flow-sessions?flowId=${id}`)).body.data
  assert.deepEqual([session.state, session.values.city, session.turns], ['completed', 'Mumbai', 2])
  const steps = (await call('GET', `/v1/flow-sessions/${session.id}/steps`)).body.data
  const kinds = steps.map(({ kind }: { kind: string }) => kind)
  for (const kind of ['decision.started', 'ask', 'send_text']) assert.ok(kinds.includes(kind), `${kind} in ${kinds}`)

  const started = await call('POST', `/v1/flows/${id}/sessions`, { contactId: session.contactId })
  assert.equal(started.status, 202, JSON.stringify(started.body))
  const get = async () => (await call('GET', `/v1/flow-sessions/${started.body.sessionId}`)).body
  await until('the session', async () => (await get()).state === 'waiting')
  assert.equal((await call('POST', `/v1/flows/${id}/sessions`, { contactId: session.contactId })).status, 409)
  assert.equal((await call('POST', `/v1/flow-sessions/${started.body.sessionId}/stop`)).status, 202)
  await until('its end', async () => (await get()).state === 'stopped')

  const { nodes } = (await call('GET', `/v1/flows/${id}/stats`)).body
  assert.equal(
    nodes.find(({ node, exit }: { node: string; exit: string }) => node === 'thanks' && exit === 'ok').count,
    1,
  )
  const catalogue = (await call('GET', '/v1/flow-nodes')).body
  const kindOf = (kind: string) => catalogue.data.find((one: { kind: string }) => one.kind === kind)
  assert.deepEqual(kindOf('choice').exitsBy, { list: 'choices', member: 'id' })
  assert.deepEqual(kindOf('ask').exits[0], { name: 'ok', required: true })
  assert.deepEqual(kindOf('ask').schema.required, ['text', 'answer'])
  const operand = (name: string) => catalogue.operators.find((one: { name: string }) => one.name === name).to
  assert.deepEqual(['between', 'is_set', 'in', 'before', 'matches'].map(operand), [
    'pair',
    'nothing',
    'list',
    'instant',
    'text',
  ])
  const triggers = (await call('GET', '/v1/flow-triggers')).body.data
  assert.ok(
    triggers.some(
      ({ kind, schema }: { kind: string; schema: { properties: object } }) =>
        kind === 'keyword' && 'words' in schema.properties,
    ),
  )
  const told = (await call('GET', '/v1/events?type=flow.session.completed&limit=10')).body.data
  assert.equal(told[0].data.sessionId, session.id)
})

import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { type Reply, type RunningGateway, startGateway } from '../support/gateway.ts'
import { until } from '../support/processes.ts'
import { type Received, startReceiver } from '../support/receiver.ts'

/** Two accounts of one gateway. What happens to one is never told to the other. */
interface Party {
  call(method: string, path: string, body?: unknown): Promise<Reply>
  received: Received[]
}

let gateway: RunningGateway
let owner: Party
let stranger: Party
const endings: (() => void)[] = []
beforeAll(async () => {
  gateway = await startGateway(null)
  const { apiKey } = (await gateway.call('POST', '/auth/register', { name: 'Stranger', email: 's@example.com' })).body
    .data
  owner = await listenAs(gateway.apiKey)
  stranger = await listenAs(apiKey)
})
afterAll(async () => {
  for (const end of endings) end()
  await gateway.close()
})

/** With an endpoint that wants every event. */
async function listenAs(apiKey: string): Promise<Party> {
  const { url, received } = await startReceiver({ onTestFinished: (end) => void endings.push(end) })
  const call: Party['call'] = (method, path, body) =>
    gateway.call(method, path, body, { authorization: `Bearer ${apiKey}` })
  const endpoint = await call('POST', '/v1/webhook-endpoints', { url, eventTypes: ['*'] })
  assert.equal(endpoint.status, 201, JSON.stringify(endpoint.body))
  return { call, received }
}

const to = '14155552671'
const send = ({ call }: Party, text: string) => call('POST', '/v1/messages', { to, type: 'text', text: { body: text } })
const typesOf = ({ received }: Party) => received.map(({ body }) => body.type)
const isTold = (party: Party, type: string) => typesOf(party).includes(type)

/** A message that goes all its way, a new contact, and a key. */
async function makeEverythingHappen(party: Party, text: string): Promise<string> {
  const sent = await send(party, text)
  assert.equal(sent.status, 202, JSON.stringify(sent.body))
  await party.call('POST', '/v1/api-keys', { name: text, expiresAt: new Date(Date.now() + 3600_000).toISOString() })
  await until('everything is told', async () => isTold(party, 'message.status.read'))
  return sent.body.id
}

test('an endpoint that wants everything hears what happens in its own account, and nothing of another', async () => {
  const id = await makeEverythingHappen(owner, 'ours')
  assert.deepEqual(typesOf(stranger), [], 'before the stranger did anything')
  const theirs = await makeEverythingHappen(stranger, 'theirs')
  const [heard, told] = [JSON.stringify(stranger.received), JSON.stringify(owner.received)]
  assert.ok(heard.includes(theirs) && !heard.includes(id), 'the stranger hears of its own message alone')
  assert.ok(told.includes(id) && !told.includes(theirs), 'and so does the owner')
})

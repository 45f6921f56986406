import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { checked } from '../../support/native.ts'

let gateway: RunningGateway
let call: RunningGateway['call']
beforeAll(async () => {
  gateway = await startGateway(null)
  call = await checked(gateway)
})
afterAll(() => gateway.close())

let count = 0
/** An account of its own, whose numbers are at the simulator, where Meta would be. */
async function openAccount() {
  const { body } = await gateway.call('POST', '/auth/register', { name: 'Shop', email: `shop${++count}@example.com` })
  const headers = { authorization: `Bearer ${body.data.apiKey}` }
  const asked = (method: string, path: string, value?: unknown) => call(method, path, value, headers)
  const connect = async (phoneNumberId: string) => {
    const { status, body: number } = await asked('POST', '/v1/numbers', { phoneNumberId, accessToken: 'EAAGtoken' })
    assert.equal(status, 201)
    return number.id as string
  }
  const defaultNumber = async () => (await asked('GET', '/v1/account')).body.defaultNumberId
  return { ask: asked, connect, defaultNumber, id: body.data.account?.id }
}

const later = {
  to: '14155552671',
  type: 'text',
  text: { body: 'Hi' },
  sendAt: new Date(Date.now() + 3_600_000).toISOString(),
}

test('a number that is connected later does not become the sender', async () => {
  const { ask, connect, defaultNumber } = await openAccount()
  assert.equal(await defaultNumber(), null)
  const first = await connect('206540352242001')
  assert.equal(await defaultNumber(), first)
  await connect('206540352242002')
  assert.equal(await defaultNumber(), first)
  const { body } = await ask('POST', '/v1/messages', later)
  assert.equal((await ask('GET', `/v1/messages/${body.id}`)).body.numberId, first)
})

test('the sandbox number that was chosen stays the sender when a real one is connected', async () => {
  const { ask, connect, defaultNumber } = await openAccount()
  const [sandbox] = (await ask('GET', '/v1/numbers')).body.data
  await ask('PATCH', '/v1/account', { defaultNumberId: sandbox.id })
  await connect('206540352242031')
  assert.equal(await defaultNumber(), sandbox.id)
})

test('without a default a send that names no number lists those there are, on each surface', async () => {
  const { ask, connect, defaultNumber } = await openAccount()
  const first = await connect('206540352242011')
  const second = await connect('206540352242012')
  assert.equal((await ask('DELETE', `/v1/numbers/${first}`)).status, 204)
  assert.equal(await defaultNumber(), null)
  const refused = await ask('POST', '/v1/messages', later)
  assert.deepEqual(
    [refused.status, refused.body.code, refused.body.reason],
    [409, 'number_not_connected', 'no_default'],
  )
  assert.match(refused.body.detail, /206540352242012/)
  assert.equal((await ask('POST', '/v1/messages', { ...later, from: second })).status, 202)
  for (const [path, body] of [
    ['/send-message', { to: later.to, message: 'Hi' }],
    ['/api/v1/messages/text', { to: later.to, message: 'Hi' }],
  ] as const) {
    const reply = await ask('POST', path, body)
    assert.ok(reply.status >= 400 && reply.status < 500, `${path} ${reply.status}`)
    assert.match(JSON.stringify(reply.body), /206540352242012/, path)
  }
})

test('only a number of the account that is verified is chosen, and the choice is audited', async () => {
  const { ask, connect, defaultNumber } = await openAccount()
  const first = await connect('206540352242021')
  const second = await connect('206540352242022')
  const choose = (defaultNumberId: string | null) => ask('PATCH', '/v1/account', { defaultNumberId })
  assert.match(JSON.stringify((await choose(second)).body), /is not verified yet/)
  assert.equal((await choose('01890000-0000-7000-8000-000000000000')).status, 400)
  const sandbox = (await ask('GET', '/v1/numbers')).body.data.find((number: { sandbox: boolean }) => number.sandbox)
  assert.equal((await choose(sandbox.id)).body.defaultNumberId, sandbox.id)
  assert.equal((await choose(null)).body.defaultNumberId, null)
  const { body } = await ask('GET', '/v1/audit-log?action=account.changed')
  assert.deepEqual(
    body.data.map(({ before, after }: { before: object; after: object }) => [before, after]),
    [
      [{ defaultNumberId: sandbox.id }, { defaultNumberId: null }],
      [{ defaultNumberId: first }, { defaultNumberId: sandbox.id }],
    ],
  )
  assert.equal(await defaultNumber(), null)
})

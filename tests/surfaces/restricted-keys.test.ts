import assert from 'node:assert/strict'
import { operationsForNumbers } from '@dawk/http/auth/restricted-keys.ts'
import { readDocuments } from '@dawk/http/openapi/read-documents.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { simulatorControl } from '../flow/simulator-control.ts'
import {
  type Asker,
  createAsker,
  furnish,
  furnishAll,
  idsNear,
  inChunks,
  inventory,
  parametersIn,
} from '../support/ask-operations.ts'
import { type RunningGateway, startGateway } from '../support/gateway.ts'
import { goodForm } from '../support/odd-forms.ts'
import { type Operation, operationsOf } from '../support/operations.ts'
import { freePort } from '../support/processes.ts'

const all = await readDocuments()
/** No key of an account opens the operators' API. */
const withoutAccounts = new Set(['all', 'operator'])
const operations = [...all].flatMap(([name, document]) =>
  withoutAccounts.has(name) ? [] : operationsOf(name, document),
)
/** What no key opens is for members who have signed in, and answers a key with 403 as well. */
const keyed = operations.filter(({ scope }) => scope !== undefined)
const marker = 'cobalt-bittern'

let gateway: RunningGateway
let asker: Asker
let ids: string[]
let listed: Record<string, string[]>
/** Restricted to a number to which nobody ever wrote. */
let bound: string
let test_: string
let emptyNumber: string
beforeAll(async () => {
  const port = String(await freePort())
  const metaUrl = `http://127.0.0.1:${port}`
  gateway = await startGateway(null, {
    SIMULATOR_PORT: port,
    META_GRAPH_URL: metaUrl,
    DAWK_TRUST_PROXY: '127.0.0.1/32',
  })
  asker = createAsker(gateway, all)
  await gateway.operate('limits', { account: gateway.accountId, 'requests-per-minute': 'unlimited' })
  ids = [...(await furnish(gateway, marker)), ...(await furnishMore())]
  listed = await furnishAll(gateway, all)
  const credentials = { phoneNumberId: '106540352242922', accessToken: 'EAAGtoken' }
  const shown = { wabaId: '102290129340398', displayPhoneNumber: '+1 555 000 1111', verifiedName: 'Empty' }
  const atMeta = { ...credentials, ...shown, appSecret: 'the-secret-of-an-app', openWindow: true }
  await simulatorControl(metaUrl).call('PUT', 'numbers', { numbers: [atMeta] })
  const number = await gateway.call('POST', '/v1/numbers', credentials)
  emptyNumber = number.body.id
  bound = await newKey({ numberIds: [emptyNumber] })
  test_ = await newKey({ test: true })
})
afterAll(() => gateway.close())

async function newKey(settings: object): Promise<string> {
  const { status, body } = await gateway.call('POST', '/v1/api-keys', { name: 'restricted', ...settings })
  assert.equal(status, 201, JSON.stringify(body))
  return body.secret
}

/** A file, an invitation and a deletion of nothing: what else an account has by id. */
async function furnishMore(): Promise<string[]> {
  const { body, type = '' } = goodForm()
  const headers = { authorization: `Bearer ${gateway.apiKey}`, 'content-type': type }
  const uploaded = await fetch(`${gateway.url}/v1/media`, { method: 'POST', headers, body: body ?? '' })
  const media = (await uploaded.json()) as { id: string }
  const invited = await gateway.call('POST', '/v1/invitations', { email: `${marker}@example.com`, role: 'viewer' })
  assert.deepEqual([uploaded.status, invited.status], [201, 201])
  return [media.id, invited.body.id]
}

async function assertNothingGone(before: Record<string, string[]>): Promise<void> {
  const after = await inventory(gateway, all)
  for (const [list, known] of Object.entries(before))
    assert.deepEqual(
      known.filter((id) => !after[list]?.includes(id)),
      [],
      `${list}: nothing is gone`,
    )
}

const isOpen = ({ name }: Operation) => operationsForNumbers.has(name)

test('the table names operations that there are', () => {
  const names = new Set(operations.map(({ name }) => name))
  assert.deepEqual(
    [...operationsForNumbers].filter((name) => !names.has(name)),
    [],
  )
})

test('what concerns the whole account is 403 for a key that is restricted to numbers, and for a test key', async () => {
  const closed = keyed.filter((operation) => !isOpen(operation))
  assert.ok(closed.length > 60, String(closed.length))
  const before = await inventory(gateway, all)
  await inChunks(closed, async (operation) => {
    for (const key of [bound, test_]) {
      const { status, text } = await asker.askAndCheck(operation, asker.nearlyGood(operation, ids[0]), key)
      assert.equal(status, 403, `${operation.surface} ${operation.name}: ${status} ${text}`)
    }
  })
  await assertNothingGone(before)
})

test('lists show what is of the number, and nothing else', async () => {
  const headers = { authorization: `Bearer ${bound}` }
  for (const list of ['messages', 'conversations', 'contacts', 'media']) {
    const { status, body } = await gateway.call('GET', `/v1/${list}?limit=100`, undefined, headers)
    assert.deepEqual([list, status, body.data], [list, 200, []])
  }
  const events = await gateway.call('GET', '/v1/events?limit=100', undefined, headers)
  const told = events.body.data.map(({ type, data }: { type: string; data: { numberId: string } }) => [
    type,
    data.numberId,
  ])
  assert.deepEqual(told, [['number.connected', emptyNumber]])
  const numbers = await gateway.call('GET', '/v1/numbers', undefined, headers)
  assert.deepEqual(
    numbers.body.data.map(({ id }: { id: string }) => id),
    [emptyNumber],
  )
  const { body } = await gateway.call('GET', '/analytics/summary', undefined, headers)
  assert.equal(body.data.total, 0)
  const spans = `from=${new Date(Date.now() - 86_400_000).toISOString()}&to=${new Date(Date.now() + 60_000).toISOString()}`
  for (const [key, isEmpty] of [
    [bound, true],
    [test_, false],
  ] as const) {
    const figures = await gateway.call('GET', `/v1/analytics/messages?${spans}`, undefined, {
      authorization: `Bearer ${key}`,
    })
    assert.deepEqual([figures.status, figures.body.data.length === 0], [200, isEmpty])
  }
  const own = await gateway.call('GET', '/v1/events?limit=100', undefined, { authorization: `Bearer ${test_}` })
  assert.ok(own.body.data.length > 0, 'the sandbox number has events')
})

test('a page of events is full as long as there are more, whatever other numbers do between', async () => {
  const headers = { authorization: `Bearer ${test_}` }
  const all = (await gateway.call('GET', '/v1/events?limit=100', undefined, headers)).body.data
  const seen: string[] = []
  for (let cursor = ''; ; ) {
    const page = await gateway.call('GET', `/v1/events?limit=2${cursor && `&cursor=${cursor}`}`, undefined, headers)
    seen.push(...page.body.data.map(({ id }: { id: string }) => id))
    if (!page.body.hasMore) break
    assert.equal(page.body.data.length, 2)
    cursor = page.body.nextCursor
  }
  assert.deepEqual(
    seen,
    all.map(({ id }: { id: string }) => id),
  )
})

test('a file of another number is not sent, and one of its own is', async () => {
  const { body, type = '' } = goodForm()
  const upload = async (key: string) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': type }
    return (await (await fetch(`${gateway.url}/v1/media`, { method: 'POST', headers, body: body ?? '' })).json()) as {
      id: string
      kind: string
    }
  }
  const [theirs, own] = [await upload(gateway.apiKey), await upload(bound)]
  const send = ({ id, kind }: { id: string; kind: string }) =>
    gateway.call(
      'POST',
      '/v1/messages',
      { to: '14155550188', from: emptyNumber, type: kind, [kind]: { id } },
      { authorization: `Bearer ${bound}` },
    )
  const refused = await send(theirs)
  assert.deepEqual([refused.status, /no media of this account/.test(JSON.stringify(refused.body))], [400, true])
  assert.equal((await send(own)).status, 202)
})

test('contacts:read alone exports no messages of a person', async () => {
  const contact = (await gateway.call('GET', '/v1/contacts?limit=1')).body.data[0].id
  const authorization = `Bearer ${await newKey({ scopes: ['contacts:read'] })}`
  const { status, body } = await gateway.call('GET', `/v1/contacts/${contact}/export`, undefined, { authorization })
  assert.deepEqual([status, /messages:read/.test(body.detail)], [403, true])
})

/** These end or make keys, which a restricted key may do within its own bounds; `api-keys.test.ts` holds them to it. */
const ofKeys = new Set(['createApiKey', 'updateApiKey', 'rotateApiKey', 'revokeApiKey', 'rotateKey'])

test("of another number's messages, people, files and events a restricted key learns nothing", async () => {
  const before = await inventory(gateway, all)
  await inChunks(
    keyed.filter((one) => isOpen(one) && !ofKeys.has(one.name)),
    async (operation) => {
      const named = new Set([...ids, ...idsNear(listed, operation)])
      for (const id of parametersIn(operation) > 0 ? named : ids.slice(0, 1)) {
        const asked = asker.nearlyGood(operation, id)
        const { status, text } = await asker.askAndCheck(operation, asked, bound)
        assert.ok(!text.includes(marker), `${operation.surface} ${operation.name} ${asked.path}: ${text.slice(0, 400)}`)
        if (parametersIn(operation) > 0)
          assert.ok(
            status >= 400,
            `${operation.surface} ${operation.name} ${asked.path}: ${status} ${text.slice(0, 400)}`,
          )
      }
    },
  )
  await assertNothingGone(before)
})

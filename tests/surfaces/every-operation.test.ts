import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { readDocuments } from '@dawk/http/openapi/read-documents.ts'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { simulatorControl } from '../flow/simulator-control.ts'
import { type RunningGateway, startGateway } from '../support/gateway.ts'
import { goodForm, oddForm } from '../support/odd-forms.ts'
import { boundariesOf, disturb, oddBodies, oddText, pick, randomFrom } from '../support/odd-requests.ts'
import { type Answer, createAnswerCheck, type Operation, operationsOf } from '../support/operations.ts'
import { freePort, until } from '../support/processes.ts'

/** Another seed, or more rounds: `FUZZ_SEED=7 FUZZ_ROUNDS=100 npx vitest run tests/surfaces/every-operation.test.ts`. */
const seed = Number(process.env['FUZZ_SEED'] ?? 1)
const rounds = Number(process.env['FUZZ_ROUNDS'] ?? 8)
const atOnce = 8

const all = await readDocuments()
const surfaces = [...all].filter(([name]) => name !== 'all')
const operations = surfaces.flatMap(([name, document]) => operationsOf(name, document))
const keyed = operations.filter(({ scope }) => scope !== undefined)
const check = createAnswerCheck(all)

let gateway: RunningGateway
let stranger: string
let reader: string
beforeAll(async () => {
  const port = String(await freePort())
  gateway = await startGateway(null, {
    SIMULATOR_PORT: port,
    META_GRAPH_URL: `http://127.0.0.1:${port}`,
    DAWK_TRUST_PROXY: '127.0.0.1/32',
  })
  await liftLimit(gateway)
  stranger = await register('stranger@example.com')
  reader = await createKey(['audit:read'])
})
afterAll(() => gateway.close())

interface Asked {
  path: string
  body?: string | Uint8Array<ArrayBuffer>
  type?: string
}

async function ask({ surface, method }: Operation, asked: Asked, key: string | null): Promise<Answer> {
  const basic = `Basic ${Buffer.from(`${key}:`).toString('base64')}`
  const reply = await fetch(`${gateway.url}${asked.path}`, {
    method,
    redirect: 'manual',
    headers: {
      'x-forwarded-for': nextAddress(), // limits of addresses are not what is tested here
      ...(key !== null && { authorization: surface === 'mobile-gateway' ? basic : `Bearer ${key}` }),
      ...(asked.body !== undefined && method !== 'GET' && { 'content-type': asked.type ?? 'application/json' }),
    },
    ...(asked.body !== undefined && method !== 'GET' && { body: asked.body }),
  })
  return { status: reply.status, type: reply.headers.get('content-type') ?? '', text: await reply.text() }
}

let addresses = 0
function nextAddress(): string {
  addresses++
  return `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`
}

async function askAndCheck(operation: Operation, asked: Asked, key: string | null): Promise<Answer> {
  const answer = await ask(operation, asked, key)
  check(
    operation,
    answer,
    JSON.stringify({
      ...asked,
      body: typeof asked.body === 'string' ? asked.body : Buffer.from(asked.body ?? '').toString('latin1'),
    }),
  )
  return answer
}

test('nothing is open that needs a key, and a key without the scope is told which one it lacks', async () => {
  await inChunks(keyed, async (operation) => {
    const asked = nearlyGood(operation)
    assert.equal((await askAndCheck(operation, asked, null)).status, 401, operation.name)
    assert.equal((await askAndCheck(operation, asked, `sk_live_${'0'.repeat(48)}`)).status, 401, operation.name)
    const { scope } = operation
    if (!scope || scope === 'audit:read') return
    const refused = await askAndCheck(operation, asked, reader)
    assert.equal(refused.status, 403, `${operation.name}: ${refused.text}`)
    if (operation.surface === 'native') assert.ok(refused.text.includes(scope), refused.text)
  })
})

test("with another account's ids there is nothing to see and nothing to change", { timeout: 120_000 }, async () => {
  const marker = 'vermilion-heron'
  const ids = await furnish(marker)
  const before = await inventory()
  const reachable = keyed.filter(({ name }) => !endsItself.has(name))
  await inChunks(reachable, async (operation) => {
    for (const id of parametersIn(operation) > 0 ? ids : ids.slice(0, 1)) {
      const asked = nearlyGood(operation, id)
      const answer = await askAndCheck(operation, asked, stranger)
      assert.ok(
        !answer.text.includes(marker),
        `${operation.name} ${JSON.stringify(asked)}: ${answer.text.slice(0, 500)}`,
      )
      if (parametersIn(operation) > 0)
        assert.ok(answer.status >= 400, `${operation.name} ${asked.path}: ${answer.status} ${answer.text}`)
    }
  })
  assert.deepEqual(await inventory(), before)
})

describe('whatever comes, the answer is a documented one', () => {
  test.each(surfaces.map(([name]) => name))('%s', { timeout: 180_000 }, async (surface) => {
    const own = operations.filter((operation) => operation.surface === surface).toSorted(credentialsLast)
    const failures: unknown[] = []
    for (const operation of own) {
      const random = randomFrom(seed + hash(`${operation.method} ${operation.path}`))
      const key = operation.scope === undefined ? null : await keyFor(operation)
      const requests = [
        nearlyGood(operation),
        ...limitsOf(operation),
        ...disturbed(operation, random),
        ...formsOf(operation, random),
      ]
      await inChunks(requests, async (asked) => {
        const { status } = await askAndCheck(operation, asked, key)
        assert.ok(status !== 429 || key !== gateway.apiKey, 'a limit hides what the operation would have answered')
      }).catch((failure: unknown) => failures.push(failure))
    }
    assert.deepEqual(failures.map(String), [])
  })
})

/** Things of every kind in the first account, all of which say `marker`; their ids. */
async function furnish(marker: string): Promise<string[]> {
  const { call, phoneNumberId, simulatorUrl } = gateway
  const endpoint = await call('POST', '/v1/webhook-endpoints', {
    url: `http://127.0.0.1:9/${marker}`,
    eventTypes: ['message.received'],
  })
  const key = await call('POST', '/v1/api-keys', { name: marker })
  await simulatorControl(simulatorUrl).inbound({
    phoneNumberId,
    from: '14155550177',
    type: 'text',
    text: { body: marker },
    profile: { name: marker },
  })
  const person = async () => (await call('GET', `/v1/conversations?search=${marker}`)).body.data[0]
  await until('the inbound message', async () => (await person()) !== undefined)
  const conversation = await person()
  const sent = await call('POST', '/v1/messages', {
    to: '14155550177',
    type: 'text',
    text: { body: marker },
    metadata: { marker },
  })
  assert.deepEqual([endpoint.status, key.status, sent.status], [201, 201, 202])
  const lists = ['messages', 'contacts', 'numbers', 'events', 'webhook-endpoints', 'api-keys', 'templates'].map(
    (name) => call('GET', `/v1/${name}?limit=1`),
  )
  const listed = (await Promise.all(lists)).map(({ body }) => body.data[0]?.id).filter(Boolean)
  return [...listed, conversation.id, sent.body.id, key.body.id, endpoint.body.id, phoneNumberId, '14155550177']
}

/** What the first account has, by id. */
async function inventory(): Promise<Record<string, string[]>> {
  const lists = ['contacts', 'conversations', 'numbers', 'webhook-endpoints', 'api-keys', 'templates', 'media']
  const entries = lists.map(async (name) => {
    const { body } = await gateway.call('GET', `/v1/${name}?limit=100`)
    return [name, body.data.map(({ id }: { id: string }) => id).sort()]
  })
  return Object.fromEntries(await Promise.all(entries))
}

const unknownId = '01890000-0000-7000-8000-000000000000'

/** A request made from the document's own examples. */
function nearlyGood(operation: Operation, id?: string, at: (name: string) => string = () => ''): Asked {
  const { parameters, path, examples } = operation
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(at(name) || id || pathValue(name)))
  const query = new URLSearchParams()
  for (const { name, in: place, schema } of parameters)
    if (place === 'query' && (at(name) !== '' || isRequired(operation, name)))
      query.set(name, at(name) || queryValue(name, schema))
  const text = query.size > 0 ? `?${query}` : ''
  return { path: `${filled}${text}`, ...(operation.body && { body: JSON.stringify(ownNumbers(examples[0])) }) }
}

const isRequired = ({ parameters }: Operation, name: string) =>
  parameters.some((parameter) => parameter.name === name && (parameter as { required?: boolean }).required)

const parametersIn = ({ parameters }: Operation) =>
  parameters.filter(({ name, in: place }) => place === 'path' && name !== 'version').length

function pathValue(name: string): string {
  if (name === 'version') return 'v23.0'
  if (name === 'phoneNumberId') return gateway.phoneNumberId
  if (name === 'phoneNumber') return '14155552671'
  return name === 'code' ? 'not_found' : unknownId
}

function queryValue(name: string, { enum: names }: { enum?: unknown }): string {
  if (Array.isArray(names)) return String(names[0])
  return name === 'source' ? gateway.phoneNumberId : name === 'limit' ? '2' : unknownId
}

/** The examples name numbers of nobody. */
function ownNumbers(example: unknown): unknown {
  if (typeof example !== 'object' || example === null) return example
  const copy = structuredClone(example) as Record<string, unknown>
  for (const name of ['source', 'phone_number_id']) if (name in copy) copy[name] = gateway.phoneNumberId
  return copy
}

/** Each member and each parameter at and past its limits, one at a time. */
function limitsOf(operation: Operation): Asked[] {
  const good = nearlyGood(operation)
  const bodies = Object.entries((operation.body?.['properties'] ?? {}) as Record<string, object>).flatMap(
    ([name, schema]) =>
      boundariesOf({ ...schema }).map((value) => ({
        ...good,
        body: JSON.stringify({ ...(ownNumbers(operation.examples[0]) as object), [name]: value }),
      })),
  )
  const queries = operation.parameters.flatMap(({ name, in: place, schema }) =>
    place === 'header' || name === 'version'
      ? []
      : boundariesOf(schema).map((value) =>
          nearlyGood(operation, undefined, (one) => (one === name ? String(value) : '')),
        ),
  )
  return [...bodies, ...queries]
}

function disturbed(operation: Operation, random: () => number): Asked[] {
  const names = operation.parameters
    .filter(({ in: place, name }) => place !== 'header' && name !== 'version')
    .map(({ name }) => name)
  const others =
    operation.method === 'GET'
      ? []
      : [pick(random, oddBodies), pick(random, oddBodies)].map(({ text, type }) => ({
          ...nearlyGood(operation),
          body: text,
          type,
        }))
  const made = Array.from({ length: rounds }, () => {
    const odd = names.length > 0 && random() < 0.5 ? pick(random, names) : null
    const value = odd === null ? '' : oddText(random).toWellFormed().slice(0, 1000)
    const asked = nearlyGood(operation, undefined, (name) => (name === odd ? value : ''))
    if (operation.body === null || odd !== null) return asked
    return { ...asked, body: JSON.stringify(disturb(ownNumbers(pick(random, operation.examples)), random)) }
  })
  return [...others, ...made]
}

/** Bodies of the other types that an operation takes: good ones, and what comes of them. */
function formsOf(operation: Operation, random: () => number): Asked[] {
  const good = nearlyGood(operation, undefined, (name) => (name === 'source' ? gateway.phoneNumberId : ''))
  return operation.forms.flatMap((type): Asked[] => {
    if (type === 'multipart/form-data')
      return [goodForm(), ...Array.from({ length: 6 * rounds }, () => oddForm(random))].map((form) => ({
        ...good,
        ...form,
      }))
    if (type !== 'application/x-www-form-urlencoded') return []
    const example = () => ownNumbers(pick(random, operation.examples))
    const made = Array.from({ length: rounds }, () => toForm(disturb(example(), random)))
    return [
      toForm(example()),
      ...made,
      '%',
      'a',
      '&&=&',
      'a[b]=c&a[b]=d',
      `${'a=1&'.repeat(2000)}b`,
      '__proto__={"a":1}',
    ].map((body) => ({ ...good, body, type }))
  })
}

/** Members that are no texts stand as JSON. */
const toForm = (members: unknown): string =>
  new URLSearchParams(
    Object.entries(members ?? {}).map(([name, value]): [string, string] => [
      name,
      typeof value === 'string' ? value.toWellFormed() : String(JSON.stringify(value)),
    ]),
  ).toString()

/** What ends the key that asks, or its account, gets one of its own. */
const endsItself = new Set(['rotateKey', 'eraseAccount'])
const keyFor = async ({ name }: Operation) => (endsItself.has(name) ? register(`${name}@example.com`) : gateway.apiKey)

async function createKey(scopes: string[]): Promise<string> {
  const { status, body } = await gateway.call('POST', '/v1/api-keys', { name: 'property test', scopes })
  assert.equal(status, 201, JSON.stringify(body))
  return body.secret
}

async function register(email: string): Promise<string> {
  const { status, body } = await gateway.call('POST', '/auth/register', { name: 'Stranger', email })
  assert.equal(status, 201, JSON.stringify(body))
  return body.data.apiKey
}

/** Thousands of requests a minute come from one account here. */
async function liftLimit({ accountId, dataDir, databaseUrl }: RunningGateway): Promise<void> {
  const cli = new URL('../../apps/gateway/src/cli.ts', import.meta.url).pathname
  const env = { ...process.env, DAWK_DATA_DIR: dataDir, ...(databaseUrl && { DATABASE_URL: databaseUrl }) }
  const args = ['limits', '--account', accountId, '--requests-per-minute', 'unlimited']
  await promisify(execFile)(process.execPath, [cli, ...args], { env })
}

/** Past those the account sends from another number. */
function credentialsLast(a: Operation, b: Operation): number {
  const isLast = ({ path }: Operation) => Number(/credentials|\/numbers/.test(path))
  return isLast(a) - isLast(b)
}

const hash = (text: string) => [...text].reduce((sum, letter) => (Math.imul(sum, 31) + letter.charCodeAt(0)) | 0, 7)

/** All of them, so that one run tells of every failure. */
async function inChunks<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const failures: string[] = []
  for (let at = 0; at < items.length; at += atOnce)
    for (const outcome of await Promise.allSettled(items.slice(at, at + atOnce).map(work)))
      if (outcome.status === 'rejected') failures.push(String(outcome.reason))
  assert.equal(failures.length, 0, `${failures.length} failures\n${failures.slice(0, 5).join('\n')}`)
}

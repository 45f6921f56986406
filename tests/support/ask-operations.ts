import assert from 'node:assert/strict'
import type { OpenApiDocument } from '@dawk/http/openapi/document.ts'
import { simulatorControl } from '../flow/simulator-control.ts'
import type { RunningGateway } from './gateway.ts'
import { type Answer, createAnswerCheck, type Operation, operationsOf } from './operations.ts'
import { until } from './processes.ts'

export interface Asked {
  path: string
  body?: string | Uint8Array<ArrayBuffer>
  type?: string
  headers?: Record<string, string>
}

export type Asker = ReturnType<typeof createAsker>

/** The body; of a stream of events, which has no end, nothing. */
export async function textOf(reply: Response): Promise<string> {
  if (!reply.headers.get('content-type')?.startsWith('text/event-stream')) return reply.text()
  await reply.body?.cancel()
  return ''
}

/** Asks the operations of a gateway's documents. */
export function createAsker(gateway: RunningGateway, documents: ReadonlyMap<string, OpenApiDocument>) {
  const check = createAnswerCheck(documents)

  async function ask({ surface, method }: Operation, asked: Asked, key: string | null): Promise<Answer> {
    const basic = `Basic ${Buffer.from(`${key}:`).toString('base64')}`
    const reply = await fetch(`${gateway.url}${asked.path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...asked.headers,
        'x-forwarded-for': nextAddress(), // limits of addresses are not what is tested here
        ...(key !== null && { authorization: surface === 'mobile-gateway' ? basic : `Bearer ${key}` }),
        ...(asked.body !== undefined && method !== 'GET' && { 'content-type': asked.type ?? 'application/json' }),
      },
      ...(asked.body !== undefined && method !== 'GET' && { body: asked.body }),
    })
    return { status: reply.status, type: reply.headers.get('content-type') ?? '', text: await textOf(reply) }
  }

  /** The same; fails when the answer is not as documented. */
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

  /** A request made from the document's own examples. */
  function nearlyGood(operation: Operation, id?: string, at: (name: string) => string = () => ''): Asked {
    const { parameters, path, examples } = operation
    const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => asSegment(at(name) || id || pathValue(name)))
    const query = new URLSearchParams()
    for (const { name, in: place, schema } of parameters)
      if (place === 'query' && (at(name) !== '' || isRequired(operation, name)))
        query.set(name, at(name) || queryValue(name, schema))
    const text = query.size > 0 ? `?${query}` : ''
    return { path: `${filled}${text}`, ...(operation.body && { body: JSON.stringify(ownNumbers(examples[0])) }) }
  }

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

  return { ask, askAndCheck, nearlyGood, ownNumbers }
}

/** A client resolves `.` and `..` before it sends them, however they are written: that would be another operation. */
const asSegment = (text: string) => (/^\.{1,2}$/.test(text) ? `${text}~` : encodeURIComponent(text))

const unknownId = '01890000-0000-7000-8000-000000000000'

const isRequired = ({ parameters }: Operation, name: string) =>
  parameters.some((parameter) => parameter.name === name && (parameter as { required?: boolean }).required)

export const parametersIn = ({ parameters }: Operation) =>
  parameters.filter(({ name, in: place }) => place === 'path' && name !== 'version').length

let addresses = 0
function nextAddress(): string {
  addresses++
  return `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`
}

/** Things of every kind in the first account, all of which say `marker`; their ids. */
export async function furnish(gateway: RunningGateway, marker: string): Promise<string[]> {
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

/** Of people who sign in, of what ends the account, and of what reaches out to others. */
const notFurnished =
  /Session|Password|password|TwoFactor|RecoveryCodes|signIn|SignIn|signUp|connectNumber|Invitation|switchAccount|eraseAccount|Reset/

const isOfNothing = ({ path }: Operation) => !path.includes('{')

/**
 * One of everything that the native API creates without naming anything that is there before, from the document's own
 * examples, so that a new kind of thing is among them by itself. Returns the ids that all lists then show, by the list.
 */
export async function furnishAll(
  gateway: RunningGateway,
  documents: ReadonlyMap<string, OpenApiDocument>,
): Promise<Record<string, string[]>> {
  const native = documents.get('native')
  assert.ok(native)
  const operations = operationsOf('native', native).filter(isOfNothing)
  const creating = operations.filter(
    ({ method, scope, examples, name }) =>
      method === 'POST' &&
      scope &&
      examples.length > 0 &&
      !notFurnished.test(name) &&
      /^create|^add|^record/.test(name),
  )
  const numberId = (await gateway.call('GET', '/v1/numbers')).body.data[0].id
  const namesNothing: Readonly<Record<string, object>> = {
    createTeam: { name: 'Sales', memberIds: [] },
    createInboxView: { name: 'Everything', filters: {} },
    createSegment: { name: 'By hand' },
    createExport: { format: 'csv' },
    createCampaign: { name: 'News', numberId, template: { name: 'hello_world', language: 'en_US' } },
  }
  const made = [await importOne(gateway)]
  for (const { path, name, examples } of creating) {
    const { status } = await gateway.call('POST', path, namesNothing[name] ?? examples[0])
    if (status < 300) made.push(name)
  }
  const wanted = ['createLabel', 'createTeam', 'createCannedReply', 'createInboxView', 'createSegment']
  for (const name of [...wanted, 'createAttribute', 'createContact', 'createCampaign', 'createExport', 'createImport'])
    assert.ok(made.includes(name), `${name} is among ${made.join(', ')}`)
  return inventory(gateway, documents)
}

/** What an operation could name: of the lists below or above its path. Two ids of each say as much as all. */
export const idsNear = (listed: Readonly<Record<string, readonly string[]>>, { path }: Operation): string[] =>
  Object.entries(listed).flatMap(([list, ids]) => (path.startsWith(`${list}/`) ? ids.slice(0, 2) : []))

async function importOne({ url, apiKey }: RunningGateway): Promise<string> {
  const body = new FormData()
  body.set('file', new Blob(['phone,name\n14155550199,Ann\n'], { type: 'text/csv' }), 'people.csv')
  const headers = { authorization: `Bearer ${apiKey}` }
  const { status } = await fetch(`${url}/v1/contacts/imports`, { method: 'POST', headers, body })
  assert.equal(status, 201)
  return 'createImport'
}

/** Lists of what happens by itself, and of what an account that asks changes for itself. */
const restless = /\/(events|audit-log|stream|errors|sessions|messages|search|export|counters)$/
const uuid = /^[0-9a-f]{8}-/

/** What the first account has, by the list and by id: every list of the native API that needs no more than a key. */
export async function inventory(
  gateway: RunningGateway,
  documents: ReadonlyMap<string, OpenApiDocument>,
): Promise<Record<string, string[]>> {
  const native = documents.get('native')
  assert.ok(native)
  const lists = operationsOf('native', native).filter(
    (one) => one.method === 'GET' && one.scope && isOfNothing(one) && !restless.test(one.path),
  )
  const entries = lists.map(async ({ path }) => {
    const { body } = await gateway.call('GET', path)
    const rows = Array.isArray(body?.data) ? (body.data as { id?: string }[]) : []
    return [path, rows.flatMap(({ id }) => (id && uuid.test(id) ? [id] : [])).sort()]
  })
  return Object.fromEntries(await Promise.all(entries))
}

/** All of them, so that one run tells of every failure. */
const atOnce = 8

export async function inChunks<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const failures: string[] = []
  for (let at = 0; at < items.length; at += atOnce)
    for (const outcome of await Promise.allSettled(items.slice(at, at + atOnce).map(work)))
      if (outcome.status === 'rejected') failures.push(String(outcome.reason))
  assert.equal(failures.length, 0, `${failures.length} failures\n${failures.slice(0, 5).join('\n')}`)
}

import assert from 'node:assert/strict'
import type { OpenApiDocument } from '@dawk/http/openapi/document.ts'
import { type Asked, type Asker, createAsker, inventory } from './ask-operations.ts'
import type { RunningGateway } from './gateway.ts'
import { goodForm, oddForm } from './odd-forms.ts'
import { disturb, oddBodies, oddText, pick, randomFrom } from './odd-requests.ts'
import { type Operation, operationsOf } from './operations.ts'
import { createValues } from './schema-values.ts'

type Random = () => number

/** What ends the key that asks, or the account, or hides whatever follows. */
const endsItself = new Set([
  'rotateKey',
  'eraseAccount',
  'revokeApiKey',
  'rotateApiKey',
  'disconnectNumber',
  'deregisterNumber',
  'unsubscribeApp',
  'stopLane',
])

/** Requests under way at once. */
const clients = 16

export interface FuzzReport {
  requests: number
  /** How often each status came. */
  statuses: Record<string, number>
  failures: string[]
}

/**
 * Asks every operation of every surface in turn: with values made from its schema, with good requests that are disturbed, and
 * with bytes that have nothing to do with it; with impossible cursors and headers. An answer is as documented, and no 5xx.
 */
export async function fuzz(
  gateway: RunningGateway,
  documents: ReadonlyMap<string, OpenApiDocument>,
  { requests, seed }: { requests: number; seed: number },
): Promise<FuzzReport> {
  const asker = createAsker(gateway, documents)
  const surfaces = [...documents].filter(([name]) => name !== 'all')
  const operations = surfaces
    .flatMap(([name, document]) => operationsOf(name, document))
    .filter(({ name }) => !endsItself.has(name))
  const ids = await idsOf(gateway, documents)
  const operatorKey = /op_\w+/.exec(await gateway.operate('operator-key', { name: 'fuzz' }))?.[0] ?? assert.fail()
  const statuses: Record<string, number> = {}
  const failures: string[] = []
  const makers = new Map(surfaces.map(([name, document]) => [name, createMaker(gateway, asker, document, ids)]))
  let next = 0

  async function askOne(at: number): Promise<void> {
    const operation = operations[at % operations.length] as Operation
    const make = makers.get(operation.surface)
    assert.ok(make)
    const asked = make(operation, randomFrom(seed * 1_000_003 + at))
    const own = operation.surface === 'operator' ? operatorKey : gateway.apiKey
    const key = operation.scope === undefined ? null : own
    const { status } = await asker.askAndCheck(operation, asked, key)
    statuses[status] = (statuses[status] ?? 0) + 1
  }

  /** A slow answer holds up nobody but the client that waits for it. */
  async function client(): Promise<void> {
    for (let at = next++; at < requests && failures.length < 20; at = next++)
      await askOne(at).catch((error: unknown) => {
        const { surface, name } = operations[at % operations.length] as Operation
        failures.push(`request ${at}, ${surface} ${name}: ${String(error)}`)
      })
  }

  await Promise.all(Array.from({ length: clients }, client))
  const { status } = await gateway.call('GET', '/v1/account')
  if (status !== 200)
    failures.push(`the key that asked is answered ${status}: much of what followed was asked of nobody`)
  return { requests, statuses, failures }
}

/** Ids of what the account has, so that some requests find something; the key that asks is not among them, since it would be changed. */
async function idsOf(gateway: RunningGateway, documents: ReadonlyMap<string, OpenApiDocument>): Promise<string[]> {
  const listed = Object.values(await inventory(gateway, documents)).flatMap((ids) => ids.slice(0, 3))
  const own = await ownKeyId(gateway)
  const { body } = await gateway.call('GET', '/v1/messages?limit=3')
  const messages = (body.data as { id: string; wamid: string | null }[]).flatMap(({ id, wamid }) => [id, wamid ?? id])
  return [gateway.phoneNumberId, ...listed.filter((id) => id !== own), ...messages, await childId(gateway, documents)]
}

/** Of an account of the partner, made as the document shows. */
async function childId({ call }: RunningGateway, documents: ReadonlyMap<string, OpenApiDocument>): Promise<string> {
  const partner = documents.get('partner')
  const create = partner && operationsOf('partner', partner).find(({ name }) => name === 'createChildAccount')
  assert.ok(create)
  const child = await call('POST', create.path, create.examples[0])
  assert.equal(child.status, 201, JSON.stringify(child.body))
  return child.body.id
}

async function ownKeyId({ call, apiKey }: RunningGateway): Promise<string> {
  const { data } = (await call('GET', '/v1/api-keys?limit=100')).body
  const shown = `${apiKey.slice(0, 12)}…${apiKey.slice(-4)}`
  const own = (data as { id: string }[]).find((row) => JSON.stringify(row).includes(shown))
  assert.ok(own, 'the key that asks is in the list')
  return own.id
}

function createMaker(
  gateway: RunningGateway,
  { nearlyGood, ownNumbers }: Asker,
  document: OpenApiDocument,
  ids: string[],
) {
  const own = (name: string) => (['source', 'phone_number_id'].includes(name) ? gateway.phoneNumberId : undefined)
  const valueFor = createValues(document, own)

  return (operation: Operation, random: Random): Asked => {
    const names = operation.parameters.map(({ name }) => name)
    const odd = names.length > 0 && random() < 0.3 ? pick(random, names) : null
    const id = random() < 0.6 ? pick(random, ids) : undefined
    const isGiven = new Map(names.map((name) => [name, random() < 0.4]))
    const at = (name: string) => {
      if (name === 'version' || name === 'phoneNumberId') return ''
      if (name === odd) return oddParameter(random)
      const schema = operation.parameters.find((parameter) => parameter.name === name)?.schema
      return schema && isGiven.get(name) && name !== 'id' ? textOf(valueFor(schema, random)) : ''
    }
    const asked = { ...nearlyGood(operation, id, at), headers: random() < 0.2 ? oddHeaders(random) : {} }
    if (operation.method === 'GET') return asked
    return { ...asked, ...bodyOf(operation, random) }
  }

  function bodyOf({ body, examples, forms }: Operation, random: Random): Partial<Asked> {
    const how = random()
    if (forms.includes('multipart/form-data') && how < 0.7) return how < 0.2 ? goodForm() : oddForm(random)
    if (how < 0.1) {
      const { text, type } = pick(random, oddBodies)
      return { body: text, type }
    }
    if (how < 0.15) return { body: blindBytes(random), type: 'application/json' }
    if (body === null) return {}
    if (how < 0.45 && examples.length > 0)
      return { body: JSON.stringify(disturb(ownNumbers(pick(random, examples)), random)) }
    return { body: JSON.stringify(valueFor(body, random) ?? null) }
  }
}

const textOf = (value: unknown): string =>
  (typeof value === 'object' ? JSON.stringify(value) : String(value)).toWellFormed().slice(0, 1000)

const impossible = [
  ...['AAAA', 'eyJhIjoxfQ', '%', '%00', '..', '9'.repeat(400), '-1', 'null', '0', '{}', '[]', '1e309', 'NaN', '٣'],
  ...[
    '2026-02-30T00:00:00Z',
    '+275760-09-13T00:00:00.001Z',
    '-271821-04-19T23:59:59.999Z',
    '0000-00-00',
    '99999-01-01',
  ],
  ...['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff', '018900000000-0000-7000'],
  ...[
    'Zm9v'.repeat(200),
    Buffer.from('{"id":"\u0000"}').toString('base64url'),
    Buffer.from('[1,2]').toString('base64'),
  ],
]

const oddParameter = (random: Random): string =>
  (random() < 0.6 ? pick(random, impossible) : oddText(random)).toWellFormed().slice(0, 1000)

const headerNames = ['idempotency-key', 'if-none-match', 'range', 'accept', 'x-request-id', 'accept-language', 'origin']
const headerValues = [
  ...[
    '',
    ' ',
    'x'.repeat(4000),
    'bytes=0-',
    'bytes=-1',
    'bytes=5-2',
    'bytes=0-99999999999999999999',
    '*/*;q=9',
    'null',
  ],
  ...['"', '\u00e9', 'W/"x"', 'a,b,c', 'text/html', 'application/x-ndjson', '-1', 'NaN', 'http://[', '; charset=x'],
]

function oddHeaders(random: Random): Record<string, string> {
  const count = 1 + Math.floor(random() * 2)
  return Object.fromEntries(
    Array.from({ length: count }, () => [pick(random, headerNames), pick(random, headerValues)]),
  )
}

function blindBytes(random: Random): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(Math.floor(random() * 200))
  for (let at = 0; at < bytes.length; at++) bytes[at] = Math.floor(random() * 256)
  return bytes
}

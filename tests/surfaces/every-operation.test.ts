import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { readDocuments } from '@dawk/http/openapi/read-documents.ts'
import { afterAll, beforeAll, describe, test } from 'vitest'
import {
  type Asked,
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
import { goodForm, oddForm } from '../support/odd-forms.ts'
import { boundariesOf, disturb, oddBodies, oddText, pick, randomFrom } from '../support/odd-requests.ts'
import { type Operation, operationsOf } from '../support/operations.ts'
import { freePort } from '../support/processes.ts'

/** Another seed, or more rounds: `FUZZ_SEED=7 FUZZ_ROUNDS=100 npx vitest run tests/surfaces/every-operation.test.ts`. */
const seed = Number(process.env['FUZZ_SEED'] ?? 1)
const rounds = Number(process.env['FUZZ_ROUNDS'] ?? 8)

const all = await readDocuments()
const surfaces = [...all].filter(([name]) => name !== 'all')
const operations = surfaces.flatMap(([name, document]) => operationsOf(name, document))
const keyed = operations.filter(({ scope }) => scope !== undefined)

let gateway: RunningGateway
let askAndCheck: Asker['askAndCheck']
let nearlyGood: Asker['nearlyGood']
let ownNumbers: Asker['ownNumbers']
let stranger: string
let reader: string
let operatorKey: string
beforeAll(async () => {
  const port = String(await freePort())
  gateway = await startGateway(null, {
    SIMULATOR_PORT: port,
    META_GRAPH_URL: `http://127.0.0.1:${port}`,
    DAWK_TRUST_PROXY: '127.0.0.1/32',
  })
  ;({ askAndCheck, nearlyGood, ownNumbers } = createAsker(gateway, all))
  await liftLimit(gateway)
  await gateway.operate('partner', { account: gateway.accountId })
  operatorKey = /op_\w+/.exec(await gateway.operate('operator-key', { name: 'test' }))?.[0] ?? ''
  stranger = await register('stranger@example.com')
  reader = await createKey(['audit:read'])
})
afterAll(() => gateway.close())

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

test("with another account's ids there is nothing to see and nothing to change", { timeout: 240_000 }, async () => {
  const marker = 'vermilion-heron'
  const ids = await furnish(gateway, marker)
  const listed = await furnishAll(gateway, all)
  const before = await inventory(gateway, all)
  const reachable = keyed.filter(({ name }) => !endsItself.has(name))
  await inChunks(reachable, async (operation) => {
    const named = new Set([...ids, ...idsNear(listed, operation)])
    for (const id of parametersIn(operation) > 0 ? named : ids.slice(0, 1)) {
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
  assert.deepEqual(await inventory(gateway, all), before)
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
/** And what ends the sending or receiving of the number that all others use. */
const endsNumber = new Set(['deregisterNumber', 'unsubscribeApp'])
const keyFor = async ({ name, surface }: Operation) =>
  surface === 'operator'
    ? operatorKey
    : endsItself.has(name) || endsNumber.has(name)
      ? register(`${name}@example.com`)
      : gateway.apiKey

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

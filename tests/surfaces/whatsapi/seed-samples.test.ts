import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { Server } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { until } from '../../support/processes.ts'
import { startStripe } from '../../support/stripe.ts'

/** The samples of the vendor's page, run as they stand: only host, key, ids and the obscured address are put in. */
const fixture = await readFile(
  new URL('../../../packages/http/src/surfaces/whatsapi/fixtures/samples.txt', import.meta.url),
  'utf8',
)
const samples = new Map(
  fixture
    .split(/^=== /m)
    .slice(1)
    .map((part): [string, string] => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1).trim()]),
)
/** It brings no types along. */
const express = createRequire(import.meta.url)('express') as (() => {
  use(part: unknown): ReturnType<typeof express>
  listen(port: number, host: string): Server
}) & { json(): unknown }
const run = promisify(execFile)
const hasRequests = await run('python3', ['-c', 'import requests']).then(
  () => true,
  () => false,
)
if (!hasRequests) console.warn('NO PYTHON WITH requests HERE: THE PYTHON SAMPLES OF THE PAGE ARE NOT RUN')

let stripe: Awaited<ReturnType<typeof startStripe>>
let gateway: RunningGateway
beforeAll(async () => {
  stripe = await startStripe('sk_test_stripe', 'whsec_stripe')
  gateway = await startGateway(null, {
    STRIPE_SECRET_KEY: 'sk_test_stripe',
    STRIPE_WEBHOOK_SECRET: 'whsec_stripe',
    STRIPE_PRICE_BASIC: 'price_basic',
    STRIPE_PRICE_PRO: 'price_pro',
    STRIPE_API_URL: stripe.url,
    DAWK_TRUST_PROXY: '127.0.0.1/32',
  })
})
afterAll(async () => {
  await gateway?.close()
  await stripe?.close()
})

const text = (name: string): string => samples.get(name) ?? assert.fail(`no sample ${name}`)

let mails = 0
interface Given {
  key?: string
  messageId?: string
  webhook?: string
}

function filledIn(name: string, { key = gateway.apiKey, messageId = '', webhook }: Given): string {
  mails++
  return text(name)
    .replaceAll('https://whatsapi.cc', gateway.url)
    .replaceAll('[email protected]', `sample-${mails}@example.com`)
    .replaceAll(/sk_live_(a1b2c3)?\.\.\.|sk_live_OLD_KEY/g, key)
    .replaceAll(/MESSAGE_ID_HERE|9dd15ee1-\.\.\./g, messageId)
    .replaceAll('https://yourapp.com/webhooks/whatsapi', webhook ?? 'https://yourapp.com/webhooks/whatsapi')
}

/** Each answer of a shell sample: its status and what it says. `curl` is the real one, which also tells the status. */
// biome-ignore lint/suspicious/noExplicitAny: bodies of many shapes
async function shell(name: string, given: Given = {}): Promise<{ status: number; body: any }[]> {
  const tellStatus = `curl() { command curl -sS -w '\\n%{http_code}\\n' "$@"; }\n`
  const { stdout } = await run('bash', ['-euc', tellStatus + filledIn(name, given)])
  const lines = stdout.trimEnd().split('\n')
  return lines.flatMap((line, at) => (at % 2 === 0 ? [{ status: Number(lines[at + 1]), body: JSON.parse(line) }] : []))
}

async function one(name: string, given: Given = {}) {
  const [answer] = await shell(name, given)
  assert.ok(answer)
  return answer
}

/** What a sample in JavaScript or Python prints. */
async function printed(name: string, given: Given = {}): Promise<string> {
  const env = { ...process.env, WHATSAPI_KEY: given.key ?? gateway.apiKey }
  const program = name.endsWith('.py') ? 'python3' : process.execPath
  const args = name.endsWith('.py') ? ['-c'] : ['--input-type=module', '-e']
  return (await run(program, [...args, filledIn(name, given)], { env })).stdout.trim()
}

/** Of another account each time, as if from elsewhere: registrations are limited by address. */
async function newKey(): Promise<string> {
  mails++
  const person = { name: 'Your Name', email: `other-${mails}@example.com` }
  const { status, body } = await gateway.call('POST', '/auth/register', person, {
    'x-forwarded-for': `192.0.2.${mails}`,
  })
  assert.equal(status, 201, JSON.stringify(body))
  return body.data.apiKey
}

const settled = (id: string) =>
  until(`the delivery of ${id}`, async () => {
    const { body } = await gateway.call('GET', `/messages/${id}`)
    return body.data.deliveredAt !== null
  })

const languages = ['js', ...(hasRequests ? ['py'] : [])]

describe('step by step', () => {
  test('1: get an API key', async () => {
    const { status, body } = await one('register.sh')
    assert.deepEqual([status, body.data.plan], [201, 'free'])
    for (const language of ['js']) assert.match(await printed(`register.${language}`), /^sk_live_[0-9a-f]{48}$/)
  })

  test.skipIf(!hasRequests)('1: get an API key, in Python', async () => {
    assert.match(await printed('register.py'), /^sk_live_[0-9a-f]{48}$/)
  })

  test('2: credentials are saved; what Meta does not know is said when they are verified', async () => {
    const { body } = await one('register.sh')
    const [saved, verified] = await shell('credentials.sh', { key: body.data.apiKey })
    assert.deepEqual([saved?.status, saved?.body.data.byocConfigured], [200, true])
    assert.equal(verified?.body.success, false)
    assert.ok([400, 503].includes(verified?.status ?? 0), `${verified?.status}`)
    const [removed] = await shell('remove-credentials.sh', { key: body.data.apiKey })
    assert.deepEqual([removed?.status, removed?.body.data.byocConfigured], [200, false])
    const [again] = await shell('set-credentials.sh', { key: body.data.apiKey })
    assert.equal(again?.status, 200)
  })

  test('3 and 4: the first message is sent, and is delivered', async () => {
    const { status, body } = await one('first-message.sh')
    assert.deepEqual([status, body.data.status], [202, 'queued'])
    const ids = [
      body.data.id,
      ...(await Promise.all(languages.map((language) => printed(`first-message.${language}`)))),
    ]
    for (const id of ids) {
      await settled(id)
      const answer = await one('check.sh', { messageId: id })
      assert.ok(['delivered', 'read'].includes(answer.body.data.status), answer.body.data.status)
    }
  })
})

test('the same Idempotency-Key and the same bytes: one message', async () => {
  const first = await one('send.sh')
  const again = await one('send.sh')
  assert.deepEqual([first.status, first.body.data.id], [202, again.body.data.id])
  for (const language of languages) await assert.rejects(printed(`send.${language}`), `${language} writes other bytes`)
  const messages = await gateway.call('GET', '/messages?limit=200')
  const sent = messages.body.data.filter(
    (message: { metadata: { orderId?: string } | null }) => message.metadata?.orderId,
  )
  assert.equal(sent.length, 1)
  assert.equal(
    (await one('status.sh', { messageId: first.body.data.id })).body.data.body,
    'Hi Sarah! Your order #1234 has shipped.',
  )
})

test.each(languages)('a message with an Idempotency-Key, in %s', async (language) => {
  assert.match(await printed(`send.${language}`, { key: await newKey() }), /^[0-9a-f-]{36}$/)
})

test('a template with parameters', async () => {
  const { status, body } = await one('template.sh')
  assert.equal(status, 202, JSON.stringify(body))
  await settled(body.data.id)
})

test('bulk, the list of failed ones, a retry, and the summary', async () => {
  const bulk = await one('bulk.sh')
  assert.equal(bulk.status, 202)
  assert.deepEqual([bulk.body.data.totalMessages, bulk.body.data.queued, bulk.body.data.failedCount], [2, 2, 0])
  const [first] = (await gateway.call('GET', `/messages?batchId=${bulk.body.data.batchId}`)).body.data
  await settled(first.id)
  assert.equal((await one('retry.sh', { messageId: first.id })).status, 409, 'only what has failed is sent again')
  const failing = await gateway.call('POST', '/send-message', { to: '15550000001', message: 'Nobody is there' })
  const failed = async () =>
    (await one('list.sh')).body.data.find(({ id }: { id: string }) => id === failing.body.data.id)
  await until('the failure', async () => (await failed()) !== undefined)
  const retried = await one('retry.sh', { messageId: failing.body.data.id })
  assert.deepEqual([retried.status, retried.body.data.status], [202, 'queued'])
  const summary = await one('summary.sh')
  assert.ok(summary.body.data.total >= 3)
})

test('the webhook, received by the sample handler', async (t) => {
  const app = express().use(express.json())
  const said: string[] = []
  const log = { log: (...words: string[]) => said.push(words.join(' ')), error: () => undefined }
  new Function('app', 'console', text('handler.js'))(app, log)
  const server = app.listen(0, '127.0.0.1')
  t.onTestFinished(() => void server.close())
  await once(server, 'listening')
  const webhook = `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks/whatsapi`
  assert.equal((await one('webhook.sh', { webhook })).status, 200)
  await one('first-message.sh')
  await until('the delivery', async () => said.includes('Delivered to 14155552671'))
  assert.deepEqual((await one('remove-webhook.sh')).body.data, { webhookUrl: null })
})

test('a new key, and the old one is dead', async () => {
  const key = await newKey()
  const rotated = await one('rotate.sh', { key })
  assert.match(rotated.body.data.apiKey, /^sk_live_[0-9a-f]{48}$/)
  assert.equal((await one('summary.sh', { key })).status, 401)
})

test('a plan is bought', async () => {
  const { status, body } = await one('checkout.sh')
  assert.ok(status === 200 ? body.data.url : body.error, JSON.stringify(body))
  const portal = await one('portal.sh')
  assert.equal(portal.status, 200, JSON.stringify(portal.body))
  assert.match(portal.body.data.url, /^https?:/)
})

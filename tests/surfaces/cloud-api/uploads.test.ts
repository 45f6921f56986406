import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { connect } from 'node:net'
import { appIdOf } from '@dawk/simulator/numbers/numbers.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { simulatorControl } from '../../flow/simulator-control.ts'
import { files, padded } from '../../media/files.ts'
import { type Reply, type RunningGateway, startGateway } from '../../support/gateway.ts'
import { freePort, until } from '../../support/processes.ts'

const number = {
  phoneNumberId: '106540352242933',
  wabaId: '102290129340333',
  displayPhoneNumber: '+1 555-078-3833',
  verifiedName: 'Shop',
  accessToken: 'EAAGtokenOfAnotherApp',
  appSecret: 'the-secret-of-another-app',
}

const third = {
  ...number,
  phoneNumberId: '106540352242934',
  wabaId: '102290129340334',
  accessToken: 'EAAGtokenOfAThirdApp',
  appSecret: 'the-secret-of-a-third-app',
}

let gateway: RunningGateway
let wabaId: string
let appId: string
beforeAll(async () => {
  const port = String(await freePort())
  gateway = await startGateway(null, { SIMULATOR_PORT: port, META_GRAPH_URL: `http://127.0.0.1:${port}` })
  await control('faults', { templateReviewMs: 1000 })
  await control('numbers', { numbers: [number, third] })
  const sandbox = await simulatorControl(gateway.simulatorUrl).number(gateway.phoneNumberId)
  wabaId = sandbox.wabaId
  appId = appIdOf(sandbox)
})
afterAll(() => gateway.close())

async function control(path: string, body: object): Promise<void> {
  const reply = await fetch(`${gateway.simulatorUrl}/_simulator/${path}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  assert.equal(reply.status, 200)
}

const graph = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  gateway.call(method, `/graph/v23.0/${path}`, body, headers)
const open = (app: string, length: number, type = 'image/png') =>
  graph('POST', `${app}/uploads?file_name=head.png&file_length=${length}&file_type=${encodeURIComponent(type)}`)

/** As Meta's page does it with curl, which calls any bytes a form. */
async function send(id: string, bytes: Uint8Array, offset: number, key = gateway.apiKey): Promise<Reply> {
  const reply = await fetch(`${gateway.url}/graph/v23.0/${id}`, {
    method: 'POST',
    headers: {
      authorization: `OAuth ${key}`,
      file_offset: String(offset),
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: Buffer.from(bytes),
  })
  return { status: reply.status, headers: reply.headers, body: await reply.json() }
}
const offsetOf = async (id: string) =>
  (await graph('GET', id, undefined, { authorization: `OAuth ${gateway.apiKey}` })).body.file_offset

const errorOf = ({ status, body }: Reply) => [status, body.error?.code, body.error?.error_subcode]

test("a client of Meta's uploads the sample of a header and creates a template with its handle", async () => {
  const opened = await open(appId, files.png.length)
  assert.equal(opened.status, 200, JSON.stringify(opened.body))
  assert.deepEqual(Object.keys(opened.body), ['id'])
  assert.match(opened.body.id, /^upload:[\w-]+\?sig=[\w-]+$/)
  const sent = await send(opened.body.id, files.png, 0)
  assert.deepEqual([sent.status, Object.keys(sent.body)], [200, ['h']])
  const sum = createHash('sha256').update(files.png).digest('base64url')
  assert.ok(sent.body.h.includes(`ARb${sum}`), 'Meta has the very bytes')
  const template = {
    name: 'with_a_head',
    language: 'en_US',
    category: 'UTILITY',
    components: [
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: [sent.body.h] } },
      { type: 'BODY', text: 'Your order is on its way' },
    ],
  }
  const made = await graph('POST', `${wabaId}/message_templates`, template)
  assert.deepEqual([made.status, made.body.status], [200, 'PENDING'], JSON.stringify(made.body))
  const status = async () => (await graph('GET', `${made.body.id}?fields=status`)).body.status
  await until('approved', async () => (await status()) === 'APPROVED')
})

test('an upload goes on from where Meta is, in another process too; the file may be named in the body', async () => {
  const bytes = padded(files.pdf, 30_000)
  const form = `file_name=a.pdf&file_length=${bytes.length}&file_type=application/pdf`
  const opened = await graph('POST', `${appId}/uploads`, form, { 'content-type': 'application/x-www-form-urlencoded' })
  const { id } = opened.body
  assert.equal(await offsetOf(id), 0)
  const part = await send(id, bytes.subarray(0, 10_000), 0)
  assert.deepEqual(part.body, { id, file_offset: 10_000 })
  assert.deepEqual(errorOf(await send(id, bytes, 0)), [400, 100, undefined])
  await broken(id, bytes.subarray(10_000))
  assert.equal(await offsetOf(id), 10_000, 'what came in half is not handed on')
  const versionless = await gateway.call('GET', `/graph/${id}`)
  assert.deepEqual(versionless.body, { id, file_offset: 10_000 })
  const done = await send(id, bytes.subarray(10_000), 10_000)
  assert.ok(done.body.h.includes(createHash('sha256').update(bytes).digest('base64url')))
  assert.deepEqual(errorOf(await send(id, bytes, 0)), [400, 100, 33], 'the session has ended')
})

/** A client that goes away in the middle of its bytes. */
async function broken(id: string, bytes: Uint8Array): Promise<void> {
  const { hostname, port } = new URL(gateway.url)
  const socket = connect(Number(port), hostname)
  const lines = [
    `POST /graph/v23.0/${id} HTTP/1.1`,
    'Host: x',
    `Authorization: OAuth ${gateway.apiKey}`,
    'File_Offset: 10000',
    `Content-Length: ${bytes.length}`,
  ]
  await new Promise<void>((resolve) =>
    socket.write(`${lines.join('\r\n')}\r\n\r\n${Buffer.from(bytes.subarray(0, 5000)).toString('latin1')}`, () =>
      resolve(),
    ),
  )
  await new Promise<void>((resolve) => {
    socket.once('close', () => resolve())
    socket.destroy()
  })
}

test('what cannot be a sample is refused before Meta is asked, in its words', async () => {
  const refusals: [string, RegExp][] = [
    ['', /file_length is required/],
    ['?file_length=5', /file_type is required/],
    ['?file_length=0&file_type=image/png', /file_length must be 1 to 16777216/],
    ['?file_length=16777217&file_type=image/png', /file_length must be/],
    ['?file_length=1e3&file_type=image/png', /file_length must be/],
    ['?file_length=5&file_type=image/webp', /file_type must be one of application\/pdf, .*image\/jpg/],
  ]
  for (const [query, words] of refusals) {
    const { status, body } = await graph('POST', `${appId}/uploads${query}`)
    assert.deepEqual([status, body.error.code], [400, 100])
    assert.match(`${body.error.message} ${body.error.error_data?.details}`, words)
  }
  const { id } = (await open(appId, 5)).body
  assert.match((await send(id, Buffer.alloc(6), 0)).body.error.message, /more bytes than file_length/)
  assert.deepEqual(errorOf(await send(id, Buffer.alloc(1), Number.NaN)), [400, 100, undefined])
  const endless = await send(id, Buffer.alloc(16 * 1024 * 1024 + 1), 0)
  assert.deepEqual(errorOf(endless), [400, 131053, undefined])
  assert.match(endless.body.error.error_data.details, /A sample has at most 16777216 bytes/)
})

test('sessions of others, and names that are none, are as good as not there', async () => {
  const { id } = (await open(appId, 5)).body
  const other = await gateway.call('POST', '/auth/register', { name: 'Other', email: 'uploads@example.com' })
  const key = other.body.data.apiKey
  assert.deepEqual(errorOf(await send(id, Buffer.from('12345'), 0, key)), [400, 100, 33])
  const theirs = { authorization: `Bearer ${key}` }
  assert.deepEqual(errorOf(await graph('GET', id, undefined, theirs)), [400, 100, 33])
  for (const odd of ['upload:x?sig=y', 'upload:x', `${id.split('?')[0]}?sig=eHg`, 'upload:%00?sig=%00'])
    assert.deepEqual(errorOf(await graph('GET', odd)), [400, 100, 33], odd)
  const elsewhere = Buffer.from('upload:../me/accounts').toString('base64url')
  assert.deepEqual(errorOf(await graph('GET', `${id.split('?')[0]}?sig=${elsewhere}`)), [400, 100, 33])
  assert.equal((await send(id, Buffer.from('12345'), 0)).status, 200)
})

test('an app that is none of ours means the one behind the numbers; of several it must be named', async () => {
  assert.equal((await open('app', 5)).status, 200)
  assert.deepEqual(await appAndHandle('123456789'), [appId, true])
  await connectNumber(number)
  assert.deepEqual(await appAndHandle('123456789'), [appIdOf(number), true])
  await connectNumber(third)
  assert.deepEqual(errorOf(await open('123456789', 5)), [400, 100, 33])
  for (const app of [appId, appIdOf(number), appIdOf(third)]) assert.deepEqual(await appAndHandle(app), [app, true])
})

const wabas = () =>
  new Map([
    [wabaId, appId],
    [number.wabaId, appIdOf(number)],
    [third.wabaId, appIdOf(third)],
  ])

/** Whose session it is, and whether it ends with a handle. */
async function appAndHandle(app: string) {
  const { id } = (await open(app, 5)).body
  const [, named = ''] = /^upload:([\w-]+)/.exec(id) ?? []
  const { body } = await send(id, Buffer.from('12345'), 0)
  return [wabas().get(Buffer.from(named, 'base64url').toString()), typeof body.h === 'string']
}

async function connectNumber({ phoneNumberId, accessToken }: typeof number) {
  const connected = await gateway.call('POST', '/v1/numbers', { phoneNumberId, accessToken })
  assert.equal(connected.status, 201, JSON.stringify(connected.body))
  assert.equal((await gateway.call('POST', `/v1/numbers/${connected.body.id}/verify`)).status, 200)
}

import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import broadcast from '../../../packages/http/src/surfaces/mobile-gateway/fixtures/broadcast.json' with { type: 'json' }
import errors from '../../../packages/http/src/surfaces/mobile-gateway/fixtures/errors.json' with { type: 'json' }
import mo from '../../../packages/http/src/surfaces/mobile-gateway/fixtures/get-mo.json' with { type: 'json' }
import mt from '../../../packages/http/src/surfaces/mobile-gateway/fixtures/get-mt.json' with { type: 'json' }
import sendText from '../../../packages/http/src/surfaces/mobile-gateway/fixtures/send-text.json' with { type: 'json' }
import { samples } from '../../../packages/simulator/src/media/samples.ts'
import { freshPhone, simulatorControl } from '../../flow/simulator-control.ts'
import { type Reply, type RunningGateway, startGateway } from '../../support/gateway.ts'
import { until } from '../../support/processes.ts'

let gateway: RunningGateway
let simulator: ReturnType<typeof simulatorControl>
beforeAll(async () => {
  gateway = await startGateway(null)
  simulator = simulatorControl(gateway.simulatorUrl)
})
afterAll(() => gateway.close())

const root = '/rest/wab/v1'
const basic = (user: string, password = '') => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
})
const call = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> =>
  gateway.call(method, `${root}${path}`, body, { ...basic(gateway.apiKey), ...headers })
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const text = () => ({ ...sendText.request, source: gateway.phoneNumberId, destination: `+${freshPhone()}` })
const sameKeys = (actual: object, expected: object) => assert.deepEqual(Object.keys(actual), Object.keys(expected))

test("the seed's text is accepted as in the seed, and reaches Meta", async () => {
  const { status, body } = await call('POST', '/messages', { ...sendText.request, source: gateway.phoneNumberId })
  const [{ id }] = body
  assert.match(id, uuid)
  assert.deepEqual([status, body], [202, [{ ...sendText.reply[0], id }]])
  const [taken] = await until('the send', async () => {
    const sends = await simulator.sendsOf(id)
    return sends.length > 0 && sends
  })
  assert.deepEqual([taken?.to, taken?.type], [sendText.request.destination.slice(1), 'text'])
})

test("the seed's broadcast: an entry for each destination, in order, each a message of its own", async () => {
  const { status, body } = await call('POST', '/messages/broadcast', {
    ...broadcast.request,
    source: gateway.phoneNumberId,
  })
  assert.equal(status, 202)
  assert.deepEqual(
    body.map((entry: object, index: number) => ({ ...entry, id: broadcast.reply[index]?.id })),
    broadcast.reply,
  )
  for (const { id, destination } of body) {
    const { body: found } = await call('GET', `/messages?id=${id}`)
    assert.equal(found.destination, destination)
  }
})

test('without the + a destination is read the same; what is read back has it, and a broadcast is answered as it asked', async () => {
  const phone = freshPhone()
  const { body: sent } = await call('POST', '/messages', { ...text(), destination: phone })
  assert.equal((await call('GET', `/messages?id=${sent[0].id}`)).body.destination, `+${phone}`)
  const destination = [freshPhone(), `+${freshPhone()}`]
  const { status, body } = await call('POST', '/messages/broadcast', { ...text(), destination })
  assert.deepEqual(
    [status, ...body.map((entry: { destination: string; status: string }) => [entry.destination, entry.status])],
    [202, [destination[0], 'accepted'], [destination[1], 'accepted']],
  )
  const { body: first } = await call('GET', `/messages?id=${body[0].id}`)
  assert.equal(first.destination, `+${destination[0]}`)
})

test('a message reads as the MT of the seed, with the reference it was given', async () => {
  const { body: sent } = await call('POST', '/messages', { ...text(), reference: mt.reference })
  const { status, body } = await call('GET', `/messages?id=${sent[0].id}`)
  assert.equal(status, 200)
  sameKeys(body, mt)
  const { id, direction, reference, source } = body
  assert.deepEqual([id, direction, reference, source], [sent[0].id, 'MT', mt.reference, gateway.phoneNumberId])
  assert.deepEqual(JSON.parse(body.content).text, { preview_url: false, body: 'Hello' })
  assert.equal(JSON.parse(body.content).biz_opaque_callback_data, id)
})

test("a person's message reads as the MO of the seed, by wamid as well", async () => {
  const from = freshPhone()
  const received = { phoneNumberId: gateway.phoneNumberId, from, type: 'text', text: { body: 'Kia ora' } }
  const [wamid = ''] = await simulator.inbound(received)
  const { body } = await until('the message', async () => {
    const reply = await call('GET', `/messages?id=${encodeURIComponent(wamid)}`)
    return reply.status === 200 && reply
  })
  sameKeys(body, mo)
  assert.deepEqual(
    [body.source, body.destination, body.direction, body.reference],
    [`+${from}`, gateway.phoneNumberId, 'MO', ''],
  )
  const { errors: none, from: sender, text: content } = JSON.parse(body.content)
  assert.deepEqual([none, sender, content], [null, `+${from}`, { preview_url: false, body: 'Kia ora' }])
  assert.equal((await call('GET', `/messages?id=${body.id}`)).status, 200)
})

test('what one dialect sends another reads, by either id', async () => {
  const { body } = await call('POST', '/messages', { ...text(), reference: 'order-7' })
  const view = await until('the wamid', async () => {
    const { body: seen } = await gateway.call('GET', `/messages/${body[0].id}`)
    return seen.data.wamid && seen.data
  })
  assert.deepEqual(view.metadata, { reference: 'order-7' })
  assert.equal((await call('GET', `/messages?id=${encodeURIComponent(view.wamid)}`)).body.id, body[0].id)
})

test('a template as the vendor writes it reaches Meta without its blanks', async () => {
  const destination = `+${freshPhone()}`
  const template = {
    name: 'order_ready',
    language: { policy: '', code: 'en_US' },
    components: [
      {
        type: 'body',
        parameters: ['Asha', 'A-77'].map((value) => ({ type: 'text', parameter_name: '', text: value })),
      },
    ],
  }
  const { body } = await call('POST', '/messages', { ...text(), destination, type: 'template', template })
  await until('the send', async () => (await simulator.sendsOf(body[0].id)).length > 0)
  const { body: found } = await call('GET', `/messages?id=${body[0].id}`)
  assert.deepEqual(JSON.parse(found.content).template, template)
})

test('a repeated Idempotency-Key gives the same messages and sends nothing', async () => {
  const body = { ...broadcast.request, source: gateway.phoneNumberId }
  const ask = (key: string, asked: object) => call('POST', '/messages/broadcast', asked, { 'idempotency-key': key })
  const first = await ask('wab-1', body)
  const again = await ask('wab-1', body)
  assert.deepEqual([again.body, again.headers.get('idempotency-replayed')], [first.body, 'true'])
  const other = await ask('wab-1', { ...body, text: { body: 'Bye' } })
  assert.equal(other.status, 409)
  sameKeys(other.body, errors[400])
  const single = text()
  const [one, two] = [
    await call('POST', '/messages', single, { 'idempotency-key': 'wab-2' }),
    await call('POST', '/messages', single, { 'idempotency-key': 'wab-2' }),
  ]
  assert.deepEqual(two?.body, one?.body)
})

test('the number is named by any of its names', async () => {
  const { body: node } = await gateway.call('GET', `/graph/v23.0/${gateway.phoneNumberId}`)
  const digits = node.display_phone_number.replace(/\D/g, '')
  for (const source of [digits, `+${digits}`]) {
    const { status, body } = await call('POST', '/messages', { ...text(), source })
    assert.equal(status, 202, JSON.stringify(body))
  }
  for (const source of ['1234567890', '01890000-0000-7000-8000-000000000000', '+']) {
    const unknown = await call('POST', '/messages', { ...text(), source })
    assert.deepEqual([unknown.status, unknown.body], [400, badRequest('source is not a number of this account')])
  }
})

const badRequest = (error: string) => ({ error, message: 'Bad Request', statusCode: 400 })

test('the key comes as user name, bare, or as Bearer; else 401', async () => {
  const { apiKey } = gateway
  const status = async (authorization: string) => (await call('POST', '/messages', text(), { authorization })).status
  assert.deepEqual(
    [
      await status(basic(apiKey).authorization),
      await status(`Basic ${apiKey}`),
      await status(`Bearer ${apiKey}`),
      await status(basic(apiKey, 'x').authorization),
      await status(basic('nobody').authorization),
      await status(`Basic sk_live_${'0'.repeat(48)}`),
      await status('Basic %%%'),
    ],
    [202, 202, 202, 401, 401, 401, 401],
  )
  const missing = await fetch(`${gateway.url}${root}/messages?id=x`)
  assert.deepEqual([missing.status, missing.headers.get('www-authenticate')?.startsWith('Basic ')], [401, true])
  sameKeys((await missing.json()) as object, errors[400])
})

const foreign = '01890000-0000-7000-8000-000000000000'
test.each([
  ['no id', '/messages', 422, 'id'],
  ['two ids', '/messages?id=a&id=b', 422, 'id'],
  ['another form', '/messages?id=7', 422, 'id'],
  ['a NUL', '/messages?id=%00', 422, 'id'],
  ['an unknown id', `/messages?id=${foreign}`, 404, 'id'],
  ['an unknown wamid', '/messages?id=wamid.nobody', 404, 'id'],
])('GET with %s answers in the shape of 422', async (_name, path, status, field) => {
  const reply = await call('GET', path)
  assert.equal(reply.status, status)
  sameKeys(reply.body, errors[422])
  sameKeys(reply.body.errors[0], errors[422].errors[0] as object)
  assert.equal(reply.body.errors[0].field, field)
})

/** What is wrong, the change to a good body, and a word of the answer. */
const wrong: [string, object | string, string][] = [
  ['no destination', { destination: undefined }, 'destination'],
  ['a list as destination', { destination: ['+64123456789'] }, 'destination'],
  ['letters', { destination: 'Sarah' }, 'destination'],
  ['a national number', { destination: '021123456' }, 'destination'],
  ['the same without its 0 and with spaces', { destination: '+64 21 123 456' }, 'destination'],
  ['a national number without its 0', { destination: '21123456' }, 'destination'],
  ['a long number', { destination: '+6412345678901234' }, 'destination'],
  ['a short number', { destination: '+641234' }, 'destination'],
  ['a number', { destination: 64123456789 }, 'destination'],
  ['no type', { type: undefined }, 'type'],
  ['an unknown type', { type: 'fax' }, 'type'],
  ['a prototype as type', { type: '__proto__' }, 'type'],
  ['no source', { source: undefined }, 'source'],
  ['an empty source', { source: '' }, 'source'],
  ['half a pair as source', '{"source":"\\ud800"}', 'source'],
  ['no content', { text: undefined }, 'text'],
  ['content of another type', { type: 'image' }, 'image'],
  ['a string as content', { text: 'Hello' }, 'text'],
  ['a NUL', { text: { body: 'a\0b' } }, 'text'],
  ['half a surrogate pair', '{"text":{"body":"\\udfff"}}', 'text'],
  ['a long reference', { reference: 'x'.repeat(256) }, 'reference'],
  ['a number as reference', { reference: 7 }, 'reference'],
  ['a list as context', { context: [] }, 'context'],
  ['a number as quoted message', { context: { message_id: 7 } }, 'context.message_id'],
  ['deep content', `{"text":{"body":${'['.repeat(99)}${']'.repeat(99)}}}`, 'text'],
]
test.each(wrong)('%s answers 400 in the shape of the seed', async (_name, change, word) => {
  const good = { ...text(), destination: '+64123456789' }
  const changed =
    typeof change === 'string' ? `${JSON.stringify(good).slice(0, -1)},${change.slice(1)}` : { ...good, ...change }
  const reply = await call('POST', '/messages', changed)
  assert.deepEqual([reply.status, Object.keys(reply.body)], [400, Object.keys(errors[400])], JSON.stringify(reply.body))
  assert.equal(reply.body.statusCode, 400)
  assert.ok(reply.body.error.includes(word), reply.body.error)
})

test.each([
  ['no destinations', []],
  ['no list', '+64123456789'],
  ['a bad one among them', ['+64123456789', 'Sarah']],
  ['null', [null]],
])('broadcast: %s answers 400, and nothing is stored', async (_name, destination) => {
  const before = (await gateway.call('GET', '/messages')).body.pagination.total
  const reply = await call('POST', '/messages/broadcast', { ...text(), destination })
  assert.deepEqual([reply.status, Object.keys(reply.body)], [400, Object.keys(errors[400])])
  assert.equal((await gateway.call('GET', '/messages')).body.pagination.total, before)
})

test('null counts as absent, members that nobody knows are passed over', async () => {
  const reply = await call('POST', '/messages', {
    ...text(),
    reference: null,
    image: null,
    context: null,
    priority: 'x',
  })
  assert.deepEqual([reply.status, reply.body[0].reference], [202, ''])
})

test('the transport refuses in the same shape', async () => {
  const replies = [
    await call('POST', '/messages', { ...text(), text: { body: 'x'.repeat(1_100_000) } }),
    await call('POST', '/messages', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }),
    await call('PATCH', '/messages', {}),
    await call('GET', '/nowhere'),
    await call('POST', '/messages', '{'),
    await call('POST', '/messages', ''),
  ]
  assert.deepEqual(
    replies.map(({ status }) => status),
    [413, 415, 405, 404, 400, 400],
  )
  for (const { status, body } of replies) {
    sameKeys(body, errors[400])
    assert.equal(body.statusCode, status)
  }
})

test('the document of this surface names its operations, without a key', async () => {
  const document = (await (await fetch(`${gateway.url}${root}/openapi.json`)).json()) as Record<string, object>
  assert.deepEqual([document['openapi'], document['servers']], ['3.1.0', [{ url: root }]])
  const paths = document['paths'] as Record<string, Record<string, { responses: object }>>
  assert.deepEqual(Object.keys(paths).sort(), ['/media', '/messages', '/messages/broadcast'])
  assert.ok(paths['/messages']?.['get']?.responses && '422' in paths['/messages']['get'].responses)
  assert.deepEqual(Object.keys(document['webhooks'] ?? {}), ['mo', 'dlr'])
})

async function upload(form: FormData, query = `source=${gateway.phoneNumberId}`, headers = basic(gateway.apiKey)) {
  const reply = await fetch(`${gateway.url}${root}/media?${query}`, {
    method: 'POST',
    headers: { ...headers, 'x-xsrf-token': 'string' },
    body: form,
  })
  return { status: reply.status, body: (await reply.json()) as Reply['body'] }
}

const formOf = (value: string | Blob, name = 'file') => {
  const form = new FormData()
  if (typeof value === 'string') form.append(name, value)
  else form.append(name, value, 'picture.png')
  return form
}
const picture = () => new Blob([Buffer.from(samples.image.bytes)], { type: samples.image.mimeType })

test('a picture is uploaded and sent by its id', async () => {
  const { status, body } = await upload(formOf(picture()))
  assert.deepEqual([status, Object.keys(body[0])], [200, ['id']], JSON.stringify(body))
  const image = { id: body[0].id, caption: 'Look' }
  const { body: sent } = await call('POST', '/messages', { ...text(), type: 'image', image })
  const [taken] = await until('the send', async () => {
    const sends = await simulator.sendsOf(sent[0].id)
    return sends.length > 0 && sends
  })
  assert.equal(taken?.type, 'image')
})

test("the page's own sample uploads a part without a file name", async () => {
  const { status, body } = await upload(formOf('string'))
  assert.equal(status, 200, JSON.stringify(body))
  assert.match(body[0].id, uuid)
})

test('what is wrong with an upload is told in the shape of 422', async () => {
  const replies = [
    await upload(formOf('x', 'other')),
    await upload(new FormData()),
    await upload(formOf(picture()), 'source=1234567890'),
    await upload(formOf(picture()), ''),
    await upload(formOf(new Blob([Buffer.from('MZ\x90\0')], { type: 'application/x-msdownload' }))),
    await upload(formOf(new Blob([], { type: 'image/png' }))),
    await call('POST', `/media?source=${gateway.phoneNumberId}`, {}),
  ]
  assert.deepEqual(
    replies.map(({ status }) => status),
    replies.map(() => 422),
    JSON.stringify(replies.map(({ body }) => body)),
  )
  for (const { body } of replies) {
    sameKeys(body, errors[422])
    sameKeys(body.errors[0], errors[422].errors[0] as object)
  }
  const keyless = await upload(formOf(picture()), undefined, { authorization: 'Basic Og==' })
  assert.equal(keyless.status, 401)
})

import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import fixture from '../../../packages/http/src/surfaces/wonestop/fixtures/send-message.json' with { type: 'json' }
import { freshPhone, simulatorControl } from '../../flow/simulator-control.ts'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { until } from '../../support/processes.ts'

interface Listed {
  id: string
  name: string
}

let gateway: RunningGateway
let simulator: ReturnType<typeof simulatorControl>
let templates: Listed[]
beforeAll(async () => {
  gateway = await startGateway(null)
  simulator = simulatorControl(gateway.simulatorUrl)
  templates = await until('the templates', async () => {
    const { body } = await gateway.call('GET', '/api/v1/templates')
    return body.data.length > 0 && (body.data as Listed[])
  })
})
afterAll(() => gateway.close())

const root = '/api/whatsapp/v1'
const idOf = (name: string) => templates.find((one) => one.name === name)?.id ?? 'missing'
const get = (path: string) => gateway.call('GET', `${root}${path}`)
const asked = (more: object = {}) => ({
  ...fixture.request,
  phone_number_id: gateway.phoneNumberId,
  template_id: idOf('order_ready'),
  phone_number: freshPhone(),
  ...more,
})
const post = (body: unknown, headers?: Record<string, string>) =>
  gateway.call('POST', `${root}/send-message`, body, headers)

const lastOf = (user: string) => simulator.lastOn(gateway.phoneNumberId, user)

test("the page's request is answered as on the page, and reaches Meta", async () => {
  const body = asked({ phone_number: fixture.request.phone_number })
  const reply = await post(body)
  assert.match(reply.body.message_id, /^wamid\./)
  const { message_id } = reply.body
  assert.deepEqual([reply.status, reply.body], [200, { ...fixture.reply, message_id }])
  const { content } = await lastOf(body.phone_number)
  const [texts] = (content as { components: { parameters: { text: string }[] }[] }).components
  assert.deepEqual(
    texts?.parameters.map(({ text }) => text),
    fixture.request.variables[0]?.values,
  )
})

test('a template without variables needs none, and the number may be written as people do', async () => {
  const phone = freshPhone()
  const written = `+${phone.slice(0, 1)} (${phone.slice(1, 4)}) ${phone.slice(4, 7)}-${phone.slice(7)}`
  const { status, body } = await post(
    asked({ template_id: idOf('hello_world'), variables: undefined, phone_number: written }),
  )
  assert.deepEqual([status, body.status], [200, 'sent'], JSON.stringify(body))
  assert.equal((await lastOf(phone))['type'], 'template')
})

test('the status of a message is told by wamid and by our id, as it goes on', async () => {
  const { body: sent } = await post(asked())
  const view = await until('read', async () => {
    const { status, body } = await get(`/message-status/${encodeURIComponent(sent.message_id)}`)
    assert.equal(status, 200)
    return body.status === 'read' && body
  })
  const { sent_at, delivered_at, read_at, phone_number, ...rest } = view
  assert.deepEqual(rest, { success: true, message_id: sent.message_id, status: 'read', failed_at: null, error: null })
  for (const at of [sent_at, delivered_at, read_at]) assert.ok(Date.parse(at) > 0)
  const { body: seen } = await gateway.call('GET', `/messages/${encodeURIComponent(sent.message_id)}`)
  assert.equal((await get(`/message-status/${seen.data.id}`)).body.phone_number, phone_number)
})

test('a failure after the answer shows in the status, with its reason', async () => {
  const { body: sent } = await post(asked({ phone_number: '15550000001' }))
  const view = await until('failed', async () => {
    const { body } = await get(`/message-status/${encodeURIComponent(sent.message_id)}`)
    return body.status === 'failed' && body
  })
  assert.equal(view.error.code, 131026)
})

test('a template tells what a send has to give, in the shape in which it is given', async () => {
  const { status, body } = await get(`/get-template-by-id/${idOf('order_ready')}`)
  assert.equal(status, 200)
  const { components, ...rest } = body.template
  assert.deepEqual(rest, {
    id: idOf('order_ready'),
    name: 'order_ready',
    language: 'en_US',
    category: 'UTILITY',
    status: 'APPROVED',
    variables: [{ type: 'body', values: ['{{1}}', '{{2}}'] }],
  })
  assert.equal(components[0].type, 'BODY')
})

test('a repeated Idempotency-Key gives the same wamid, another body under it 409', async () => {
  const body = asked()
  const headers = { 'idempotency-key': 'wonestop-1' }
  const first = await post(body, headers)
  const again = await post(body, headers)
  assert.deepEqual([again.body, again.headers.get('idempotency-replayed')], [first.body, 'true'])
  assert.equal((await post({ ...body, variables: [{ type: 'body', values: ['A', 'B'] }] }, headers)).status, 409)
  assert.equal((await simulator.sends()).filter(({ to }) => to === body.phone_number).length, 1)
})

const values = ['John', 'ORD-1']
test.each([
  ['a value too few', { variables: [{ type: 'body', values: ['John'] }] }, 400],
  ['a value too many', { variables: [{ type: 'body', values: [...values, 'x'] }] }, 400],
  ['no variables', { variables: [] }, 400],
  [
    'the body twice',
    {
      variables: [
        { type: 'body', values },
        { type: 'body', values },
      ],
    },
    400,
  ],
  [
    'values for a header that takes none',
    {
      variables: [
        { type: 'body', values },
        { type: 'header', values: ['x'] },
      ],
    },
    400,
  ],
  [
    'a medium',
    {
      variables: [
        { type: 'body', values },
        { type: 'media', values: ['https://example.com/a.png'] },
      ],
    },
    400,
  ],
  [
    'a button',
    {
      variables: [
        { type: 'body', values },
        { type: 'button', values: ['x'] },
      ],
    },
    400,
  ],
  ['an unknown type', { variables: [{ type: 'footer', values }] }, 400],
  ['a text as values', { variables: [{ type: 'body', values: 'John' }] }, 400],
  ['null as a value', { variables: [{ type: 'body', values: ['John', null] }] }, 400],
  ['an empty value', { variables: [{ type: 'body', values: ['John', ''] }] }, 400],
  ['a newline', { variables: [{ type: 'body', values: ['John', 'a\nb'] }] }, 400],
  ['a NUL', { variables: [{ type: 'body', values: ['John', 'a\0b'] }] }, 400],
  ['an object as variables', { variables: {} }, 400],
  ['letters as number', { phone_number: 'Asha' }, 400],
  ['a short number', { phone_number: '9198' }, 400],
  ['a number as number', { phone_number: 919820388810 }, 400],
  ['no number', { phone_number: undefined }, 400],
  ['no template', { template_id: undefined }, 400],
  ['an unknown template', { template_id: '999' }, 404],
  ['the name of a template', { template_id: 'order_ready' }, 404],
  ['half a pair as template', '\ud800', 400],
  ['no sender', { phone_number_id: undefined }, 400],
  ['an unknown sender', { phone_number_id: '1' }, 404],
  ['a sender with a NUL', { phone_number_id: '1\0' }, 400],
])('%s answers in one shape', async (_name, change, status) => {
  const reply = await post(asked(typeof change === 'string' ? { template_id: change } : change))
  assert.equal(reply.status, status, JSON.stringify(reply.body))
  assert.equal(reply.body.success, false)
  assert.equal(typeof reply.body.error, 'string')
})

test('problems are told at the places where the caller gave the values', async () => {
  const fieldsOf = async (change: object) =>
    ((await post(asked(change))).body.details ?? []).map(({ field }: { field: string }) => field)
  assert.deepEqual(await fieldsOf({ variables: [{ type: 'body', values: ['John', 'a\nb'] }] }), [
    'variables.0.values.1',
  ])
  assert.deepEqual(await fieldsOf({ variables: [{ type: 'body', values: ['John', ''] }] }), ['variables.0.values.1'])
  assert.deepEqual(await fieldsOf({ variables: [{ type: 'body', values: ['John'] }] }), ['variables.0.values'])
  assert.deepEqual(await fieldsOf({ variables: [] }), ['variables'])
  assert.deepEqual(await fieldsOf({ phone_number: 'Asha' }), ['phone_number'])
  const sale = { template_id: idOf('summer_sale') }
  const media = { type: 'media', values: ['ftp://example.com/a.png'] }
  const button = { type: 'button', values: ['a\nb'] }
  const fields = await fieldsOf({ ...sale, variables: [button, media, { type: 'body', values: ['x'] }] })
  assert.deepEqual(fields, ['variables.1.values.0'])
})

test('the sender may be named by its number as it is displayed', async () => {
  const { body } = await gateway.call('GET', '/v1/numbers')
  const [{ displayPhoneNumber }] = body.data
  const digits = displayPhoneNumber.replace(/\D/g, '')
  const displayed = `+${digits.slice(0, 1)} (${digits.slice(1, 4)}) ${digits.slice(4, 7)}-${digits.slice(7)}`
  for (const phone_number_id of [displayPhoneNumber, displayed])
    assert.equal((await post(asked({ phone_number_id }))).status, 200, phone_number_id)
})

test('unknown ids are 404, whatever their form, and another account is as good as none', async () => {
  const { body: other } = await gateway.call('POST', '/auth/register', { name: 'Other', email: 'other@example.com' })
  const headers = { authorization: `Bearer ${other.data.apiKey}` }
  const { body: sent } = await post(asked())
  const id = encodeURIComponent(sent.message_id)
  for (const path of [
    '/message-status/nonsense',
    '/message-status/%00',
    '/message-status/wamid.nobody',
    '/message-status/01890000-0000-7000-8000-000000000000',
    '/get-template-by-id/nonsense',
    '/get-template-by-id/1',
  ])
    assert.equal((await get(path)).status, 404, path)
  assert.equal((await gateway.call('GET', `${root}/message-status/${id}`, undefined, headers)).status, 404)
  assert.equal((await post(asked(), headers)).status, 404)
})

test('the transport refuses in the same shape', async () => {
  const replies = [
    await post(asked(), { authorization: '' }),
    await post({ ...asked(), more: 'x'.repeat(1_100_000) }),
    await post('a=b', { 'content-type': 'application/x-www-form-urlencoded' }),
    await gateway.call('PATCH', `${root}/send-message`, {}),
    await get('/nowhere'),
    await post('{'),
    await post(''),
    await post([]),
  ]
  assert.deepEqual(
    replies.map(({ status }) => status),
    [401, 413, 415, 405, 404, 400, 400, 400],
  )
  for (const { body } of replies) assert.deepEqual([body.success, typeof body.error], [false, 'string'])
})

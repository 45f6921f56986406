import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { simulatorControl } from '../../flow/simulator-control.ts'
import { type Reply, type RunningGateway, startGateway } from '../../support/gateway.ts'
import { until } from '../../support/processes.ts'
import { startSecondProcess } from '../../support/second-process.ts'

let gateway: RunningGateway & { close(): Promise<void> }
let wabaId: string
let number: string

beforeAll(async () => {
  gateway = await startGateway(null)
  number = gateway.phoneNumberId
  wabaId = (await simulatorControl(gateway.simulatorUrl).number(number)).wabaId
})
afterAll(() => gateway.close())

const ask = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> =>
  gateway.call(method, `/graph/v23.0/${path}`, body, headers)
const done = ({ status, body }: Reply) => assert.deepEqual([status, body], [200, { success: true }])
const product = { messaging_product: 'whatsapp' }
const lastRecord = async () => (await gateway.call('GET', '/v1/audit-log?limit=1')).body.data[0]

test('settings, commands and the catalogue are changed, by a body, a form or the address', async () => {
  done(await ask('POST', `${number}/settings`, { user_identity_change: { enable_identity_key_check: true } }))
  const settings = await ask('GET', `${number}/settings`)
  assert.deepEqual(settings.body.user_identity_change, { enable_identity_key_check: true })
  assert.equal((await ask('POST', `${number}/settings`, { colour: {} })).body.error.code, 100, 'Meta decides')
  done(await ask('POST', `${number}/whatsapp_commerce_settings?is_catalog_visible=true`))
  const commerce = await ask('GET', `${number}/whatsapp_commerce_settings`)
  assert.equal(commerce.body.data[0].is_catalog_visible, true)
  done(await ask('POST', `${number}/conversational_automation`, { prompts: ['Book a flight'] }))
  for (const body of ['[]', '"x"']) {
    const { status } = await ask('POST', `${number}/settings`, JSON.parse(body))
    assert.equal(status, 400)
  }
})

test('QR codes are made, changed and deleted', async () => {
  const made = await ask('POST', `${number}/message_qrdls`, { prefilled_message: 'Hi', generate_qr_image: 'PNG' })
  assert.deepEqual([made.status, made.body.prefilled_message], [200, 'Hi'])
  const { code } = made.body
  const changed = await ask('POST', `${number}/message_qrdls`, { code, prefilled_message: 'Hello' })
  assert.deepEqual([changed.body.code, changed.body.prefilled_message], [code, 'Hello'])
  done(await ask('DELETE', `${number}/message_qrdls/${code}`))
  assert.equal((await ask('GET', `${number}/message_qrdls/${code}`)).status, 400)
})

test('people are blocked and unblocked, and a part that fails comes with what succeeded', async () => {
  const [writer, silent] = ['14155550131', '14155550132']
  await simulatorControl(gateway.simulatorUrl).inbound({
    phoneNumberId: number,
    from: writer,
    type: 'text',
    text: { body: 'hi' },
  })
  const list = (...users: string[]) => ({ ...product, block_users: users.map((user) => ({ user })) })
  const mixed = await ask('POST', `${number}/block_users`, list(writer, silent))
  assert.deepEqual([mixed.status, mixed.body.error.code], [400, 139100])
  assert.deepEqual(mixed.body.block_users.added_users, [{ input: writer, wa_id: writer }])
  assert.equal(mixed.body.block_users.failed_users[0].wa_id, silent)
  const record = await lastRecord()
  assert.equal(record.action, 'number.block_list_changed', 'what succeeded is recorded')
  assert.ok(!JSON.stringify(record).includes(writer), 'and names nobody')
  const blocked = await ask('GET', `${number}/block_users`)
  assert.match(JSON.stringify(blocked.body), new RegExp(writer))
  const freed = await ask('DELETE', `${number}/block_users`, list(writer))
  assert.deepEqual([freed.status, freed.body.block_users.removed_users.length], [200, 1])
})

test('an app is subscribed and unsubscribed; a subscription that leads here keeps its address', async () => {
  done(await ask('DELETE', `${wabaId}/subscribed_apps`))
  assert.equal((await lastRecord()).action, 'number.subscription_changed')
  assert.deepEqual((await ask('GET', `${wabaId}/subscribed_apps`)).body.data, [])
  done(await ask('POST', `${wabaId}/subscribed_apps`))
  const { data } = (await gateway.call('GET', '/v1/numbers')).body
  const callback = await gateway.call('PUT', `/v1/numbers/${data[0].id}/callback`)
  assert.equal(callback.status, 200, JSON.stringify(callback.body))
  done(await ask('POST', `${wabaId}/subscribed_apps`))
  assert.equal((await gateway.call('GET', `/v1/numbers/${data[0].id}/callback`)).body.here, true)
  const away = { override_callback_uri: 'http://169.254.169.254/', verify_token: 'x' }
  assert.equal((await ask('POST', `${wabaId}/subscribed_apps`, away)).status, 400)
  done(await ask('POST', wabaId, { is_enabled_for_insights: true }))
})

test('a number has a callback of its own, under the rules of that of its account; an empty address takes it away', async () => {
  const set = (configuration: unknown, headers?: Record<string, string>) =>
    ask('POST', number, { webhook_configuration: configuration }, headers)
  const read = async () => (await ask('GET', `${number}?fields=webhook_configuration`)).body
  const { application } = (await read()).webhook_configuration
  const target = { override_callback_uri: application, verify_token: 'not the one that is accepted here' }
  for (const wrong of [
    'https://x.example',
    { override_callback_uri: 'https://x.example' },
    { override_callback_uri: 'http://169.254.169.254/', verify_token: 'x' },
    { override_callback_uri: 'https://hooks.example.com/', verify_token: 'x' }, // of a sandbox number they come here
  ])
    assert.equal((await set(wrong)).status, 400, JSON.stringify(wrong))
  assert.equal((await set(target)).status, 400, 'Meta asks the address for its challenge')
  done(await set({ override_callback_uri: '' }))
  assert.equal((await lastRecord()).action, 'number.settings_changed')
  assert.deepEqual(Object.keys(await read()).sort(), ['id', 'webhook_configuration'])
  assert.equal((await read()).webhook_configuration.phone_number, undefined)
  const { data } = (await gateway.call('GET', '/v1/numbers')).body
  const key = await gateway.call('POST', '/v1/api-keys', { name: 'bound', numberIds: [data[0].id] })
  const bound = { authorization: `Bearer ${key.body.secret}` }
  assert.equal((await set({ override_callback_uri: '' }, bound)).status, 403)
})

test('a DELETE that says JSON and has no body is taken, and HEAD tells of a file without its bytes', async () => {
  const json = { 'content-type': 'application/json', authorization: `Bearer ${gateway.apiKey}` }
  const form = new FormData()
  form.set('messaging_product', 'whatsapp')
  form.set('file', new Blob(['%PDF-1.4\n%%EOF\n'], { type: 'application/pdf' }), 'a.pdf')
  const uploaded = await fetch(`${gateway.url}/graph/v19.0/${number}/media`, {
    method: 'POST',
    headers: { authorization: json.authorization },
    body: form,
  })
  const { id } = (await uploaded.json()) as { id: string }
  assert.match(id, /^\d{37}$/, 'as at Meta, an id of a file is digits')
  const sent = await ask('POST', `${number}/messages`, {
    ...product,
    to: '14155550131',
    type: 'document',
    document: { id },
  })
  assert.match(sent.body.messages?.[0].id, /^wamid\./, JSON.stringify(sent.body))
  const node = await ask('GET', id)
  assert.deepEqual([node.body.id, node.body.mime_type], [id, 'application/pdf'])
  const head = await fetch(`${gateway.url}/graph/v27.0/${id}`, { method: 'HEAD', headers: json })
  const link = await fetch(node.body.url, { method: 'HEAD' })
  assert.deepEqual([head.status, link.status, link.headers.get('content-type')], [200, 200, 'application/pdf'])
  const gone = await fetch(`${gateway.url}/graph/v23.0/${id}`, { method: 'DELETE', headers: json })
  assert.deepEqual([gone.status, await gone.json()], [200, { success: true }])
})

test('nothing of another account, and nothing beyond what a key may', async () => {
  const other = await gateway.call('POST', '/auth/register', { name: 'Other', email: 'writes@example.com' })
  const stranger = { authorization: `Bearer ${other.body.data?.apiKey}` }
  const edges = ['register', 'deregister', 'settings', 'message_qrdls', 'block_users', 'conversational_automation']
  for (const path of [...edges.map((edge) => `${number}/${edge}`), `${wabaId}/subscribed_apps`, number, wabaId]) {
    const { status, body } = await ask('POST', path, product, stranger)
    assert.deepEqual([status, body.error.code, body.error.error_subcode], [400, 100, 33], path)
  }
  const { data: numbers } = (await gateway.call('GET', '/v1/numbers')).body
  const make = async (settings: object) =>
    (await gateway.call('POST', '/v1/api-keys', { name: 'a key', ...settings })).body.secret
  const bound = { authorization: `Bearer ${await make({ numberIds: [numbers[0].id] })}` }
  done(await ask('POST', `${number}/conversational_automation`, { prompts: ['Hello'] }, bound))
  for (const path of [`${number}/register`, `${number}/deregister`, `${wabaId}/subscribed_apps`, wabaId])
    assert.equal((await ask('POST', path, product, bound)).status, 403, path)
  const sender = { authorization: `Bearer ${await make({ scopes: ['messages:write'] })}` }
  for (const path of [`${number}/settings`, `${number}/block_users`, `${number}/register`])
    assert.equal((await ask('POST', path, product, sender)).status, 403, path)
})

const template = { name: 'hello_world', language: { code: 'en_US' } }
const send = (to = '14155550123') => ask('POST', `${number}/messages`, { ...product, to, type: 'template', template })

/** Meta refuses a message, which pauses the number. Returns the message's id. */
async function pauseByMeta(): Promise<string> {
  done(await ask('POST', `${number}/deregister`))
  const message = { to: '14155550123', type: 'template', template }
  const { id } = (await gateway.call('POST', '/v1/messages', message)).body
  await until('the pause', async () => (await gateway.call('POST', '/v1/messages', message)).status === 503)
  return id
}

/** Within seconds, although what refused it is retried after a minute only. */
async function assertSent(messageId: string): Promise<void> {
  const stateOf = async () => (await gateway.call('GET', `/v1/messages/${messageId}`)).body.status
  await until('what was refused is sent', async () => /sent|delivered|read/.test(await stateOf()))
}

test('a number that is registered through another process sends at once in the one that has its lane', async (t) => {
  if (!gateway.databaseUrl) return t.skip() // the embedded database has one process
  const other = await startSecondProcess(t, gateway)
  const refused = await pauseByMeta()
  const reply = await fetch(`${other}/graph/v23.0/${number}/register`, {
    method: 'POST',
    headers: { authorization: `Bearer ${gateway.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ...product, pin: '739152' }),
  })
  assert.equal(reply.status, 200, await reply.text())
  await assertSent(refused)
  assert.equal((await send()).status, 200)
})

test('a number that is registered again sends at once, what was refused too; its PIN is in no record', async () => {
  const refused = await pauseByMeta()
  assert.equal((await lastRecord()).action, 'number.deregistered')
  assert.equal((await send()).body.error.code, 131016)
  const wrong = await ask('POST', `${number}/register`, { ...product, pin: '12' })
  assert.deepEqual([wrong.status, wrong.body.error.message], [400, '(#100) Param pin must be 6 digits.'])
  done(await ask('POST', `${number}/register`, { ...product, pin: '739152' }))
  const record = await lastRecord()
  assert.equal((await send()).status, 200, 'the very next message')
  await assertSent(refused)
  assert.deepEqual(
    [record.action, record.after],
    ['number.registered', { asked: `POST ${number}/register`, members: ['messaging_product', 'pin'] }],
  )
  assert.ok(!JSON.stringify(record).includes('739152'))
  done(await ask('POST', number, { pin: '739153' }))
  const used = await ask('POST', `${number}/register`, { ...product, pin: '739152' })
  assert.equal(used.body.error.code, 133005, 'the PIN was changed')
  done(await ask('POST', `${number}/request_code`, { code_method: 'SMS', language: 'en_US' }))
  done(await ask('POST', `${number}/verify_code`, { code: '123456' }))
})

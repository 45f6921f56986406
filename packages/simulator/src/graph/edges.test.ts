import assert from 'node:assert/strict'
import { test } from 'vitest'
import { asArray, asObject, type Json } from '../json.ts'
import { errorOf, startTestSimulator, testNumber, text } from '../testing.ts'

const { phoneNumberId, wabaId, accessToken } = testNumber
const authorization = `Bearer ${accessToken}`

test('every version is served: one that has ended as the oldest that lives, one that is not there yet not at all', async () => {
  const { url } = await startTestSimulator()
  const served = async (version: string) => {
    const reply = await fetch(`${url}/${version}/${phoneNumberId}`, { headers: { authorization } })
    return [reply.status, reply.headers.get('facebook-api-version')]
  }
  assert.deepEqual(await served('v13.0'), [200, 'v21.0'])
  assert.deepEqual(await served('v2.10'), [200, 'v21.0'])
  assert.deepEqual(await served('v20.0'), [200, 'v21.0'])
  assert.deepEqual(await served('v23.0'), [200, 'v23.0'])
  assert.deepEqual(await served('v27.0'), [200, 'v27.0'])
  const { body } = await fetch(`${url}/v99.0/${phoneNumberId}`, { headers: { authorization } }).then(async (reply) => ({
    body: asObject(await reply.json()),
  }))
  const { code, message } = asObject(body['error'])
  assert.deepEqual([code, message], [2500, `Unknown path components: /${phoneNumberId}`])
})

test('a DELETE with the type of JSON and no body is taken', async () => {
  const { url, call } = await startTestSimulator()
  const remove = (path: string) =>
    fetch(`${url}/v23.0/${path}`, { method: 'DELETE', headers: { authorization, 'content-type': 'application/json' } })
  assert.equal((await remove(`${wabaId}/message_templates?name=order_ready`)).status, 200)
  assert.equal((await remove(`${wabaId}/subscribed_apps`)).status, 200)
  assert.deepEqual((await call('GET', `/v23.0/${wabaId}/subscribed_apps`)).body, { data: [] })
})

test('HEAD on media and on its link tells type and size, and sends nothing', async () => {
  const { url, control, receiver, quiet } = await startTestSimulator()
  await control('POST', 'inbound', { phoneNumberId, from: '919900112233', type: 'image' })
  await quiet()
  const image = asObject(asObject(asArray(receiver.received[0]?.value['messages'])[0])['image'])
  const head = (target: string) => fetch(target, { method: 'HEAD', headers: { authorization } })
  assert.equal((await head(`${url}/v23.0/${image['id']}`)).status, 200)
  const link = await head(String(image['url']))
  assert.deepEqual([link.status, link.headers.get('content-type')], [200, 'image/jpeg'])
  assert.ok(Number(link.headers.get('content-length')) > 100)
  assert.equal((await link.arrayBuffer()).byteLength, 0)
})

test('templates are filtered by lists in every form that clients write', async () => {
  const { call } = await startTestSimulator()
  const count = async (query: string) => {
    const { body } = await call('GET', `/v23.0/${wabaId}/message_templates?limit=100&${query}`)
    return asArray(body['data']).length
  }
  const both = await count('status=PAUSED,DISABLED')
  assert.equal(both, 2)
  assert.equal(await count(`status=${encodeURIComponent('["PAUSED","DISABLED"]')}`), both)
  assert.equal(await count('status=PAUSED&status=DISABLED'), both)
  assert.equal(await count('status[]=PAUSED&status[]=DISABLED'), both)
  assert.equal(await count('status=paused'), 1)
  assert.equal(await count(`language=${encodeURIComponent('["de"]')}`), 0)
})

test('the node of an account has Meta’s default fields, others on request, and refuses what there is not', async () => {
  const { call } = await startTestSimulator()
  const read = (path: string) => call('GET', `/v23.0/${path}`)
  assert.deepEqual(Object.keys((await read(wabaId)).body).sort(), [
    'currency',
    'id',
    'message_template_namespace',
    'name',
    'timezone_id',
  ])
  const asked = await read(`${wabaId}?fields=name,ownership_type,account_review_status`)
  assert.deepEqual(asked.body, {
    name: 'Test shop',
    ownership_type: 'SELF_OWNED',
    account_review_status: 'APPROVED',
    id: wabaId,
  })
  assert.deepEqual(errorOf(await read(`${wabaId}?fields=colour`)), [
    400,
    100,
    '(#100) Tried accessing nonexisting field (colour) on node type (WhatsAppBusinessAccount)',
  ])
  assert.match(String(errorOf(await read(`${phoneNumberId}?fields=id,colour`))[2]), /WhatsAppBusinessPhoneNumber/)
  assert.equal((await read(phoneNumberId)).body['status'], undefined)
  assert.equal((await read(`${phoneNumberId}?fields=status`)).body['status'], 'CONNECTED')
})

test('QR codes are made, changed, listed and deleted within their limits', async () => {
  const { call } = await startTestSimulator()
  const edge = `/v23.0/${phoneNumberId}/message_qrdls`
  const made = await call('POST', edge, { prefilled_message: 'Hi', generate_qr_image: 'PNG' })
  const code = String(made.body['code'])
  assert.match(code, /^[A-Z0-9]{14}$/)
  assert.equal(made.body['deep_link_url'], `https://wa.me/message/${code}`)
  assert.match(String(made.body['qr_image_url']), /\.png$/)
  const changed = await call('POST', edge, { code, prefilled_message: 'Hello' })
  assert.deepEqual(changed.body, { code, prefilled_message: 'Hello', deep_link_url: `https://wa.me/message/${code}` })
  assert.deepEqual(asArray((await call('GET', edge)).body['data']), [changed.body])
  assert.deepEqual(asArray((await call('GET', `${edge}/${code}`)).body['data']), [changed.body])
  const wrong: Json[] = [
    {},
    { prefilled_message: 'x'.repeat(141) },
    { prefilled_message: 'x', generate_qr_image: 'GIF' },
  ]
  for (const body of wrong) assert.equal(errorOf(await call('POST', edge, body))[1], 100)
  assert.deepEqual((await call('DELETE', `${edge}/${code}`)).body, { success: true })
  assert.deepEqual(errorOf(await call('GET', `${edge}/${code}`)).slice(0, 2), [400, 100])
})

test('settings of a number: one feature at a time; catalogue, commands and the PIN beside them', async () => {
  const { call } = await startTestSimulator()
  const edge = (name: string) => `/v23.0/${phoneNumberId}/${name}`
  const post = (name: string, body: Json) => call('POST', edge(name), body)
  const success = { success: true }
  assert.deepEqual(
    (await post('settings', { user_identity_change: { enable_identity_key_check: true } })).body,
    success,
  )
  assert.deepEqual((await post('settings', { storage_configuration: { status: 'NO_STORAGE_ENABLED' } })).body, success)
  const { body: shown } = await call('GET', edge('settings'))
  assert.deepEqual(shown['user_identity_change'], { enable_identity_key_check: true })
  assert.deepEqual(shown['storage_configuration'], { status: 'no_storage_enabled' })
  for (const wrong of [
    {},
    { calling: {} },
    { colour: {} },
    { calling: { status: 'X' }, payload_encryption: { status: 'Y' } },
  ])
    assert.equal(errorOf(await post('settings', wrong))[1], 100, JSON.stringify(wrong))
  await call('POST', `${edge('whatsapp_commerce_settings')}?is_catalog_visible=true`)
  assert.deepEqual((await call('GET', edge('whatsapp_commerce_settings'))).body['data'], [
    { is_cart_enabled: true, is_catalog_visible: true, id: phoneNumberId },
  ])
  const automation = {
    prompts: ['Book a flight'],
    commands: [{ command_name: 'tickets', command_description: 'Book' }],
  }
  assert.deepEqual((await post('conversational_automation', automation)).body, success)
  const node = await call('GET', `${edge('')}?fields=conversational_automation`.replace('/?', '?'))
  assert.deepEqual(asObject(node.body['conversational_automation'])['prompts'], ['Book a flight'])
  assert.deepEqual((await call('POST', `/v23.0/${phoneNumberId}`, { pin: '111111' })).body, success)
  assert.equal(errorOf(await post('register', { messaging_product: 'whatsapp', pin: '222222' }))[1], 133005)
  assert.deepEqual((await post('request_code', { code_method: 'SMS', language: 'en_US' })).body, success)
  assert.equal(errorOf(await post('verify_code', { code: '000000' }))[1], 136025)
  assert.deepEqual((await post('verify_code', { code: '123456' })).body, success)
})

test('a callback of the number goes before that of its account, and an empty one takes it away', async () => {
  const { call, control, receiver, quiet } = await startTestSimulator({ callbackUrl: 'http://127.0.0.1:9/account' })
  const set = (uri: string) =>
    call('POST', `/v23.0/${phoneNumberId}`, {
      webhook_configuration: { override_callback_uri: uri, verify_token: 'good' },
    })
  assert.deepEqual((await set(receiver.url)).body, { success: true })
  assert.equal(errorOf(await set('http://10.1.2.3/'))[1], 100)
  await control('POST', 'inbound', { phoneNumberId, from: '919900112233', ...text() })
  await quiet()
  assert.equal(receiver.received.length, 1)
  const read = await call('GET', `/v23.0/${phoneNumberId}?fields=webhook_configuration`)
  assert.deepEqual(read.body['webhook_configuration'], {
    phone_number: receiver.url,
    whatsapp_business_account: 'http://127.0.0.1:9/account',
    application: 'http://127.0.0.1:9/account',
  })
  await set('')
  const after = await call('GET', `/v23.0/${phoneNumberId}?fields=webhook_configuration`)
  assert.equal(asObject(after.body['webhook_configuration'])['phone_number'], undefined)
})

test('analytics count what was sent, delivered and read, in buckets', async () => {
  const { call, send, quiet } = await startTestSimulator({ openWindow: true })
  await send(text())
  await send({ type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } })
  await send({ ...text(), to: '+15550000007' })
  await quiet()
  const now = Math.floor(Date.now() / 1000)
  const range = `.start(${now - 3600}).end(${now + 3600})`
  const field = async (fields: string) => call('GET', `/v23.0/${wabaId}?fields=${encodeURIComponent(fields)}`)
  const { body } = await field(`analytics${range}.granularity(DAY).phone_numbers([]).country_codes(["IN"])`)
  const points = asArray(asObject(body['analytics'])['data_points']).map(asObject)
  const sum = (name: string) => points.reduce((total, point) => total + Number(point[name]), 0)
  assert.deepEqual([sum('sent'), sum('delivered'), body['id']], [3, 2, wabaId])
  const pricing = await field(`id,pricing_analytics${range}.granularity(DAILY).dimensions(PRICING_CATEGORY)`)
  const [list] = asArray(asObject(pricing.body['pricing_analytics'])['data']).map(asObject)
  assert.deepEqual(
    asArray(list?.['data_points'])
      .map((point) => [asObject(point)['pricing_category'], asObject(point)['volume']])
      .sort(),
    [
      ['SERVICE', 1],
      ['UTILITY', 1],
    ],
  )
  assert.equal(errorOf(await field('analytics.start(1).end(2).granularity(WEEK)'))[1], 100)
  assert.equal(errorOf(await field('analytics.end(2).granularity(DAY)'))[1], 100)
  const templates = asArray((await call('GET', `/v23.0/${wabaId}/message_templates?name=hello_world`)).body['data'])
  const query = `start=${now - 3600}&end=${now + 3600}&granularity=DAILY&template_ids=[${asObject(templates[0])['id']}]`
  const edge = () => call('GET', `/v23.0/${wabaId}/template_analytics?${query}`)
  assert.equal(errorOf(await edge())[1], 200007)
  assert.deepEqual((await call('POST', `/v23.0/${wabaId}?is_enabled_for_insights=true`)).body, { success: true })
  const [insights] = asArray((await edge()).body['data']).map(asObject)
  const [point] = asArray(insights?.['data_points']).map(asObject)
  assert.deepEqual([point?.['sent'], point?.['delivered'], point?.['read']], [1, 1, 1])
})

test('the library is searched, and a template out of it is approved at once', async () => {
  const { call, send } = await startTestSimulator({ openWindow: true })
  const search = async (query: string) =>
    asArray((await call('GET', `/v23.0/message_template_library?${query}`)).body['data']).map(
      (one) => asObject(one)['name'],
    )
  assert.deepEqual(await search('topic=PAYMENTS'), ['payment_reminder_1'])
  assert.ok((await search('search=delivered&language=en_US')).includes('order_delivered_1'))
  assert.deepEqual(await search('language=de'), [])
  assert.equal((await call('GET', '/v23.0/message_template_library', undefined, 'nobody')).status, 401)
  const create = (body: Json) =>
    call('POST', `/v23.0/${wabaId}/message_templates`, { language: 'en_US', category: 'UTILITY', ...body })
  const plain = await create({ name: 'arrived', library_template_name: 'order_delivered_1' })
  assert.deepEqual([plain.status, plain.body['status']], [200, 'APPROVED'], JSON.stringify(plain.body))
  assert.equal(errorOf(await create({ name: 'pay', library_template_name: 'payment_reminder_1' }))[1], 100)
  const inputs = [
    { type: 'URL', url: { base_url: 'https://shop.example/{{1}}', url_suffix_example: 'https://shop.example/x' } },
    { type: 'PHONE_NUMBER', phone_number: '+919900112233' },
  ]
  const paid = { name: 'pay', library_template_name: 'payment_reminder_1', library_template_button_inputs: inputs }
  assert.equal((await create(paid)).body['status'], 'APPROVED')
  const parameters = ['Asha', '#1', 'today'].map((value) => ({ type: 'text', text: value }))
  const components = [{ type: 'body', parameters }]
  const sent = await send({ type: 'template', template: { name: 'arrived', language: { code: 'en_US' }, components } })
  assert.equal(sent.status, 200, JSON.stringify(sent.body))
})

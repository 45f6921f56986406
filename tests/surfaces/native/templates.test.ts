import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { simulatorControl } from '../../flow/simulator-control.ts'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { checked } from '../../support/native.ts'
import { until } from '../../support/processes.ts'

let gateway: RunningGateway
let call: RunningGateway['call']
let simulator: ReturnType<typeof simulatorControl>
beforeAll(async () => {
  gateway = await startGateway(null)
  call = await checked(gateway)
  simulator = simulatorControl(gateway.simulatorUrl)
  await simulator.faults({ templateReviewMs: 50 })
  await until('the first sync', async () => (await list()).length === 8)
})
afterAll(() => gateway.close())

interface View {
  id: string
  metaId: string
  name: string
  status: string
  category: string
  [member: string]: unknown
}

const list = async (query = '') => (await call('GET', `/v1/templates${query}`)).body.data as View[]
const get = async (id: string) => (await call('GET', `/v1/templates/${id}`)).body as View
const named = async (name: string) => (await list(`?name=${name}`))[0] as View
const paths = (body: { errors: { path: string }[] }) => body.errors.map(({ path }) => path)
const draft = (name: string, text: string, ...samples: string[]) => ({
  name,
  language: 'en_US',
  category: 'UTILITY',
  components: [{ type: 'BODY', text, ...(samples.length > 0 && { example: { bodyText: [samples] } }) }],
})
const message = (name: string, values: string[] = [], more: object = {}) => ({
  to: '14155552671',
  type: 'template',
  template: {
    name,
    language: { code: 'en_US' },
    ...(values.length > 0 && {
      components: [{ type: 'body', parameters: values.map((text) => ({ type: 'text', text })) }],
    }),
  },
  ...more,
})
const send = (...args: Parameters<typeof message>) => call('POST', '/v1/messages', message(...args))
const inMs = (ms: number) => new Date(Date.now() + ms).toISOString()
const statusIs = (id: string, status: string) => until(status, async () => (await get(id)).status === status)

async function act(template: View, what: string, body: object = {}) {
  await simulatorControl(gateway.simulatorUrl).call('POST', `templates/${template.metaId}/${what}`, body)
}

async function create(name: string, text: string, ...samples: string[]): Promise<View> {
  const { status, body } = await call('POST', '/v1/templates', draft(name, text, ...samples))
  assert.equal(status, 201, JSON.stringify(body))
  return body
}

test('the templates of the account are there, page by page, filtered and by either id', async () => {
  const first = (await call('GET', '/v1/templates?limit=4')).body
  const second = (await call('GET', `/v1/templates?limit=4&cursor=${first.nextCursor}`)).body
  assert.deepEqual([first.data.length, second.hasMore, second.data.length], [4, false, 4])
  assert.deepEqual(
    (await list('?status=paused')).map(({ name }) => name),
    ['paused_offer'],
  )
  assert.deepEqual(
    (await list('?search=20%25%20off')).map(({ name }) => name),
    ['summer_sale'],
  )
  const sale = await named('summer_sale')
  assert.deepEqual(await get(sale.metaId), await get(sale.id))
  const contract = (await call('GET', `/v1/templates/${sale.id}/contract`)).body
  assert.deepEqual(
    [Object.keys(contract.properties).sort(), contract.required],
    [
      ['body', 'buttons', 'header'],
      ['header', 'body', 'buttons'],
    ],
  )
  const parameters = { header: { link: 'https://x.example/a.png' }, body: ['Asha'], buttons: { 0: 'today' } }
  const { preview, problems } = (await call('POST', `/v1/templates/${sale.id}/preview`, { parameters })).body
  assert.deepEqual(
    [problems, preview.body, preview.buttons[0].url],
    [[], 'Hello Asha, everything is 20% off this week.', 'https://shop.example/today'],
  )
  const bare = (await call('POST', `/v1/templates/${sale.id}/preview`, {})).body
  assert.equal(bare.problems.length, 3)
})

test('a send that the template would not take is refused, with every problem and its path', async () => {
  const cases: [string, string[], string[]][] = [
    ['nowhere', [], ['template.name']],
    ['paused_offer', [], ['template.name']],
    ['order_ready', ['Asha'], ['template.components.0.parameters']],
    [
      'order_ready',
      ['Asha', 'A\n7', 'x'],
      ['template.components.0.parameters.1.text', 'template.components.0.parameters.2'],
    ],
    ['hello_world', ['x'], ['template.components.0.parameters']],
  ]
  for (const [name, values, expected] of cases) {
    const { status, body } = await send(name, values)
    assert.deepEqual([status, body.code, paths(body)], [422, 'template_mismatch', expected], name)
  }
  const template = { name: 'hello_world', language: { code: 'fr' } }
  const { errors } = (await send('hello_world', [], { template })).body
  assert.match(errors[0].detail, /^must be one of en_US, in which the template exists \(given: "fr"\)/)
  const messages = [message('order_ready', ['a', 'b']), message('order_ready', ['a'])]
  const batch = (await call('POST', '/v1/messages/batch', { messages })).body
  assert.deepEqual([batch.accepted, batch.results[1].error.code], [1, 'template_mismatch'])
  const accepted = await send('order_ready', ['Asha', 'A-77'])
  assert.equal(accepted.status, 202)
  await until('sent', async () => (await simulator.sendsOf(accepted.body.id)).length === 1)
})

test('a draft is linted whole before Meta sees it, then created, reviewed, edited and deleted', async () => {
  const bad = { ...draft('Bad name', '{{1}} comes to you soon'), category: 'NEWS' }
  const { status, body } = await call('POST', '/v1/templates', bad)
  assert.deepEqual(
    [status, paths(body)],
    [400, ['name', 'category', 'components.0.text', 'components.0.example.bodyText']],
  )
  const linted = (await call('POST', '/v1/templates/lint', bad)).body
  assert.deepEqual([linted.valid, linted.problems], [false, body.errors])
  await simulator.faults({ templateReviewMs: 1500 }) // long enough to be seen under review on a busy machine
  const made = await create('parcel', 'Hi {{1}}, your parcel is on its way', 'Asha')
  assert.equal(made.status, 'PENDING')
  await statusIs(made.id, 'APPROVED')
  assert.equal((await send('parcel', ['Asha'])).status, 202)
  const taken = await call('POST', '/v1/templates', draft('parcel', 'Another text of it'))
  assert.deepEqual([taken.status, taken.body.code], [422, 'upstream_refused'])
  assert.match(taken.body.detail, /Content in This Language Already Exists/)
  const components = [
    { type: 'BODY', text: 'Hi {{1}}, parcel {{2}} is on its way', example: { bodyText: [['Asha', 'A-7']] } },
  ]
  const edited = await call('PATCH', `/v1/templates/${made.id}`, { components })
  assert.deepEqual([edited.status, edited.body.status], [200, 'PENDING'])
  await statusIs(made.id, 'APPROVED')
  assert.deepEqual(paths((await send('parcel', ['Asha'])).body), ['template.components.0.parameters'])
  assert.equal((await send('parcel', ['Asha', 'A-7'])).status, 202)
  const badEdit = await call('PATCH', `/v1/templates/${made.id}`, { components: [{ type: 'BODY', text: '' }] })
  assert.deepEqual([badEdit.status, paths(badEdit.body)], [400, ['components.0.text']])
  assert.equal((await call('DELETE', `/v1/templates/${made.id}`)).status, 204)
  assert.equal((await call('GET', `/v1/templates/${made.id}`)).status, 404)
  await simulator.faults({ templateReviewMs: 50 })
  const rejected = await create('scam', 'Send us money [reject:SCAM] please')
  await statusIs(rejected.id, 'REJECTED')
  assert.equal((await get(rejected.id))['rejectedReason'], 'SCAM')
})

test('a header has its sample by an upload of a file of the account', async () => {
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  const form = new FormData()
  form.set('file', new Blob([png], { type: 'image/png' }), 'a.png')
  const headers = { authorization: `Bearer ${gateway.apiKey}` }
  const reply = await fetch(`${gateway.url}/v1/media`, { method: 'POST', headers, body: form })
  const { id: mediaId } = (await reply.json()) as { id: string }
  const sample = await call('POST', '/v1/templates/samples', { mediaId })
  assert.equal(sample.status, 201, JSON.stringify(sample.body))
  const withImage = (headerHandle: string) => ({
    ...draft('pictured', ''),
    components: [
      { type: 'HEADER', format: 'IMAGE', example: { headerHandle: [headerHandle] } },
      { type: 'BODY', text: 'Look at this fine picture' },
    ],
  })
  const bad = await call('POST', '/v1/templates', withImage('4::made:up'))
  assert.deepEqual([bad.status, bad.body.code], [422, 'upstream_refused'])
  const made = await call('POST', '/v1/templates', withImage(sample.body.handle))
  assert.equal(made.status, 201, JSON.stringify(made.body))
  await statusIs(made.body.id, 'APPROVED')
  assert.equal((await call('POST', '/v1/templates/samples', { mediaId: made.body.id })).status, 404)
})

test('status, quality and category follow the webhooks of Meta', async () => {
  const template = await create('followed', 'We tell you of your order')
  await statusIs(template.id, 'APPROVED')
  await act(template, 'quality', { score: 'YELLOW' })
  await until('quality', async () => (await get(template.id))['quality'] === 'YELLOW')
  await act(template, 'flag')
  await until('flag', async () => (await get(template.id))['flagged'])
  await act(template, 'category', { category: 'MARKETING', notice: true })
  await until('notice', async () => (await get(template.id))['announcedCategory'] === 'MARKETING')
  await act(template, 'category', { category: 'MARKETING' })
  await until('category', async () => (await get(template.id)).category === 'MARKETING')
  await act(template, 'disable')
  await statusIs(template.id, 'DISABLED')
  assert.deepEqual(paths((await send('followed')).body), ['template.name'])
})

test('what was made at Meta directly is found: by its webhook, and by a sync that is asked for', async () => {
  const { accessToken, wabaId } = (await simulator.number(gateway.phoneNumberId)) as {
    accessToken: string
    wabaId?: string
  }
  const reply = await fetch(`${gateway.simulatorUrl}/v23.0/${wabaId}/message_templates`, {
    method: 'POST',
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ...draft('foreign', 'Made in the manager of Meta') }),
  })
  assert.equal(reply.status, 200)
  await until('the webhook brings it', async () => (await named('foreign'))?.status === 'APPROVED')
  assert.ok((await call('POST', '/v1/templates/sync', {})).body.count >= 8)
  const [state] = (await call('GET', '/v1/templates/sync')).body.data
  assert.deepEqual([state.wabaId, typeof state.syncedAt, state.error], [wabaId, 'string', null])
  const foreign = await named('foreign')
  await fetch(`${gateway.simulatorUrl}/v23.0/${wabaId}/message_templates?name=foreign`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${accessToken}` },
  })
  await until('gone', async () => (await call('GET', `/v1/templates/${foreign.id}`)).status === 404)
})

test('queued bulk messages of a template that is paused wait, say so, can be canceled, and go on afterwards', async () => {
  const template = await create('campaign', 'Our shop is open again')
  await statusIs(template.id, 'APPROVED')
  const messages = [1, 2, 3].map((at) => ({ ...message('campaign'), to: `1555700010${at}`, sendAt: inMs(2000) }))
  const bulk = (
    await call('POST', '/v1/messages/batch', { messages: messages.map((one) => ({ ...one, priority: 'bulk' })) })
  ).body
  const ids = bulk.results.map(({ id }: { id: string }) => id) as string[]
  assert.deepEqual([bulk.accepted, ids.length], [3, 3])
  await act(template, 'pause')
  await statusIs(template.id, 'PAUSED')
  await until('held', async () => (await get(template.id))['heldMessages'] === 3)
  const held = (await call('GET', `/v1/messages/${ids[0]}`)).body
  assert.equal(held.status, 'queued')
  assert.equal(held.timeline.at(-1).detail, 'held: the template campaign (en_US) is PAUSED')
  const [first, second, third] = ids as [string, string, string]
  assert.equal((await call('POST', `/v1/messages/${third}/cancel`)).status, 200)
  await act(template, 'approve')
  for (const id of [first, second]) await until('sent', async () => (await simulator.sendsOf(id)).length === 1)
  assert.equal((await get(template.id))['heldMessages'], 0)
  assert.deepEqual(await simulator.sendsOf(third), [])
})

test('a changed category holds what was accepted before it, until the account lets it go', async () => {
  const template = await create('notice', 'Your account has some news')
  await statusIs(template.id, 'APPROVED')
  const before = await send('notice', [], { sendAt: inMs(1500), priority: 'bulk' })
  await act(template, 'category', { category: 'MARKETING' })
  await until('held', async () => (await get(template.id))['heldMessages'] === 1)
  const after = await send('notice', [], { priority: 'bulk' })
  await until('a later one leaves', async () => (await simulator.sendsOf(after.body.id)).length === 1)
  assert.deepEqual(await simulator.sendsOf(before.body.id), [])
  const released = await call('POST', `/v1/templates/${template.id}/release`)
  assert.deepEqual([released.status, released.body.holdBefore], [200, null])
  await until('the held one leaves', async () => (await simulator.sendsOf(before.body.id)).length === 1)
})

import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import fixture from '../../../packages/http/src/surfaces/waba-portal/fixtures/templates.json' with { type: 'json' }
import { freshPhone } from '../../flow/simulator-control.ts'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { until } from '../../support/processes.ts'

interface View {
  id: string
  name: string
  status: string
  category: string
  language: string
  components: { type: string; text?: string; buttons?: object[] }[]
}

let gateway: RunningGateway
beforeAll(async () => {
  gateway = await startGateway(null)
  await until('the templates', async () => (await list()).length > 0)
})
afterAll(() => gateway.close())

const call = (method: string, path = '', body?: unknown) => gateway.call(method, `/api/v1/templates${path}`, body)
const list = async () => (await call('GET')).body.data as View[]
const named = (name: string) => async () => (await list()).find((one) => one.name === name)
const become = (name: string, status: string) =>
  until(`${name} to be ${status}`, async () => {
    const found = await named(name)()
    return found?.status === status && found
  })
const send = (body: object) => gateway.call('POST', '/api/v1/messages/template', { to: freshPhone(), ...body })

test('the list is as on the page', async () => {
  const { status, body } = await call('GET')
  assert.deepEqual([status, Object.keys(body)], [200, Object.keys(fixture.list)])
  for (const view of body.data) assert.deepEqual(Object.keys(view), Object.keys(fixture.list.data[0] ?? {}))
  const ready = await named('order_ready')()
  assert.match(ready?.id ?? '', /^\d+$/)
  assert.deepEqual([ready?.status, ready?.category, ready?.language], ['APPROVED', 'UTILITY', 'en_US'])
})

test.each(fixture.create)('the template $name of the page is created, reviewed and can be sent', async (draft) => {
  const { status, body } = await call('POST', '', draft)
  assert.equal(status, 200, JSON.stringify(body))
  assert.deepEqual(Object.keys(body), ['success', 'data'])
  const { id, name, language } = body.data as View
  assert.deepEqual([typeof id, name, language], ['string', draft.name, draft.language])
  await become(draft.name, 'APPROVED')
  const [values] = draft.components.flatMap(
    ({ example }: { example?: { body_text: string[][] } }) => example?.body_text ?? [],
  )
  const sent = await send({ templateName: draft.name, language: 'en', ...(values && { parameters: values }) })
  assert.equal(sent.status, 200, JSON.stringify(sent.body))
})

test('what Meta would refuse is refused in the words of the page, also where it is an example of the page', async () => {
  const { status, body } = await call('POST', '', fixture.refusedByMeta)
  assert.deepEqual([status, body.error], [400, 'Invalid parameter'])
  assert.match(body.details, /components\.1\.text .*variables can't be at the start or end/)
})

test('a rejected template is edited as on the page and reviewed again', async () => {
  const rejected = {
    name: 'spring_sale',
    category: 'MARKETING',
    language: 'en',
    components: [{ type: 'BODY', text: 'Buy [reject:SCAM] now please' }],
  }
  const created = await call('POST', '', rejected)
  assert.equal(created.status, 200, JSON.stringify(created.body))
  await become(rejected.name, 'REJECTED')
  const { status, body } = await call('POST', `/${created.body.data.id}/edit`, fixture.edit)
  assert.deepEqual([status, body.success], [200, true], JSON.stringify(body))
  const edited = await become(rejected.name, 'APPROVED')
  assert.deepEqual(
    edited.components.map(({ type, text }) => [type, text]),
    fixture.edit.components.map(({ type, text }) => [type, text]),
  )
})

test('a template is deleted by its name', async () => {
  const draft = {
    ...fixture.create[0],
    name: 'welcome_message',
    components: [{ type: 'BODY', text: 'Welcome to our little shop.' }],
  }
  assert.equal((await call('POST', '', draft)).status, 200)
  const { status, body } = await call('DELETE', '/welcome_message')
  assert.deepEqual([status, body], [200, { success: true }])
  assert.equal(await named('welcome_message')(), undefined)
  const again = await call('DELETE', '/welcome_message')
  assert.deepEqual([again.status, again.body], [404, { error: 'Template not found' }])
})

const two = { templateName: 'order_ready', language: 'en_US' }
test.each([
  ['an unknown name', { ...two, templateName: 'nobody' }, 404, 'Template not found'],
  ['another language', { ...two, language: 'de' }, 404, 'Template not found'],
  ['a parameter too few', { ...two, parameters: ['Asha'] }, 400, 'Component parameter count mismatch'],
  ['a parameter too many', { ...two, parameters: ['a', 'b', 'c'] }, 400, 'Component parameter count mismatch'],
  ['none', two, 400, 'Component parameter count mismatch'],
  ['a newline', { ...two, parameters: ['a', 'b\nc'] }, 400, 'Invalid template parameters'],
  ['an empty one', { ...two, parameters: ['a', ''] }, 400, 'Invalid template parameters'],
  ['an unknown component', { ...two, components: [{ type: 'sound' }] }, 400, undefined],
])('sending with %s is told in the words of the page', async (_name, body, status, words) => {
  const reply = await send(body)
  assert.equal(reply.status, status, JSON.stringify(reply.body))
  if (words) assert.equal(reply.body.error, words)
})

const good = fixture.create[0]
test.each<[string, string, string, unknown, number]>([
  ['POST', '', 'no name', { ...good, name: undefined }, 400],
  ['POST', '', 'a bad name', { ...good, name: 'Good Name' }, 400],
  ['POST', '', 'an unknown language', { ...good, name: 'a', language: 'xx' }, 400],
  ['POST', '', 'an unknown category', { ...good, name: 'a', category: 'SPAM' }, 400],
  ['POST', '', 'no components', { ...good, name: 'a', components: [] }, 400],
  ['POST', '', 'a component that is none', { ...good, name: 'a', components: [7] }, 400],
  [
    'POST',
    '',
    'no example',
    { ...good, name: 'a', components: [{ type: 'BODY', text: 'Hi {{1}} there you are' }] },
    400,
  ],
  ['POST', '', 'a long body', { ...good, name: 'a', components: [{ type: 'BODY', text: 'x'.repeat(1025) }] }, 400],
  ['POST', '', 'a NUL', { ...good, name: 'a', components: [{ type: 'BODY', text: 'a\0b' }] }, 400],
  [
    'POST',
    '',
    'half a pair',
    '{"name":"a","category":"UTILITY","language":"en","components":[{"type":"BODY","text":"\\ud800 x"}]}',
    400,
  ],
  ['POST', '', 'a list', [], 400],
  ['POST', '/123456789/edit', 'an unknown id', { category: 'MARKETING' }, 404],
  ['POST', '/order_ready/edit', 'a name for an id', { category: 'MARKETING' }, 400],
  ['POST', '/123456789/edit', 'nothing', {}, 400],
  ['POST', '/123456789/edit', 'components that are none', { components: 'x' }, 400],
  ['DELETE', '/Bad-Name', 'a bad name', undefined, 400],
  ['DELETE', '/%00', 'a NUL', undefined, 400],
])('%s %s with %s answers in one shape', async (method, path, _name, body, status) => {
  const reply = await call(method, path, body)
  assert.equal(reply.status, status, JSON.stringify(reply.body))
  assert.equal(typeof reply.body.error, 'string')
})

test("Meta's reason survives: a name that is there, and a language with another category", async () => {
  const draft = (change: object) => ({
    ...{ name: 'delivery_note', category: 'UTILITY', language: 'en_US' },
    components: [{ type: 'BODY', text: 'Your parcel {{1}} is on its way to you.', example: { body_text: [['A1']] } }],
    ...change,
  })
  assert.equal((await call('POST', '', draft({}))).status, 200)
  const twice = await call('POST', '', draft({}))
  assert.deepEqual([twice.status, twice.body.error], [400, 'Invalid parameter'])
  assert.match(twice.body.details, /Meta: \(#100\/2388024\) .*already en_US content/i)
  const other = await call('POST', '', draft({ language: 'de', category: 'MARKETING' }))
  assert.deepEqual([other.status, other.body.error], [400, "Template category doesn't match"])
  assert.match(other.body.details, /category/i)
})

test.each(['paused_offer', 'disabled_offer'])(
  '%s is not approved, so it is not found, and the details say why',
  async (name) => {
    const reply = await send({ templateName: name, language: 'en_US' })
    assert.deepEqual([reply.status, reply.body.error], [404, 'Template not found'])
    assert.match(reply.body.details, /PAUSED|DISABLED/)
  },
)

import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { simulatorControl } from '../../flow/simulator-control.ts'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { until } from '../../support/processes.ts'

let gateway: RunningGateway
let wabaId: string
beforeAll(async () => {
  gateway = await startGateway(null)
  const simulator = simulatorControl(gateway.simulatorUrl)
  await simulator.faults({ templateReviewMs: 1500 })
  wabaId = ((await simulator.number(gateway.phoneNumberId)) as unknown as { wabaId: string }).wabaId
})
afterAll(() => gateway.close())

const graph = (method: string, path: string, body?: unknown) => gateway.call(method, `/graph/v23.0/${path}`, body)
const edge = (query = '') => `${wabaId}/message_templates${query}`
const draft = (name: string, text: string) => ({
  name,
  language: 'en_US',
  category: 'UTILITY',
  components: [{ type: 'BODY', text }],
})

test('templates are listed in pages and fields as at Meta, before any round of ours', async () => {
  const { status, body } = await graph('GET', edge('?limit=5'))
  assert.deepEqual([status, body.data.length], [200, 5])
  assert.deepEqual(Object.keys(body.data[0]), [
    'name',
    'parameter_format',
    'components',
    'language',
    'status',
    'category',
    'id',
  ])
  const next = new URL(body.paging.next)
  const second = (await gateway.call('GET', next.pathname + next.search)).body
  assert.deepEqual([second.data.length, second.paging.next], [3, undefined])
  const count = async (query: string) => (await graph('GET', edge(`?limit=100&${query}`))).body.data.length
  for (const both of [
    'status=PAUSED,DISABLED',
    `status=${encodeURIComponent('["PAUSED","DISABLED"]')}`,
    'status=paused&status=disabled',
  ])
    assert.equal(await count(both), 2, both)
  assert.equal(await count(`status=APPROVED&language=${encodeURIComponent('["de"]')}`), 0)
  assert.equal((await graph('GET', edge('?status=[1]'))).status, 400)
  const named = (await graph('GET', edge('?name=order_ready&fields=name,quality_score'))).body.data
  assert.deepEqual(named, [{ name: 'order_ready', quality_score: { score: 'UNKNOWN' }, id: named[0]?.id }])
  const id = named[0]?.id ?? ''
  assert.equal((await graph('GET', `${id}?fields=category`)).body.category, 'UTILITY')
  assert.equal((await graph('GET', edge('?fields=nonsense'))).body.error.code, 100)
  assert.equal((await graph('GET', edge('?after=zz'))).body.error.code, 131059)
  assert.equal((await graph('GET', '123456/message_templates')).body.error.error_subcode, 33)
})

test('a template is created, edited and deleted; what is refused is told as Meta tells it', async () => {
  const made = await graph('POST', edge(), draft('hours', 'We are open from nine'))
  assert.deepEqual([made.status, made.body.status, made.body.category], [200, 'PENDING', 'UTILITY'])
  const { id } = made.body
  await until('approved', async () => (await graph('GET', `${id}?fields=status`)).body.status === 'APPROVED')
  const again = await graph('POST', edge(), draft('hours', 'We are open from ten'))
  assert.deepEqual([again.status, again.body.error.error_subcode], [400, 2388024])
  const bad = await graph('POST', edge(), draft('Hours', ''))
  assert.deepEqual([bad.status, bad.body.error.code, bad.body.error.message], [400, 100, 'Invalid parameter'])
  assert.match(bad.body.error.error_user_msg, /^name must be .*components\.0\.text is required/)
  assert.equal(bad.body.error.error_subcode, 2388046, 'of the first problem that has one')
  const shown = await graph('GET', `${id}?fields=name,previous_category,sub_category,quality_score`)
  assert.deepEqual(Object.keys(shown.body).sort(), ['id', 'name', 'quality_score'])
  const edited = await graph('POST', id, { components: [{ type: 'BODY', text: 'We are open from ten' }] })
  assert.deepEqual([edited.status, edited.body.success], [200, true])
  assert.deepEqual((await graph('DELETE', edge('?name=hours'))).body, { success: true })
  assert.equal((await graph('GET', id)).body.error.error_subcode, 33)
  for (const body of [[], 'text', 5, null])
    assert.equal((await graph('POST', edge(), JSON.stringify(body))).status, 400)
})

test('several templates are deleted by their ids, or none of them', async () => {
  const names = ['first_to_go', 'second_to_go']
  const made = await Promise.all(names.map((name) => graph('POST', edge(), draft(name, `This is the ${name} of them`))))
  const ids = made.map(({ body }) => body.id)
  const remove = (hsm: unknown, more = '') =>
    graph('DELETE', edge(`?hsm_ids=${encodeURIComponent(typeof hsm === 'string' ? hsm : JSON.stringify(hsm))}${more}`))
  const left = async () => (await graph('GET', edge('?name_or_content=_to_go'))).body.data.length
  for (const refused of [[], ['nobody'], 'x', '1', Array.from({ length: 101 }, (_, at) => at)])
    assert.deepEqual([(await remove(refused)).body.error.code, await left()], [100, 2], JSON.stringify(refused))
  assert.equal((await remove([...ids, '999'])).body.error.error_subcode, 33)
  assert.equal((await remove(ids, '&name=first_to_go')).body.error.code, 100)
  assert.equal(await left(), 2)
  assert.deepEqual((await remove(ids)).body, { success: true })
  assert.equal(await left(), 0)
})

test('a send that the template would not take has the code that Meta gives it', async () => {
  const send = async (name: string, components: unknown[] = []) => {
    const template = { name, language: { code: 'en_US' }, components }
    const message = { messaging_product: 'whatsapp', to: '14155552671', type: 'template', template }
    const { status, body } = await graph('POST', `${gateway.phoneNumberId}/messages`, message)
    return [status, body.error?.code]
  }
  const body = (...parameters: unknown[]) => [{ type: 'body', parameters }]
  assert.deepEqual(await send('nobody'), [404, 132001])
  assert.deepEqual(await send('paused_offer'), [400, 132015])
  assert.deepEqual(await send('disabled_offer'), [400, 132016])
  assert.deepEqual(await send('order_ready', body({ type: 'text', text: 'a' })), [400, 132000])
  const wrong = [
    { type: 'image', image: { id: '1' } },
    { type: 'text', text: 'b' },
  ]
  assert.deepEqual(await send('order_ready', body(...wrong)), [400, 132012])
  const link = { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'sale' }] }
  const texts = (...values: string[]) => body(...values.map((text) => ({ type: 'text', text })))
  for (const odd of ['a\nb', 'a\tb', 'a     b'])
    assert.deepEqual(await send('order_ready', texts(odd, 'b')), [400, 132018])
  assert.deepEqual(await send('order_ready', texts('a', 'b'.repeat(32_768))), [400, 132005])
  assert.deepEqual(await send('order_ready', texts('a\nb')), [400, 132000], 'a count comes first')
  assert.deepEqual(await send('summer_sale', [...texts('a'), link]), [400, 132012], 'a picture that is missing')
})

import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { simulatorControl } from '../../flow/simulator-control.ts'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { until } from '../../support/processes.ts'

let gateway: RunningGateway & { close(): Promise<void> }
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
  assert.deepEqual([second.data.length, second.paging.next], [2, undefined])
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
  const edited = await graph('POST', id, { components: [{ type: 'BODY', text: 'We are open from ten' }] })
  assert.deepEqual([edited.status, edited.body.success], [200, true])
  assert.deepEqual((await graph('DELETE', edge('?name=hours'))).body, { success: true })
  assert.equal((await graph('GET', id)).body.error.error_subcode, 33)
  for (const body of [[], 'text', 5, null])
    assert.equal((await graph('POST', edge(), JSON.stringify(body))).status, 400)
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
})

import assert from 'node:assert/strict'
import { afterAll, afterEach, beforeAll, test } from 'vitest'
import { simulatorControl } from '../../../flow/simulator-control.ts'
import { startGateway } from '../../../support/gateway.ts'
import { checked } from '../../../support/native.ts'
import { until } from '../../../support/processes.ts'
import {
  allSteps,
  type Body,
  doneSteps,
  idsOf,
  reasonOf,
  type SignupWorld,
  startSignupWorld,
} from '../../../support/signup-world.ts'

let world: SignupWorld
beforeAll(async () => {
  world = await startSignupWorld()
})
afterEach(() => world.meta.calls())
afterAll(() => world.close())

test('a code becomes a number that is subscribed, registered with a PIN, connected, and sends', async () => {
  const { atMeta, call, connected, gateway, meta, read, signUp } = world
  const number = await meta.newNumber()
  const code = await meta.newCode({ wabaId: number.wabaId })
  const { status, body } = await signUp({ ...idsOf(number), code })
  assert.equal(status, 201, JSON.stringify(body))
  assert.deepEqual([body.state, doneSteps(body), body.failure], ['done', allSteps, null])
  assert.deepEqual([body.pinStored, body.pinGenerated], [true, true])
  const { status: state, is_pin_enabled: hasPin } = await atMeta(number)
  assert.deepEqual([state, hasPin], ['CONNECTED', true])
  const apps = await meta.graph('GET', `${number.wabaId}/subscribed_apps`, number.accessToken)
  assert.equal(apps.body.data[0].whatsapp_business_api_data.id, meta.appId)
  const own = await connected(number)
  assert.deepEqual([own.id, own.wabaId, own.sandbox, own.hasAppSecret], [body.numberId, number.wabaId, false, false])
  assert.deepEqual([own.displayPhoneNumber, own.verifiedName], [number.displayPhoneNumber, number.verifiedName])
  assert.notEqual(own.verifiedAt, null)
  const repeated = await signUp({ ...idsOf(number), code })
  assert.deepEqual([repeated.status, repeated.body], [201, { ...body, updatedAt: repeated.body.updatedAt }])
  assert.equal((await signUp(idsOf(number))).status, 201)
  const sent = await call('POST', '/v1/messages', {
    from: own.id,
    to: '15557654321',
    type: 'text',
    text: { body: 'Hi' },
  })
  await until('the message to leave', async () => {
    const { body: message } = await call('GET', `/v1/messages/${sent.body.id}`)
    return message.wamid
  })
  const audit = await call('GET', `/v1/audit-log?targetKind=number_signup&targetId=${number.phoneNumberId}`)
  assert.deepEqual(audit.body.data.map(({ action }: Body) => action).reverse(), [
    'number_signup.code_exchanged',
    'number_signup.token_checked',
    'number_signup.app_subscribed',
    'number_signup.number_registered',
  ])
  const everything = JSON.stringify([body, repeated.body, audit.body, await read(number)]) + gateway.output()
  assert.doesNotMatch(everything, /EAAbusiness|AQ[\w-]{20}|"pin":/)
})

test('a number that is live already is not registered again', async () => {
  const { atMeta, meta, signUpWith } = world
  const number = await meta.newNumber()
  const pin = { messaging_product: 'whatsapp', pin: '111222' }
  await meta.graph('POST', `${number.phoneNumberId}/register`, number.accessToken, pin)
  const { status, body } = await signUpWith(number)
  assert.deepEqual([status, body.pinStored], [201, false])
  const inPhoneApp = await meta.newNumber({ registered: true })
  await meta.control('PUT', `numbers/${inPhoneApp.phoneNumberId}/health`, { node: { is_on_biz_app: true } })
  assert.equal((await signUpWith(inPhoneApp)).status, 201)
  assert.equal((await atMeta(inPhoneApp)).is_pin_enabled, false)
})

test('another code for a number that is done renews its token', async () => {
  const { call, meta, signUpWith } = world
  const number = await meta.newNumber()
  const first = await signUpWith(number)
  const second = await signUpWith(number)
  assert.deepEqual([second.status, second.body.numberId], [201, first.body.numberId])
  const audit = await call('GET', `/v1/audit-log?targetId=${first.body.numberId}`)
  assert.deepEqual(audit.body.data.map(({ action }: Body) => action).reverse(), [
    'number.connected',
    'number.credentials_changed',
  ])
})

test('each member is checked', async () => {
  const { call, signUp } = world
  const good = { code: 'AQx', wabaId: '102290129340398', phoneNumberId: '106540352242922', pin: '123456' }
  for (const [change, path] of [
    [{ code: '' }, 'code'],
    [{ code: 'a b' }, 'code'],
    [{ code: 'x'.repeat(4097) }, 'code'],
    [{ code: null }, 'code'],
    [{ wabaId: undefined }, 'wabaId'],
    [{ wabaId: '../me' }, 'wabaId'],
    [{ wabaId: 1 }, 'wabaId'],
    [{ phoneNumberId: null }, 'phoneNumberId'],
    [{ phoneNumberId: '1'.repeat(21) }, 'phoneNumberId'],
    [{ pin: '12345' }, 'pin'],
    [{ pin: '12345a' }, 'pin'],
    [{ pin: 123456 }, 'pin'],
    [{ more: 1 }, 'more'],
  ] as const) {
    const { status, body } = await signUp({ ...good, ...change })
    const paths = new Set(body.errors.map((one: Body) => one.path))
    assert.deepEqual([status, [...paths]], [400, [path]], JSON.stringify(change))
  }
  assert.equal((await call('POST', '/v1/numbers/embedded-signup')).status, 400)
  for (const id of ['106540352249999', 'x', '%00'])
    assert.equal((await call('GET', `/v1/numbers/embedded-signup/${id}`)).status, 404)
})

test('without an app of the operator a sandbox number goes through all steps at the simulator, and others none', async () => {
  const alone = await startGateway(null)
  try {
    const own = await checked(alone)
    const sandbox = (await own('GET', '/v1/numbers')).body.data[0]
    const simulator = simulatorControl(alone.simulatorUrl)
    const { code } = await simulator.call<{ code: string }>('POST', 'oauth-codes', { wabaId: sandbox.wabaId })
    const ids = { wabaId: sandbox.wabaId, phoneNumberId: sandbox.phoneNumberId }
    const { status, body } = await own('POST', '/v1/numbers/embedded-signup', { ...ids, code })
    assert.deepEqual([status, body.state, body.sandbox, body.numberId], [201, 'done', true, sandbox.id])
    const real = { wabaId: '102290129340398', phoneNumberId: '106540352242922', code: 'AQx' }
    const refused = await own('POST', '/v1/numbers/embedded-signup', real)
    assert.deepEqual(reasonOf(refused), [409, 'conflict', 'app_not_configured'])
  } finally {
    await alone.close()
  }
})

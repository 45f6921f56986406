import assert from 'node:assert/strict'
import { afterAll, afterEach, beforeAll, test } from 'vitest'
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

test('a number of the phone app is found by its account, is not registered, and sends', async () => {
  const { atMeta, call, connected, inPhoneApp, meta, ofAccount, signUp, withoutNumber } = world
  const number = await inPhoneApp()
  const code = await meta.newCode({ wabaId: number.wabaId })
  const { status, body } = await signUp({ wabaId: number.wabaId, code, pin: '123456' })
  assert.equal(status, 201, JSON.stringify(body))
  assert.deepEqual([body.state, body.phoneNumberId, doneSteps(body)], ['done', number.phoneNumberId, allSteps])
  assert.equal(body.pinStored, false)
  const { is_on_biz_app: inApp, is_pin_enabled: hasPin } = await atMeta(number)
  assert.deepEqual([inApp, hasPin], [true, false])
  const { id } = await connected(number)
  const hi = { from: id, to: '15557654321', type: 'text', text: { body: 'Hi' } }
  const sent = await call('POST', '/v1/messages', hi)
  await until('it to leave', async () => (await call('GET', `/v1/messages/${sent.body.id}`)).body.wamid)
  for (const again of [{ code }, {}, { code, phoneNumberId: number.phoneNumberId }]) {
    const repeated = await signUp({ wabaId: number.wabaId, ...again })
    assert.deepEqual([repeated.status, repeated.body.phoneNumberId], [201, number.phoneNumberId], JSON.stringify(again))
  }
  assert.equal((await ofAccount(number)).status, 404)
  const audit = await call('GET', `/v1/audit-log?targetKind=number_signup&targetId=${number.phoneNumberId}`)
  assert.deepEqual(audit.body.data.map(({ action }: Body) => action).at(-1), 'number_signup.number_found')
  const renewed = await withoutNumber(number)
  assert.deepEqual([renewed.status, renewed.body.numberId], [201, id])
  const register = await meta.graph('POST', `${number.phoneNumberId}/register`, number.accessToken, {
    messaging_product: 'whatsapp',
    pin: '123456',
  })
  assert.equal(register.status, 400)
})

test('a live number that is found by its account is left as it is, and one that is not is registered', async () => {
  const { atMeta, meta, withoutNumber } = world
  const live = await meta.newNumber({ registered: true })
  assert.equal((await withoutNumber(live)).status, 201)
  assert.deepEqual([(await atMeta(live)).status, (await atMeta(live)).is_pin_enabled], ['CONNECTED', false])
  const added = await meta.newNumber()
  const { status, body } = await withoutNumber(added)
  assert.deepEqual([status, body.pinStored, (await atMeta(added)).status], [201, true, 'CONNECTED'])
})

test('of an account with several numbers each is named, and the one that is chosen goes on with the same code', async () => {
  const { connected, inPhoneApp, meta, ofAccount, signUp } = world
  for (const withCode of [true, false]) {
    const first = await inPhoneApp()
    const second = await inPhoneApp({ wabaId: first.wabaId })
    const code = await meta.newCode({ wabaId: first.wabaId })
    const refused = await signUp({ wabaId: first.wabaId, code })
    assert.deepEqual(
      [...reasonOf(refused), refused.body.errors[0].path],
      [422, 'upstream_refused', 'number_not_chosen', 'phoneNumberId'],
    )
    for (const one of [first, second])
      assert.ok(refused.body.detail.includes(`${one.phoneNumberId} (${one.displayPhoneNumber})`), refused.body.detail)
    const { body: waiting } = await ofAccount(first)
    assert.deepEqual(
      [waiting.phoneNumberId, waiting.state, waiting.failure.reason],
      [null, 'failed', 'number_not_chosen'],
    )
    assert.equal((await signUp({ wabaId: first.wabaId })).body.reason, 'number_not_chosen')
    const chosen = await signUp({ ...idsOf(second), ...(withCode && { code }) })
    assert.deepEqual(
      [chosen.status, chosen.body.phoneNumberId],
      [201, second.phoneNumberId],
      JSON.stringify(chosen.body),
    )
    assert.deepEqual([(await ofAccount(first)).status, await connected(first)], [404, undefined])
  }
})

test('without a number in the account, or with one that is not linked yet, the call says so and a later one goes on', async () => {
  const { inPhoneApp, meta, signUp, withoutNumber } = world
  const number = await inPhoneApp()
  await meta.calls({ phone_numbers: { answer: { data: [] }, times: 1 } })
  const none = await withoutNumber(number)
  assert.deepEqual(reasonOf(none), [422, 'upstream_refused', 'account_has_no_number'])
  await meta.control('PUT', `numbers/${number.phoneNumberId}/health`, { node: { platform_type: 'NOT_APPLICABLE' } })
  const early = await signUp({ wabaId: number.wabaId })
  assert.deepEqual(reasonOf(early), [422, 'upstream_refused', 'number_in_phone_app'])
  await meta.control('PUT', `numbers/${number.phoneNumberId}/health`, { node: { platform_type: 'CLOUD_API' } })
  const { status, body } = await signUp({ wabaId: number.wabaId })
  assert.deepEqual([status, body.phoneNumberId, body.state], [201, number.phoneNumberId, 'done'])
})

test('a sign-up without a number is refused for what is wrong with its code or token, and renewed by a new code', async () => {
  const { inPhoneApp, meta, signUp, withoutNumber } = world
  const number = await inPhoneApp()
  const { wabaId } = number
  assert.deepEqual(reasonOf(await signUp({ wabaId })), [400, 'invalid_request', 'code_required'])
  assert.equal((await signUp({ wabaId, code: 'AQnobody' })).body.reason, 'code_invalid')
  const other = await meta.newNumber()
  const lacking = await signUp({ wabaId, code: await meta.newCode({ wabaId, targetIds: [other.wabaId] }) })
  assert.deepEqual(reasonOf(lacking), [422, 'upstream_refused', 'token_lacks_account'])
  const same = await signUp({ wabaId, phoneNumberId: wabaId, code: 'AQx' })
  assert.equal(same.body.reason, 'number_not_in_account')
  assert.equal((await withoutNumber(number)).status, 201)
})

test('a sign-up without a number loses no step that was done, wherever Meta goes away', async () => {
  const { inPhoneApp, meta, signUp, withoutNumber } = world
  for (const edge of ['debug_token', 'phone_numbers', 'subscribed_apps'])
    for (const times of [1, 2]) {
      const number = await inPhoneApp()
      await meta.calls({ [edge]: { drop: 'after', times } })
      const away = await withoutNumber(number)
      assert.equal(away.body.reason, 'meta_unavailable', `${edge} ${times}`)
      await meta.calls()
      const { status, body } = await signUp({ wabaId: number.wabaId })
      assert.deepEqual([status, body.state], [201, 'done'], `${edge} ${times}`)
    }
})

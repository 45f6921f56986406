import assert from 'node:assert/strict'
import { afterAll, afterEach, beforeAll, test } from 'vitest'
import { doneSteps, idsOf, reasonOf, type SignupWorld, startSignupWorld } from '../../../support/signup-world.ts'

let world: SignupWorld
beforeAll(async () => {
  world = await startSignupWorld()
})
afterEach(() => world.meta.calls())
afterAll(() => world.close())

test('what is wrong with the code is told, and a new one goes on', async () => {
  const { meta, read, signUp, signUpWith } = world
  const number = await meta.newNumber()
  const used = await meta.newCode({ wabaId: number.wabaId })
  const access = { client_id: meta.appId, client_secret: meta.appSecret }
  await fetch(`${meta.url}/v23.0/oauth/access_token?${new URLSearchParams({ ...access, code: used })}`)
  const late = await meta.newCode({ wabaId: number.wabaId })
  await meta.control('PUT', 'clock', { advanceMs: 31_000 })
  const ofOther = await meta.newCode({ wabaId: (await meta.newNumber({ appSecret: 'another-app' })).wabaId })
  for (const [code, reason] of [
    [used, 'code_used'],
    [late, 'code_expired'],
    ['AQnobody', 'code_invalid'],
    [ofOther, 'code_invalid'],
  ] as const) {
    const refused = await signUp({ ...idsOf(number), code })
    assert.deepEqual(reasonOf(refused), [422, 'upstream_refused', reason])
    assert.equal(refused.body.errors[0].path, 'code')
    assert.equal(JSON.stringify(refused.body).includes(code), false)
    const { state, failure } = await read(number)
    assert.deepEqual([state, failure.step, failure.reason], ['failed', 'code_exchanged', reason])
    assert.deepEqual([failure.detail, failure.meta], [refused.body.detail, refused.body.errors[0].detail])
  }
  await meta.calls({ access_token: { code: 1, message: 'Error validating client secret.', times: 1 } })
  assert.deepEqual(reasonOf(await signUpWith(number)), [422, 'upstream_refused', 'app_refused'])
  assert.deepEqual(reasonOf(await signUp(idsOf(number))), [400, 'invalid_request', 'code_required'])
  assert.equal((await signUpWith(number)).status, 201)
})

test('a token that does not do is refused before anything is changed, and forgotten: the next code is taken', async () => {
  const { atMeta, connected, meta, read, signUp, signUpWith } = world
  const number = await meta.newNumber()
  const other = await meta.newNumber()
  for (const [grant, reason, told] of [
    [{ appId: '123456789012345' }, 'token_of_other_app', /another app/],
    [{ scopes: ['whatsapp_business_management'] }, 'token_lacks_scope', /whatsapp_business_messaging/],
    [{ targetIds: [other.wabaId] }, 'token_lacks_account', /does not cover/],
    [{ expiresAt: 1000 }, 'token_expired', /expired/],
  ] as const) {
    const refused = await signUpWith(number, grant)
    assert.deepEqual(reasonOf(refused), [422, 'upstream_refused', reason])
    assert.match(refused.body.detail, told)
    assert.deepEqual(doneSteps(await read(number)), [])
    assert.deepEqual(reasonOf(await signUp(idsOf(number))), [400, 'invalid_request', 'code_required'])
  }
  const foreign = await signUpWith(number, {}, { phoneNumberId: other.phoneNumberId })
  assert.deepEqual(reasonOf(foreign), [422, 'upstream_refused', 'number_not_in_account'])
  const apps = await meta.graph('GET', `${number.wabaId}/subscribed_apps`, number.accessToken)
  assert.deepEqual([apps.body.data, (await atMeta(other)).status], [[], 'DISCONNECTED'])
  assert.equal(await connected(other), undefined)
  assert.equal((await signUpWith(number)).status, 201)
  const corrected = await signUp({ ...idsOf(other), code: await meta.newCode({ wabaId: other.wabaId }) })
  assert.deepEqual(reasonOf(corrected), [422, 'upstream_refused', 'token_lacks_account']) // the stored token is of the wrong account
  assert.equal((await signUpWith(other)).status, 201)
})

test('each way in which Meta refuses to register has its name, and the same token goes on afterwards', async () => {
  const { meta, read, signUp } = world
  const number = await meta.newNumber()
  const code = await meta.newCode({ wabaId: number.wabaId })
  for (const [metaCode, reason] of [
    [133000, 'deregistration_incomplete'],
    [133006, 'number_not_verified'],
    [133008, 'pin_guessed_too_often'],
    [133009, 'pin_guessed_too_fast'],
    [133015, 'number_deleted_lately'],
    [133016, 'registration_limited'],
    [131031, 'meta_refused'],
  ] as const) {
    await meta.calls({ register: { code: metaCode } })
    const refused = await signUp({ ...idsOf(number), code })
    assert.deepEqual(reasonOf(refused), [422, 'upstream_refused', reason])
    assert.match(refused.body.errors[0].detail, new RegExp(String(metaCode)))
    assert.deepEqual(doneSteps(await read(number)), ['code_exchanged', 'token_checked', 'app_subscribed'])
  }
  await meta.calls({ register: { code: 4 } })
  assert.deepEqual(reasonOf(await signUp(idsOf(number))), [503, 'upstream_unavailable', 'meta_unavailable'])
  await meta.calls()
  assert.equal((await signUp(idsOf(number))).status, 201)
})

test('a token that is revoked between two steps is forgotten, and the next code goes on', async () => {
  const { meta, signUp, signUpWith } = world
  const number = await meta.newNumber()
  await meta.calls({ subscribed_apps: { code: 190, times: 1 } })
  assert.deepEqual(reasonOf(await signUpWith(number)), [422, 'upstream_refused', 'token_invalid'])
  assert.deepEqual(reasonOf(await signUp(idsOf(number))), [400, 'invalid_request', 'code_required'])
  await meta.calls({ register: { code: 200, times: 1 } })
  assert.deepEqual(reasonOf(await signUpWith(number)), [422, 'upstream_refused', 'permission_missing'])
  assert.equal((await signUpWith(number)).status, 201)
})

import assert from 'node:assert/strict'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { type BusinessNumber, type Meta, startMeta } from '../../support/meta.ts'
import { checked } from '../../support/native.ts'
import { until } from '../../support/processes.ts'

let meta: Meta
let gateway: RunningGateway & { close(): Promise<void> }
let call: RunningGateway['call']

beforeAll(async () => {
  meta = await startMeta()
  gateway = await startGateway(null, meta.env)
  call = await checked(gateway)
})
afterEach(() => meta.calls())
afterAll(async () => {
  await gateway.close()
  await meta.close()
})

const idsOf = ({ phoneNumberId, wabaId }: BusinessNumber) => ({ phoneNumberId, wabaId })
const signUp = (body: object, headers?: Record<string, string>) =>
  call('POST', '/v1/numbers/embedded-signup', body, headers)
const signUpWith = async (
  number: BusinessNumber,
  grant: object = {},
  change: object = {},
  headers?: Record<string, string>,
) => signUp({ ...idsOf(number), code: await meta.newCode({ wabaId: number.wabaId, ...grant }), ...change }, headers)
const read = async ({ phoneNumberId }: BusinessNumber) =>
  (await call('GET', `/v1/numbers/embedded-signup/${phoneNumberId}`)).body

// biome-ignore lint/suspicious/noExplicitAny: looked into by name
type Body = any
const doneSteps = (signup: Body) =>
  signup.steps.filter(({ doneAt }: Body) => doneAt !== null).map(({ step }: Body) => step)
const allSteps = ['code_exchanged', 'token_checked', 'app_subscribed', 'number_registered', 'number_connected']
const connected = async ({ phoneNumberId }: BusinessNumber) =>
  (await call('GET', '/v1/numbers?limit=100')).body.data.find((one: Body) => one.phoneNumberId === phoneNumberId)
const atMeta = async ({ phoneNumberId, accessToken }: BusinessNumber) =>
  (await meta.graph('GET', phoneNumberId, accessToken)).body

const reasonOf = ({ status, body }: { status: number; body: Body }) => [status, body.code, body.reason]

test('a code becomes a number that is subscribed, registered with a PIN, connected, and sends', async () => {
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
  const everything = JSON.stringify([body, repeated.body, audit.body, await read(number)]) + gateway.process().output()
  assert.doesNotMatch(everything, /EAAbusiness|AQ[\w-]{20}|"pin":/)
})

test('what is wrong with the code is told, and a new one goes on', async () => {
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

test('the PIN of a number that has one is needed, and a wrong one is not kept', async () => {
  const number = await meta.newNumber()
  await meta.graph('POST', `${number.phoneNumberId}/register`, number.accessToken, {
    messaging_product: 'whatsapp',
    pin: '111222',
  })
  await meta.graph('POST', `${number.phoneNumberId}/deregister`, number.accessToken)
  const without = await signUpWith(number)
  assert.deepEqual([...reasonOf(without), without.body.errors[0].path], [422, 'upstream_refused', 'pin_wrong', 'pin'])
  assert.match(without.body.errors[0].detail, /133005/)
  const wrong = await signUp({ ...idsOf(number), pin: '999999' })
  assert.deepEqual([wrong.body.reason, (await read(number)).pinStored], ['pin_wrong', false])
  const right = await signUp({ ...idsOf(number), pin: '111222' })
  assert.deepEqual([right.status, right.body.pinStored, right.body.pinGenerated], [201, true, false])
  assert.doesNotMatch(JSON.stringify([wrong.body, right.body]), /999999|111222/)
})

test('an owner, or a key with every scope, reads the PIN, which is recorded; nobody else does', async () => {
  const number = await meta.newNumber()
  const reveal = (headers?: Record<string, string>) =>
    call('POST', `/v1/numbers/embedded-signup/${number.phoneNumberId}/pin`, undefined, headers)
  assert.equal((await reveal()).status, 404)
  assert.equal((await signUpWith(number)).status, 201)
  const { status, headers, body } = await reveal()
  assert.deepEqual([status, body.generated, headers.get('cache-control')], [200, true, 'no-store'])
  await meta.graph('POST', `${number.phoneNumberId}/deregister`, number.accessToken)
  const elsewhere = { messaging_product: 'whatsapp', pin: body.pin }
  const registered = await meta.graph('POST', `${number.phoneNumberId}/register`, number.accessToken, elsewhere)
  assert.equal(registered.status, 200, JSON.stringify(registered.body))
  for (const [key, told] of [
    [{ name: 'almost', scopes: ['numbers:*', 'messages:*'] }, /scope \*/],
    [{ name: 'reader', scopes: ['numbers:read'] }, /numbers:write/],
    [{ name: 'bound', numberIds: [(await connected(number)).id] }, /restricted/],
    [{ name: 'test', test: true }, /test key/],
  ] as const) {
    const made = await call('POST', '/v1/api-keys', key)
    const refused = await reveal({ authorization: `Bearer ${made.body.secret}` })
    assert.equal(refused.status, 403)
    assert.match(refused.body.detail, told)
  }
  const other = await call('POST', '/auth/register', { name: 'Other', email: 'pins@example.com' })
  assert.equal((await reveal({ authorization: `Bearer ${other.body.data.apiKey}` })).status, 404)
  const audit = await call('GET', '/v1/audit-log?action=number_signup.pin_revealed')
  assert.deepEqual(
    audit.body.data.map(({ target, after }: Body) => [target.id, after]),
    [[number.phoneNumberId, { generated: true }]],
  )
  assert.equal(JSON.stringify(audit.body).includes(body.pin) || gateway.process().output().includes(body.pin), false)
})

test('a wrong guess does not replace the PIN that was made here and is set already', async () => {
  const number = await meta.newNumber()
  await meta.calls({ register: { drop: 'after', times: 1 } })
  assert.deepEqual(reasonOf(await signUpWith(number)), [503, 'upstream_unavailable', 'meta_unavailable'])
  const wrong = await signUp({ ...idsOf(number), pin: '000000' })
  assert.deepEqual([wrong.body.reason, (await read(number)).pinStored], ['pin_wrong', true])
  const { status, body } = await signUp(idsOf(number))
  assert.deepEqual([status, body.state, body.pinStored, body.pinGenerated], [201, 'done', true, true])
})

test('of two accounts that sign up one number at once, one gets it', async () => {
  const number = await meta.newNumber()
  const strangers = await Promise.all(
    ['first', 'second'].map(async (name) => {
      const made = await call('POST', '/auth/register', { name, email: `${name}-at-once@example.com` })
      return { authorization: `Bearer ${made.body.data.apiKey}` }
    }),
  )
  const replies = await Promise.all(strangers.map((headers) => signUpWith(number, {}, {}, headers)))
  const told = replies.map(({ status, body }) => [status, body.reason ?? body.state])
  assert.equal(told.filter(([status]) => status === 201).length, 1, JSON.stringify(told))
  assert.ok(
    told.every(([, what]) => ['done', 'number_taken', 'pin_wrong'].includes(what)),
    JSON.stringify(told),
  )
})

test('a number that is live already is not registered again', async () => {
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

test('each way in which Meta refuses to register has its name, and the same token goes on afterwards', async () => {
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
  const number = await meta.newNumber()
  await meta.calls({ subscribed_apps: { code: 190, times: 1 } })
  assert.deepEqual(reasonOf(await signUpWith(number)), [422, 'upstream_refused', 'token_invalid'])
  assert.deepEqual(reasonOf(await signUp(idsOf(number))), [400, 'invalid_request', 'code_required'])
  await meta.calls({ register: { code: 200, times: 1 } })
  assert.deepEqual(reasonOf(await signUpWith(number)), [422, 'upstream_refused', 'permission_missing'])
  assert.equal((await signUpWith(number)).status, 201)
})

test('where Meta does not answer, before a step took effect or after, the next call goes on', async () => {
  for (const edge of ['debug_token', 'phone_numbers', 'subscribed_apps', 'register'])
    for (const drop of ['before', 'after']) {
      const number = await meta.newNumber()
      await meta.calls({ [edge]: { drop, times: 1 } })
      const away = await signUpWith(number)
      assert.deepEqual(reasonOf(away), [503, 'upstream_unavailable', 'meta_unavailable'], `${edge} ${drop}`)
      const { status, body } = await signUp(idsOf(number))
      assert.deepEqual([status, body.state, body.pinStored], [201, 'done', true], `${edge} ${drop}`)
    }
  const number = await meta.newNumber()
  await meta.calls({ access_token: { drop: 'after', times: 1 } })
  const code = await meta.newCode({ wabaId: number.wabaId })
  assert.equal((await signUp({ ...idsOf(number), code })).body.reason, 'meta_unavailable')
  assert.equal((await signUp({ ...idsOf(number), code })).body.reason, 'code_used')
  assert.equal((await signUpWith(number)).status, 201)
})

test('of calls at once one works and the others are told to come back', async () => {
  const number = await meta.newNumber()
  const code = await meta.newCode({ wabaId: number.wabaId })
  await meta.calls({ register: { delayMs: 1500 } })
  const first = signUp({ ...idsOf(number), code })
  await until('the first to be at work', async () => doneSteps(await read(number)).includes('app_subscribed'))
  assert.equal((await read(number)).state, 'running')
  const others = await Promise.all(Array.from({ length: 5 }, () => signUp({ ...idsOf(number), code })))
  for (const { status, body, headers } of others) {
    assert.deepEqual([status, body.code, body.reason], [409, 'conflict', undefined])
    assert.ok(Number(headers.get('retry-after')) > 0)
  }
  assert.equal((await first).status, 201)
})

test('another code for a number that is done renews its token', async () => {
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

test('a number that another account has stays its own, and who has it is not told', async () => {
  const number = await meta.newNumber()
  const mine = await signUpWith(number)
  const other = await call('POST', '/auth/register', { name: 'Other', email: 'signups@example.com' })
  const headers = { authorization: `Bearer ${other.body.data.apiKey}` }
  const path = `/v1/numbers/embedded-signup/${number.phoneNumberId}`
  assert.equal((await call('GET', path, undefined, headers)).status, 404)
  const guess = await signUp({ ...idsOf(number), code: 'AQnobody' }, headers)
  assert.deepEqual(reasonOf(guess), [422, 'upstream_refused', 'code_invalid'])
  const code = await meta.newCode({ wabaId: number.wabaId })
  const refused = await signUp({ ...idsOf(number), code, pin: '123123' }, headers)
  assert.deepEqual(reasonOf(refused), [409, 'conflict', 'number_taken'])
  const { body: theirs } = await call('GET', path, undefined, headers)
  assert.deepEqual([theirs.state, theirs.numberId, doneSteps(theirs)], ['failed', null, ['code_exchanged']])
  assert.doesNotMatch(JSON.stringify([refused.body, theirs]), new RegExp(`${mine.body.numberId}|${gateway.accountId}`))
  assert.equal((await read(number)).state, 'done')
  assert.equal((await call('DELETE', `/v1/numbers/${mine.body.numberId}`)).status, 204)
  assert.equal((await call('GET', path)).status, 404)
  assert.equal((await signUp(idsOf(number), headers)).status, 201)
})

test('each member is checked', async () => {
  const good = { code: 'AQx', wabaId: '102290129340398', phoneNumberId: '106540352242922', pin: '123456' }
  for (const [change, path] of [
    [{ code: '' }, 'code'],
    [{ code: 'a b' }, 'code'],
    [{ code: 'x'.repeat(4097) }, 'code'],
    [{ code: null }, 'code'],
    [{ wabaId: undefined }, 'wabaId'],
    [{ wabaId: '../me' }, 'wabaId'],
    [{ wabaId: 1 }, 'wabaId'],
    [{ phoneNumberId: undefined }, 'phoneNumberId'],
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

test('a key without numbers:write, and one that is restricted to some numbers, sign up nothing', async () => {
  const number = await meta.newNumber()
  const { body } = await signUpWith(number)
  const sandbox = (await call('GET', '/v1/numbers')).body.data.find((one: Body) => one.sandbox)
  const path = `/v1/numbers/embedded-signup/${number.phoneNumberId}`
  for (const [key, seen] of [
    [{ name: 'reader', scopes: ['numbers:read'] }, 200],
    [{ name: 'one', numberIds: [body.numberId] }, 200],
    [{ name: 'other', numberIds: [sandbox.id] }, 404],
  ] as const) {
    const made = await call('POST', '/v1/api-keys', key)
    const headers = { authorization: `Bearer ${made.body.secret}` }
    assert.equal((await signUp(idsOf(number), headers)).status, 403)
    assert.equal((await call('GET', path, undefined, headers)).status, seen)
  }
})

test('a process that dies between two steps loses none that was done', async () => {
  const numbers = [await meta.newNumber(), await meta.newNumber(), await meta.newNumber()]
  const slow = { delayMs: 60_000 }
  const edges = ['register', 'subscribed_apps', 'debug_token']
  const reached = ['app_subscribed', 'token_checked', 'code_exchanged']
  for (const [at, number] of numbers.entries()) {
    await meta.calls(Object.fromEntries(edges.slice(0, at + 1).map((edge) => [edge, slow])))
    signUpWith(number).catch(() => undefined) // its answer never comes
    await until('it to stand before the call', async () => doneSteps(await read(number)).includes(reached[at]))
    await sleep(100)
  }
  await gateway.process().stop('SIGKILL')
  await meta.calls()
  await gateway.restart()
  const [first] = numbers
  assert.ok(first)
  const early = await signUp(idsOf(first))
  assert.deepEqual([early.status, early.body.code], [409, 'conflict'])
  for (const number of numbers) {
    const { body } = await until('the dead call to let go', async () => {
      const reply = await signUp(idsOf(number))
      assert.ok([201, 409].includes(reply.status), JSON.stringify(reply.body))
      return reply.status === 201 && reply
    })
    assert.deepEqual([body.state, doneSteps(body)], ['done', allSteps])
    assert.ok(await connected(number))
  }
})

test('without an app of the operator a sandbox number goes through all steps at the simulator, and others none', async () => {
  const alone = await startGateway(null)
  try {
    const own = await checked(alone)
    const sandbox = (await own('GET', '/v1/numbers')).body.data[0]
    const reply = await fetch(`${alone.simulatorUrl}/_simulator/oauth-codes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ wabaId: sandbox.wabaId }),
    })
    const { code } = (await reply.json()) as { code: string }
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

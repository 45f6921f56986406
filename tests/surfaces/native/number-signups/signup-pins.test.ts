import assert from 'node:assert/strict'
import { afterAll, afterEach, beforeAll, test } from 'vitest'
import { type Body, idsOf, reasonOf, type SignupWorld, startSignupWorld } from '../../../support/signup-world.ts'

let world: SignupWorld
beforeAll(async () => {
  world = await startSignupWorld()
})
afterEach(() => world.meta.calls())
afterAll(() => world.close())

test('the PIN of a number that has one is needed, and a wrong one is not kept', async () => {
  const { meta, read, signUp, signUpWith } = world
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
  const { call, connected, gateway, meta, signUpWith } = world
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
  assert.equal(JSON.stringify(audit.body).includes(body.pin) || gateway.output().includes(body.pin), false)
})

test('a wrong guess does not replace the PIN that was made here and is set already', async () => {
  const { meta, read, signUp, signUpWith } = world
  const number = await meta.newNumber()
  await meta.calls({ register: { drop: 'after', times: 1 } })
  assert.deepEqual(reasonOf(await signUpWith(number)), [503, 'upstream_unavailable', 'meta_unavailable'])
  const wrong = await signUp({ ...idsOf(number), pin: '000000' })
  assert.deepEqual([wrong.body.reason, (await read(number)).pinStored], ['pin_wrong', true])
  const { status, body } = await signUp(idsOf(number))
  assert.deepEqual([status, body.state, body.pinStored, body.pinGenerated], [201, 'done', true, true])
})

import assert from 'node:assert/strict'
import { afterAll, afterEach, beforeAll, test } from 'vitest'
import {
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

test('of two accounts that sign up one number at once, one gets it', async () => {
  const { call, meta, signUpWith } = world
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

test('a number that another account has stays its own, and who has it is not told', async () => {
  const { call, gateway, meta, read, signUp, signUpWith } = world
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

test('a key without numbers:write, and one that is restricted to some numbers, sign up nothing', async () => {
  const { call, meta, signUp, signUpWith } = world
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

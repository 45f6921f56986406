import assert from 'node:assert/strict'
import { afterAll, afterEach, beforeAll, test } from 'vitest'
import type { GatewayProcess } from '../../../support/gateway.ts'
import { until } from '../../../support/processes.ts'
import {
  allSteps,
  doneSteps,
  idsOf,
  reasonOf,
  type SignupWorld,
  startSignupProcess,
} from '../../../support/signup-world.ts'

let world: SignupWorld<GatewayProcess>
beforeAll(async () => {
  world = await startSignupProcess()
})
afterEach(() => world.meta.calls())
afterAll(() => world.close())

test('where Meta does not answer, before a step took effect or after, the next call goes on', async () => {
  const { meta, signUp, signUpWith } = world
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
  const { meta, read, signUp } = world
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

test('a process that dies between two steps loses none that was done', async () => {
  const { connected, gateway, inPhoneApp, meta, ofAccount, read, signUp, signUpWith, withoutNumber } = world
  const numbers = [await meta.newNumber(), await meta.newNumber(), await meta.newNumber()]
  const slow = { delayMs: 60_000, times: 1 }
  const edges = ['register', 'subscribed_apps', 'debug_token']
  const reached = ['app_subscribed', 'token_checked', 'code_exchanged']
  for (const [at, number] of numbers.entries()) {
    const edge = edges[at] ?? ''
    await meta.calls({ [edge]: slow })
    signUpWith(number).catch(() => undefined) // its answer never comes
    await until('the call to be at Meta', async () => (await meta.callsLeft(edge)) === 0)
    assert.equal(doneSteps(await read(number)).at(-1), reached[at])
  }
  const ofPhoneApp = await inPhoneApp()
  await meta.calls({ phone_numbers: slow })
  withoutNumber(ofPhoneApp).catch(() => undefined)
  await until('it to look for its number', async () => (await meta.callsLeft('phone_numbers')) === 0)
  assert.ok(doneSteps((await ofAccount(ofPhoneApp)).body).includes('code_exchanged'))
  await gateway.process().stop('SIGKILL')
  await meta.calls()
  await gateway.restart()
  const [first] = numbers
  assert.ok(first)
  const early = await signUp(idsOf(first))
  assert.deepEqual([early.status, early.body.code], [409, 'conflict'])
  for (const number of [...numbers, ofPhoneApp]) {
    const { body } = await until(
      'the dead call to let go',
      async () => {
        const reply = await signUp(number === ofPhoneApp ? { wabaId: number.wabaId } : idsOf(number))
        assert.ok([201, 409].includes(reply.status), JSON.stringify(reply.body))
        return reply.status === 201 && reply
      },
      60_000,
    ) // a dead call holds a sign-up for 35 s
    assert.deepEqual([body.state, doneSteps(body)], ['done', allSteps])
    assert.ok(await connected(number))
  }
})

import assert from 'node:assert/strict'
import { appIdOf } from '@dawk/simulator/numbers/numbers.ts'
import { startSimulator } from '@dawk/simulator/simulator.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { assertEventData } from '../../support/documented-events.ts'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { checked } from '../../support/native.ts'
import { until } from '../../support/processes.ts'

const appSecret = 'the-secret-of-the-operator'
const number = {
  phoneNumberId: '106540352242922',
  wabaId: '102290129340398',
  displayPhoneNumber: '+1 555 000 1111',
  verifiedName: 'Shop',
  accessToken: 'EAAreal',
  appSecret,
}
const appId = appIdOf(number)

let meta: Awaited<ReturnType<typeof startSimulator>>
let gateway: RunningGateway
let call: RunningGateway['call']

/** Real numbers at a Meta that the simulator plays. */
beforeAll(async () => {
  meta = await startSimulator({ port: 0 })
  gateway = await startGateway(null, {
    META_GRAPH_URL: meta.url,
    META_APP_ID: appId,
    META_APP_SECRET: appSecret,
    META_VERIFY_TOKEN: 'our-verify-token',
  })
  call = await checked(gateway)
})
afterAll(async () => {
  await gateway.close()
  await meta.close()
})

async function control(method: string, path: string, body: object) {
  const headers = { 'content-type': 'application/json' }
  const reply = await fetch(`${meta.url}/_simulator/${path}`, { method, headers, body: JSON.stringify(body) })
  assert.equal(reply.status, 200, await reply.clone().text())
  return reply.json() as Promise<Record<string, unknown>>
}

const asBefore = { ...number, tokenScopes: null, tokenExpiresAt: null }
const atMeta = (change: object = {}) => control('PUT', 'numbers', { numbers: [{ ...asBefore, ...change }] })

const credentials = (change: object = {}) => ({
  whatsappAccessToken: number.accessToken,
  whatsappPhoneNumberId: number.phoneNumberId,
  ...change,
})

async function connect(change: object = {}): Promise<void> {
  const { status, body } = await gateway.call('PUT', '/auth/me/credentials', credentials(change))
  assert.equal(status, 200, `${JSON.stringify(body)} ${gateway.output()}`)
}

async function ownNumberId(): Promise<string> {
  const { body } = await call('GET', '/v1/numbers')
  return body.data.find((one: { sandbox: boolean }) => !one.sandbox).id
}

async function verify() {
  const { status, body } = await call('POST', `/v1/numbers/${await ownNumberId()}/verify`)
  assert.equal(status, 200, JSON.stringify(body))
  // biome-ignore lint/suspicious/noExplicitAny: looked into by name
  const of = (name: string): any => body.checks.find(({ check }: { check: string }) => check === name)
  return { ...body, of, failing: body.checks.filter(({ ok }: { ok: unknown }) => ok === false) }
}

test('verification of a number in order says of each thing that it is right', async () => {
  await atMeta({ callbackUrl: `${gateway.url}/webhooks/whatsapp` })
  await connect()
  const report = await verify()
  assert.deepEqual([report.ok, report.failing], [true, []])
  assert.ok(
    report.checks.every(({ ok }: { ok: unknown }) => ok === true),
    JSON.stringify(report.checks),
  )
  assert.deepEqual([report.number.wabaId, report.number.verifiedName], [number.wabaId, number.verifiedName])
  assert.match(report.of('token_app').detail, new RegExp(appId))
  assert.equal((await gateway.call('POST', '/auth/me/credentials/verify')).status, 200)
})

test('what is wrong at Meta is named, with what to do about it', async () => {
  await atMeta({ callbackUrl: 'http://127.0.0.1:9/elsewhere', tokenScopes: ['whatsapp_business_messaging'] })
  const report = await verify()
  assert.deepEqual(
    report.failing.map(({ check }: { check: string }) => check),
    ['token_scopes', 'callback'],
  )
  assert.match(report.of('token_scopes').detail, /lacks whatsapp_business_management/)
  assert.match(report.of('callback').detail, /elsewhere/)
  assert.match(report.of('callback').remedy, /webhooks\/whatsapp/)
  const refused = await gateway.call('POST', '/auth/me/credentials/verify')
  assert.match(JSON.stringify(refused.body), /lacks whatsapp_business_management/)
  assert.equal(refused.body.success, false)
})

test('a token that has expired, and one that soon will', async () => {
  const now = Math.floor(Date.now() / 1000)
  await atMeta({ callbackUrl: `${gateway.url}/webhooks/whatsapp`, tokenExpiresAt: now - 60 })
  const late = await verify()
  assert.deepEqual([late.of('token_valid').ok, late.of('token_expiry').ok], [false, false])
  await atMeta({ callbackUrl: `${gateway.url}/webhooks/whatsapp`, tokenExpiresAt: now + 3600 })
  const soon = await verify()
  assert.equal(soon.of('token_expiry').ok, true)
  assert.match(soon.of('token_expiry').remedy, /Replace it/)
})

test('a token of another app, the wrong app secret, and no subscription', async () => {
  await atMeta({ appSecret: 'the-secret-of-another', callbackUrl: `${gateway.url}/webhooks/whatsapp` })
  const other = await verify()
  assert.deepEqual(
    other.failing.map(({ check }: { check: string }) => check),
    ['token_app'],
  )
  assert.match(other.of('token_app').remedy, new RegExp(appId))
  await connect({ whatsappAppSecret: 'not-the-right-secret' })
  assert.match((await verify()).of('token_app').detail, /not that app's/)
  await connect({ whatsappAppSecret: 'the-secret-of-another' })
  assert.equal((await verify()).of('token_app').ok, true)
  const headers = { authorization: `Bearer ${number.accessToken}` }
  await fetch(`${meta.url}/v23.0/${number.wabaId}/subscribed_apps`, { method: 'DELETE', headers })
  const unsubscribed = await verify()
  assert.deepEqual(
    unsubscribed.failing.map(({ check }: { check: string }) => check),
    ['app_subscribed'],
  )
  assert.equal(unsubscribed.of('callback').ok, null)
})

test('a token that Meta does not know, a number that it does not reach, and Meta away', async () => {
  await atMeta({ callbackUrl: `${gateway.url}/webhooks/whatsapp` })
  await connect({ whatsappAccessToken: 'EAAnobody' })
  const unknown = await verify()
  assert.deepEqual(
    unknown.failing.map(({ check }: { check: string }) => check),
    ['token_valid', 'number_reachable'],
  )
  await connect({ whatsappPhoneNumberId: '106540352249999' })
  const unreached = await verify()
  assert.deepEqual(
    unreached.failing.map(({ check }: { check: string }) => check),
    ['number_reachable'],
  )
  await connect()
})

/** Of its health; that it was connected, and once more after it had been another number, is told before. */
const numberEvents = async () => {
  const { body } = await call('GET', '/v1/events?limit=100')
  return body.data.filter(({ type }: { type: string }) => /^number\.(?!connected)/.test(type))
}

test('the health of a number is read, and what changes is an event: by webhooks, and by the reading they ask for', async () => {
  const id = await ownNumberId()
  const healthIs = (is: (health: Record<string, unknown>) => boolean) =>
    until('the health', async () => {
      const { body } = await call('GET', `/v1/numbers/${id}`)
      return body.health !== null && is(body.health) && body.health
    })
  await call('POST', `/v1/numbers/${id}/verify`)
  const first = await healthIs(({ accountReview }) => accountReview !== null)
  assert.deepEqual([first.quality, first.throughput, first.accountReview], ['GREEN', 'STANDARD', 'APPROVED'])
  assert.notEqual(first.readAt, null)
  assert.deepEqual(await numberEvents(), [])
  const display_phone_number = '15550001111'
  await control('PUT', `numbers/${number.phoneNumberId}/health`, {
    node: {
      quality_rating: 'RED',
      status: 'FLAGGED',
      throughput: { level: 'HIGH' },
      whatsapp_business_manager_messaging_limit: 'TIER_2K',
    },
    webhooks: [
      { field: 'phone_number_quality_update', value: { display_phone_number, event: 'FLAGGED' } },
      { field: 'business_capability_update', value: { max_daily_conversations_per_business: 2000 } },
      {
        field: 'account_update',
        value: {
          event: 'DISABLED_UPDATE',
          ban_info: { waba_ban_state: 'SCHEDULE_FOR_DISABLE', waba_ban_date: 'May 1, 2027' },
        },
      },
    ],
  })
  const changed = await healthIs(
    ({ quality, banState, messagingLimit }) =>
      quality === 'RED' && banState !== null && messagingLimit !== first.messagingLimit,
  )
  assert.deepEqual([changed.status, changed.throughput, changed.banState], ['FLAGGED', 'HIGH', 'SCHEDULE_FOR_DISABLE'])
  const events = await numberEvents()
  for (const event of events) assertEventData(event)
  const of = (type: string) => events.filter((event: { type: string }) => event.type === type)
  for (const type of ['quality', 'status', 'throughput', 'account'])
    assert.equal(of(`number.${type}_changed`).length, 1)
  const [quality] = of('number.quality_changed')
  assert.deepEqual([quality.data.quality, quality.data.previous.quality, quality.data.numberId], ['RED', 'GREEN', id])
  assert.equal(of('number.limit_changed')[0].data.messagingLimit, 'TIER_2K')
})

test('a key without numbers:write verifies nothing, and a foreign number is not there', async () => {
  assert.equal((await call('POST', '/v1/numbers/019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4/verify')).status, 404)
  const made = await call('POST', '/v1/api-keys', { name: 'reader', scopes: ['numbers:read'] })
  const key = { authorization: `Bearer ${made.body.secret}` }
  const refused = await call('POST', `/v1/numbers/${await ownNumberId()}/verify`, undefined, key)
  assert.deepEqual([refused.status, refused.body.detail.includes('numbers:write')], [403, true])
})

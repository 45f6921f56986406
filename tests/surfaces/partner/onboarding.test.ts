import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import { simulatorControl } from '../../flow/simulator-control.ts'
import { newChild, type PartnerWorld, startPartnerWorld } from '../../support/partner-world.ts'
import { freePort, until } from '../../support/processes.ts'

let world: PartnerWorld
let metaUrl: string
beforeAll(async () => {
  const port = String(await freePort())
  metaUrl = `http://127.0.0.1:${port}`
  world = await startPartnerWorld(null, { SIMULATOR_PORT: port, META_GRAPH_URL: metaUrl })
})
afterAll(() => world.gateway.close())

const open = (path: string, body: unknown) => world.gateway.call('POST', path, body, { authorization: '' })

let numbers = 0
/** A number at Meta, whose business account has no other. */
async function numberAtMeta(wabaId = `10229012934${1000 + numbers}`) {
  numbers += 1
  const phoneNumberId = `10654035224${2000 + numbers}`
  const accessToken = `EAAGtoken${numbers}`
  const shown = { wabaId, displayPhoneNumber: `+1 555 000 ${1000 + numbers}`, verifiedName: 'Shop' }
  await simulatorControl(metaUrl).call('PUT', 'numbers', {
    numbers: [{ phoneNumberId, accessToken, ...shown, appSecret: 'the-secret-of-an-app' }],
  })
  return { phoneNumberId, accessToken, wabaId }
}

async function newLink(settings: object = {}) {
  const child = await newChild(world.partner)
  const made = await world.partner.call('POST', `/accounts/${child.id}/onboarding-links`, settings)
  assert.equal(made.status, 201, JSON.stringify(made.body))
  return { child, link: made.body, token: made.body.url.split('#')[1] as string }
}

const eventsOf = async (id: string) =>
  (await world.partner.call('GET', '/events?type=account.*&limit=100')).body.data.filter(
    (one: { data: { accountId: string } }) => one.data.accountId === id,
  )
const typesOf = async (id: string): Promise<string[]> => (await eventsOf(id)).map(({ type }: { type: string }) => type)

test('a customer connects a number by the link; the partner learns of it once, and the browser comes back signed', async () => {
  const { child, link, token } = await newLink({ successUrl: 'https://reseller.example/done?x=1', state: 'shop 4711' })
  const { wabaId, ...credentials } = await numberAtMeta()
  const opened = await open('/v1/onboarding/open', { token })
  assert.deepEqual([opened.status, opened.body.accountName], [200, child.name], JSON.stringify(opened.body))
  await open('/v1/onboarding/open', { token })
  const connected = await open('/v1/onboarding/connect', { token, ...credentials })
  assert.equal(connected.status, 201, JSON.stringify(connected.body))
  const [address, query = ''] = connected.body.redirectUrl.split('?x=1&')
  const [signed, sig] = query.split('&sig=')
  assert.equal(address, 'https://reseller.example/done')
  assert.equal(sig, createHmac('sha256', link.redirectSecret).update(signed).digest('hex'))
  const brought = new URLSearchParams(signed)
  assert.deepEqual(
    [brought.get('state'), brought.get('waba_id'), brought.get('status')],
    ['shop 4711', wabaId, 'connected'],
  )
  const waba = await until('it is told', async () =>
    (await eventsOf(child.id)).find(({ type }: { type: string }) => type === 'account.waba_connected'),
  )
  assert.deepEqual(
    [waba.data.wabaId, waba.data.numbers[0].id, waba.data.onboardingLinkId, waba.data.livemode],
    [wabaId, connected.body.numberId, link.id, true],
  )
  const types = await typesOf(child.id)
  assert.deepEqual(
    ['account.onboarding_started', 'account.number_connected', 'account.waba_connected'].map(
      (type) => types.filter((one) => one === type).length,
    ),
    [1, 1, 1],
  )
  const shown = (await world.partner.call('GET', `/accounts/${child.id}/numbers`)).body.data
  assert.deepEqual(
    shown.map((one: { sandbox: boolean; wabaId: string }) => [one.sandbox, one.sandbox || one.wabaId === wabaId]),
    [
      [true, true],
      [false, true],
    ],
  )
  const again = await open('/v1/onboarding/connect', { token, ...credentials })
  assert.deepEqual([again.status, again.body.reason], [409, 'link_used'])
  const [listed] = (await world.partner.call('GET', `/accounts/${child.id}/onboarding-links`)).body.data
  assert.deepEqual([listed.status, listed.numberId], ['used', connected.body.numberId])
})

test('opened and used ten times at once: one connects, and the others are told why not', async () => {
  const { child, token } = await newLink()
  const { wabaId: _, ...credentials } = await numberAtMeta()
  const asked = Array.from({ length: 10 }, () => open('/v1/onboarding/connect', { token, ...credentials }))
  const answers = await Promise.all(asked)
  assert.equal(answers.filter(({ status }) => status === 201).length, 1)
  const others = answers.filter(({ status }) => status !== 201)
  assert.ok(
    others.every(({ status, body }) => status === 409 && /^link_(busy|used)$/.test(body.reason)),
    JSON.stringify(others.map(({ body }) => body)),
  )
  await until('it is told', async () => (await typesOf(child.id)).includes('account.waba_connected'))
  assert.equal((await typesOf(child.id)).filter((type) => type === 'account.number_connected').length, 1)
})

test('a token that Meta refuses connects nothing, the partner learns why, and the link works on', async () => {
  const { child, token } = await newLink()
  const { wabaId: _, ...credentials } = await numberAtMeta()
  const refused = await open('/v1/onboarding/connect', { token, ...credentials, accessToken: 'EAAGwrong' })
  assert.deepEqual([refused.status, refused.body.code], [422, 'upstream_refused'], JSON.stringify(refused.body))
  const failed = await until('it is told', async () =>
    (await eventsOf(child.id)).find(({ type }: { type: string }) => type === 'account.onboarding_failed'),
  )
  assert.equal(failed.data.code, 'upstream_refused')
  assert.equal((await open('/v1/onboarding/connect', { token, ...credentials })).status, 201)
})

test('what is revoked, unknown or of a partner that was left is over', async () => {
  const { child, link, token } = await newLink()
  assert.equal((await open('/v1/onboarding/open', { token: 'x'.repeat(43) })).status, 404)
  const path = `/accounts/${child.id}/onboarding-links/${link.id}`
  assert.equal((await world.partner.call('DELETE', path)).status, 200)
  const opened = await open('/v1/onboarding/open', { token })
  assert.deepEqual([opened.status, opened.body.reason], [409, 'link_revoked'])
  assert.equal((await world.rival.call('DELETE', path)).status, 404)
  const bad = await world.partner.call('POST', `/accounts/${child.id}/onboarding-links`, {
    successUrl: 'javascript:alert(1)',
  })
  assert.deepEqual([bad.status, bad.body.errors[0].path], [400, 'successUrl'])
})

test('a second number of the same business account is told as a number alone', async () => {
  const { child, token } = await newLink()
  const first = await numberAtMeta('102290129349999')
  const second = await numberAtMeta('102290129349999')
  assert.equal(
    (
      await open('/v1/onboarding/connect', {
        token,
        phoneNumberId: first.phoneNumberId,
        accessToken: first.accessToken,
      })
    ).status,
    201,
  )
  const made = await world.partner.call('POST', `/accounts/${child.id}/onboarding-links`, {})
  const { phoneNumberId, accessToken } = second
  const more = await open('/v1/onboarding/connect', { token: made.body.url.split('#')[1], phoneNumberId, accessToken })
  assert.equal(more.status, 201, JSON.stringify(more.body))
  await until(
    'both are told',
    async () => (await typesOf(child.id)).filter((type) => type === 'account.number_connected').length === 2,
  )
  assert.equal((await typesOf(child.id)).filter((type) => type === 'account.waba_connected').length, 1)
})

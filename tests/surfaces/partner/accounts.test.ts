import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, test } from 'vitest'
import { childSettings, newChild, type PartnerWorld, startPartnerWorld } from '../../support/partner-world.ts'
import { until } from '../../support/processes.ts'
import { startReceiver } from '../../support/receiver.ts'

let world: PartnerWorld
const endings: (() => void)[] = []
beforeAll(async () => {
  world = await startPartnerWorld(null)
})
afterAll(async () => {
  for (const end of endings) end()
  await world.gateway.close()
})

test('an account is created with its owner, found, listed and changed', async () => {
  const { call } = world.partner
  const made = await call('POST', '/accounts', { ...childSettings('made'), tags: ['gold'], metadata: { crm: '17' } })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  const { ownerInvitation, ...account } = made.body
  assert.deepEqual([account.status, account.access, account.suspensions], ['active', 'read', []])
  assert.match(ownerInvitation.link, /\/accept-invitation#\S+$/)
  assert.deepEqual((await call('GET', `/accounts/${account.id}`)).body, account)
  assert.deepEqual((await call('GET', '/accounts/by-external-id/made')).body, account)
  const listed = await call('GET', '/accounts?tag=gold')
  assert.deepEqual(listed.body.data, [account])
  const changed = await call('PATCH', `/accounts/${account.id}`, { name: 'Renamed', tags: [] })
  assert.deepEqual([changed.status, changed.body.name, changed.body.tags], [200, 'Renamed', []])
  const refused = await call('PATCH', `/accounts/${account.id}`, { timezone: 'Mars/Olympus' })
  assert.deepEqual([refused.status, refused.body.errors[0].path], [400, 'timezone'])
})

test('the same external id twice is 409 with the id, and 201 again under the same Idempotency-Key', async () => {
  const { call } = world.partner
  const headers = { 'idempotency-key': 'create-twice' }
  const first = await call('POST', '/accounts', childSettings('twice'), headers)
  const repeated = await call('POST', '/accounts', childSettings('twice'), headers)
  assert.deepEqual([first.status, repeated.status, repeated.body.id], [201, 201, first.body.id])
  assert.equal(repeated.headers.get('idempotency-replayed'), 'true')
  const again = await call('POST', '/accounts', childSettings('twice'))
  assert.deepEqual([again.status, again.body.reason, again.body.existingId], [409, 'external_id_taken', first.body.id])
  const theirs = await world.rival.call('POST', '/accounts', {
    ...childSettings('twice'),
    owner: { email: 'other@example.com' },
  })
  assert.equal(theirs.status, 201, 'another partner uses the same name for its own')
})

test('of twenty that ask at once with one external id one creates, and the others learn its id', async () => {
  const asked = Array.from({ length: 20 }, (_, place) =>
    world.partner.call('POST', '/accounts', {
      ...childSettings('race'),
      owner: { email: `race-${place}@example.com` },
    }),
  )
  const answers = await Promise.all(asked)
  const [made] = answers.filter(({ status }) => status === 201)
  assert.ok(made)
  const others = answers.filter(({ status }) => status === 409).map(({ body }) => body.existingId)
  assert.deepEqual(others, Array(19).fill(made.body.id))
})

test('events have one sequence without gaps, by the feed and by webhooks in both forms of signature', async () => {
  const { rival } = world
  const { url, received } = await startReceiver({ onTestFinished: (end) => void endings.push(end) })
  const secret = 'a-secret-of-24-characters'
  const endpoint = await rival.call('POST', '/webhook-endpoints', { url, eventTypes: ['account.*'], secret })
  assert.equal(endpoint.status, 201, JSON.stringify(endpoint.body))
  const child = await newChild(rival)
  await rival.call('PATCH', `/accounts/${child.id}`, { tags: ['vip'] })
  await rival.call('POST', `/accounts/${child.id}/suspend`, { mode: 'all', reason: 'test' })
  await rival.call('POST', `/accounts/${child.id}/resume`)
  await until('four webhooks', async () => received.filter(({ body }) => body.data.accountId === child.id).length === 4)
  const { body: feed } = await rival.call('GET', '/events?type=account.*&limit=100')
  const sequences = feed.data.map(({ data }: { data: { sequence: number } }) => data.sequence)
  assert.deepEqual(
    sequences,
    Array.from(sequences, (_, place) => place + 1),
  )
  const types = feed.data.filter((one: { data: { accountId: string } }) => one.data.accountId === child.id)
  assert.deepEqual(
    types.map(({ type }: { type: string }) => type),
    ['account.created', 'account.updated', 'account.suspended', 'account.resumed'],
  )
  const [first] = types
  assert.deepEqual([first.data.externalId, first.data.livemode], [child.externalId, false])
  const [webhook] = received
  assert.ok(webhook)
  const signed = createHmac('sha256', secret).update(webhook.raw).digest('hex')
  assert.equal(webhook.headers['x-mappstore-signature'], signed)
  assert.match(String(webhook.headers['webhook-signature']), /^v1,/)
})

test('an account is closed, reopened, and refused meanwhile', async () => {
  const { call } = world.partner
  const child = await newChild(world.partner)
  const closed = await call('DELETE', `/accounts/${child.id}`)
  assert.deepEqual([closed.status, closed.body.status], [202, 'closing'])
  const days = (Date.parse(closed.body.closesAt) - Date.now()) / 86_400_000
  assert.ok(days > 29.9 && days <= 30)
  assert.deepEqual((await call('DELETE', `/accounts/${child.id}`)).body.closesAt, closed.body.closesAt)
  const reopened = await call('POST', `/accounts/${child.id}/reopen`)
  assert.deepEqual([reopened.body.status, reopened.body.closesAt], ['active', null])
  assert.equal((await call('POST', `/accounts/${child.id}/reopen`)).status, 409)
})

test('a partner lifts its own suspension alone, and both logs say what was done', async () => {
  const { partner, gateway } = world
  const child = await newChild(partner)
  await gateway.operate('suspend', { account: child.id })
  const refused = await partner.call('POST', `/accounts/${child.id}/resume`)
  assert.deepEqual([refused.status, refused.body.reason], [409, 'suspended_by_operator'])
  const suspended = await partner.call('POST', `/accounts/${child.id}/suspend`, { mode: 'sending', reason: 'unpaid' })
  assert.deepEqual(
    suspended.body.suspensions.map(({ suspendedBy }: { suspendedBy: string }) => suspendedBy),
    ['operator', 'partner'],
  )
  await gateway.operate('resume', { account: child.id })
  const resumed = await partner.call('POST', `/accounts/${child.id}/resume`)
  assert.deepEqual([resumed.body.status, resumed.body.suspensions], ['active', []])
  const log = await partner.call('GET', `/audit-log?targetId=${child.id}`)
  assert.deepEqual(
    log.body.data.map(({ action }: { action: string }) => action),
    ['child_account.resumed', 'child_account.suspended', 'child_account.created'],
  )
})

test('a partner of partners there is not', async () => {
  const child = await newChild(world.partner)
  await assert.rejects(world.gateway.operate('partner', { account: child.id }), /has a partner/)
})

test('two hundred accounts by a script that is repeated: exactly two hundred', { timeout: 60_000 }, async () => {
  const { rival } = world
  const wanted = Array.from({ length: 200 }, (_, place) => `bulk-${place}`)
  const run = (names: readonly string[]) =>
    Promise.all(
      names.map(async (name) => {
        const { status, body } = await rival.call('POST', '/accounts', childSettings(name))
        assert.ok(status === 201 || body.existingId, JSON.stringify(body))
        return status === 201 ? body.id : body.existingId
      }),
    )
  await run(wanted.slice(0, 90)) // here it was killed
  const ids = await run(wanted)
  assert.equal(new Set(ids).size, 200)
  const names = new Set<string>()
  for (let cursor = ''; ; ) {
    const { body } = await rival.call('GET', `/accounts?limit=100${cursor && `&cursor=${cursor}`}`)
    for (const { externalId } of body.data) if (externalId.startsWith('bulk-')) names.add(externalId)
    if (!body.hasMore) break
    cursor = body.nextCursor
  }
  assert.equal(names.size, 200)
})

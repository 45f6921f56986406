import assert from 'node:assert/strict'
import { afterAll, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway } from '../support/gateway.ts'
import { until } from '../support/processes.ts'

let gateway: RunningGateway
let key: string
beforeAll(async () => {
  gateway = await startGateway(null)
  key = await newKey({ name: 'on call' })
})
afterAll(() => gateway.close())

const newKey = async (options: Record<string, string>) =>
  /op_[0-9a-f]{40}/.exec(await gateway.operate('operator-key', options))?.[0] ?? ''

async function as(operatorKey: string, method: string, path: string, body?: unknown) {
  const { status, body: answer } = await gateway.call(method, `/operator/v1${path}`, body, {
    authorization: `Bearer ${operatorKey}`,
  })
  return { status, body: answer }
}
const call = (method: string, path: string, body?: unknown) => as(key, method, path, body)

test('keys of accounts, strangers and revoked keys do not open it; a read-only key changes nothing', async () => {
  for (const other of [gateway.apiKey, `op_${'0'.repeat(40)}`, 'x'])
    assert.equal((await as(other, 'GET', '/accounts')).body.code, 'unauthenticated')
  const reading = await newKey({ name: 'dashboard', 'read-only': 'true' })
  assert.equal((await as(reading, 'GET', '/accounts')).status, 200)
  const { status, body } = await as(reading, 'POST', `/accounts/${gateway.accountId}/suspend`)
  assert.deepEqual([status, body.code], [403, 'forbidden'])
  const [id = ''] = (await gateway.operate('operator-keys', {})).split('\n')[0]?.split(' ') ?? []
  await gateway.operate('operator-key-revoke', { key: id })
  assert.equal((await as(reading, 'GET', '/accounts')).status, 401)
  assert.match(await gateway.operate('operator-keys', {}), /revoked/)
  assert.equal((await gateway.call('GET', '/v1/account', undefined, { authorization: `Bearer ${key}` })).status, 401)
})

test('an account is created, changed, suspended, resumed, erased and kept, and its audit log names the key', async () => {
  const email = 'ops@example.com'
  const made = await call('POST', '/accounts', { name: 'Acme', email, plan: 'basic' })
  assert.equal(made.status, 201, JSON.stringify(made.body))
  const { account, apiKey } = made.body
  assert.equal((await call('POST', '/accounts', { name: 'Acme', email })).status, 409)
  const asAccount = (path: string) => gateway.call('GET', path, undefined, { authorization: `Bearer ${apiKey}` })
  assert.equal((await asAccount('/v1/account')).body.name, 'Acme')
  const { body: found } = await call('GET', '/accounts?search=ACM&limit=1')
  assert.deepEqual(
    found.data.map(({ id }: { id: string }) => id),
    [account.id],
  )
  assert.deepEqual((await call('GET', `/accounts?search=ACM&after=${account.id}`)).body.data, [])
  const changed = await call('PATCH', `/accounts/${account.id}`, { plan: 'pro', requestsPerMinute: 7 })
  assert.deepEqual([changed.body.plan, changed.body.requestsPerMinute], ['pro', 7])
  assert.equal((await call('POST', `/accounts/${account.id}/suspend`)).body.active, false)
  assert.equal((await asAccount('/v1/account')).status, 403)
  assert.equal((await call('POST', `/accounts/${account.id}/resume`)).body.active, true)
  const { body: erasure } = await call('POST', `/accounts/${account.id}/erasure`)
  assert.equal(erasure.state, 'running')
  assert.equal((await call('GET', `/accounts/${account.id}`)).body.active, false)
  assert.equal((await call('DELETE', `/accounts/${account.id}/erasure`)).body.state, 'undone')
  const { body: log } = await asAccount('/v1/audit-log')
  const records = log.data.map(({ action, actor }: { action: string; actor: { type: string; name: string } }) => [
    action,
    actor,
  ])
  assert.ok(records.length >= 6, JSON.stringify(log.data))
  assert.match(JSON.stringify(records), /account\.suspended.*on call/)
})

test('what is not there is 404, what is wrong is 400 and names the field', async () => {
  const nobody = '019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4'
  for (const [method, path, body] of [
    ['GET', `/accounts/${nobody}`],
    ['GET', '/accounts/x'],
    ['POST', `/accounts/${nobody}/suspend`],
    ['POST', `/accounts/${nobody}/erasure`],
    ['PATCH', `/accounts/${nobody}`, { plan: 'pro' }],
    ['POST', '/lanes/999999/stop', { reason: 'x' }],
    ['POST', '/lanes/x/resume'],
    ['GET', '/nothing'],
  ] as const)
    assert.equal((await call(method, path, body)).status, 404, path)
  const { status, body } = await call('POST', '/accounts', { name: '', email: 'x', plan: 'gold' })
  assert.equal(status, 400)
  assert.deepEqual(body.errors.map(({ path }: { path: string }) => path).toSorted(), ['email', 'name', 'plan'])
  assert.equal((await call('PATCH', `/accounts/${gateway.accountId}`, {})).status, 400)
})

test('nothing leaves a stopped lane, what is accepted waits, and it goes on when it is resumed', async () => {
  const to = '14155550188'
  const send = async (body: string) =>
    String((await gateway.call('POST', '/v1/messages', { to, type: 'text', text: { body } })).body.id)
  const statusOf = async (id: string) => (await gateway.call('GET', `/v1/messages/${id}`)).body.status
  const before = await send('before')
  await until('it has left', async () => ['sent', 'delivered', 'read'].includes(await statusOf(before)))
  const sentAtMeta = async () =>
    ((await (await fetch(`${gateway.simulatorUrl}/_simulator/messages/count`)).json()) as { count: number }).count
  const counted = await sentAtMeta()

  const laneId = await laneOf()
  assert.equal((await call('POST', `/lanes/${laneId}/stop`, { reason: 'the number is under review' })).status, 204)
  const { body: stopped } = await call('GET', '/lanes?kind=number')
  const lane = stopped.data.find(({ id }: { id: string }) => id === laneId)
  assert.equal(lane.stopReason, 'the number is under review')
  await until('the process has heard of it', async () => {
    // a message that is accepted now waits, whatever the process had in memory
    const id = await send('waits')
    await new Promise((resolve) => setTimeout(resolve, 150))
    return (await statusOf(id)) === 'queued'
  })
  const waiting = await send('waits too')
  await new Promise((resolve) => setTimeout(resolve, 300))
  assert.equal(await statusOf(waiting), 'queued')
  const { body: shown } = await call('GET', '/lanes?kind=number')
  assert.ok(shown.data.find(({ id }: { id: string }) => id === laneId).waiting >= 2)
  assert.match(await gateway.operate('lanes', {}), new RegExp(`^${laneId} .*stopped since`, 'm'))

  assert.equal((await call('POST', `/lanes/${laneId}/resume`)).status, 204)
  await until('all have left', async () => ['sent', 'delivered', 'read'].includes(await statusOf(waiting)))
  assert.ok((await sentAtMeta()) >= counted + 2)
  const { body: log } = await gateway.call('GET', '/v1/audit-log')
  const actions = log.data.map(({ action }: { action: string }) => action)
  assert.ok(actions.includes('lane.stopped') && actions.includes('lane.resumed'), actions.join())
})

/** The lane of the sandbox number: shown once it is stopped, so it is stopped by the command for a moment. */
async function laneOf(): Promise<string> {
  for (let id = 1; id < 50; id++) {
    const stopped = await call('POST', `/lanes/${id}/stop`, { reason: 'looking' })
    if (stopped.status === 404) continue
    const { body } = await call('GET', '/lanes?kind=number')
    await call('POST', `/lanes/${id}/resume`)
    const found = body.data.find(({ destination }: { destination: string }) => destination === gateway.phoneNumberId)
    if (found?.id === String(id)) return String(id)
  }
  throw new Error('the lane of the number was not found')
}

test('what waits, fails and runs is shown', async () => {
  const { body: backlog } = await call('GET', '/backlog')
  assert.deepEqual([backlog.unapplied, backlog.journal.count], [{ retrying: 0, givenUp: 0 }, 0])
  assert.deepEqual((await call('GET', '/unapplied')).body, { data: [] })
  assert.deepEqual((await call('GET', '/failing-endpoints')).body, { data: [] })
  assert.equal((await call('GET', '/unconfirmed')).status, 200)
  assert.deepEqual((await call('POST', '/unapplied/retry', {})).body, { count: 0 })
  assert.deepEqual((await call('POST', '/jobs/retry', { kind: 'none' })).body, { count: 0 })
  const { body: jobs } = await call('GET', '/jobs')
  assert.deepEqual([Array.isArray(jobs.kinds), jobs.dead], [true, []])
  const { body: workers } = await call('GET', '/workers')
  assert.equal(workers.data.length, 1)
  assert.ok(workers.data[0].numbers >= 1)
  const { body: tables } = await call('GET', '/tables')
  const messages = tables.data.find(({ name }: { name: string }) => name === 'messages')
  assert.ok(messages.partitions >= 3 && Number(messages.bytes) > 0)
  const day = { from: new Date(Date.now() - 60_000).toISOString(), to: new Date().toISOString() }
  const { status, body } = await call('POST', '/journal/replay', day)
  assert.deepEqual([status, Number.isInteger(body.count)], [202, true])
  for (const command of ['lanes', 'unconfirmed', 'failing-endpoints', 'workers', 'tables'])
    assert.ok((await gateway.operate(command, {})).length > 10, command)
})

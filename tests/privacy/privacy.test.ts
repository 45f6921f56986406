import assert from 'node:assert/strict'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, test } from 'vitest'
import { type Receiver, startReceiver } from '../flow/receiver.ts'
import { freshPhone, simulatorControl } from '../flow/simulator-control.ts'
import { files } from '../media/files.ts'
import { type GatewayProcess, startGatewayProcess } from '../support/gateway.ts'
import { checked } from '../support/native.ts'
import { until } from '../support/processes.ts'
import { whereIs, whileStopped } from './everything.ts'

let gateway: GatewayProcess
let call: GatewayProcess['call']
let simulator: ReturnType<typeof simulatorControl>
let receiver: Receiver
const closers: (() => Promise<void>)[] = []
beforeAll(async () => {
  gateway = await startGatewayProcess(null, { DAWK_ERASURE_GRACE_DAYS: '1', DAWK_KEEP_EVENTS_DAYS: '40' })
  call = await checked(gateway)
  simulator = simulatorControl(gateway.simulatorUrl)
  receiver = await startReceiver({ onTestFinished: (closer) => closers.push(closer) })
  const endpoint = { url: receiver.url, eventTypes: ['*'] }
  assert.equal((await call('POST', '/v1/webhook-endpoints', endpoint)).status, 201)
})
afterAll(async () => {
  for (const closer of closers) await closer()
  await gateway?.close()
})

const write = (from: string, body: string, name: string) =>
  simulator.inbound({ phoneNumberId: gateway.phoneNumberId, from, type: 'text', text: { body }, profile: { name } })

// biome-ignore lint/suspicious/noExplicitAny: looks into a view
const contactOf = (phone: string): Promise<any> =>
  until(`the contact of ${phone}`, async () => (await call('GET', `/v1/contacts?search=${phone}`)).body.data[0])

const messagesOf = async (phone: string) =>
  // biome-ignore lint/suspicious/noExplicitAny: looks into views
  (await call('GET', '/v1/messages?limit=100')).body.data.filter((one: any) => one.peer.phone === phone)

/** They write, are answered, and something is scheduled for them: all of it is through when this resolves. */
async function talk(phone: string, name: string, words: string): Promise<void> {
  await write(phone, `${words} in`, name)
  await contactOf(phone)
  const sent = await call('POST', '/v1/messages', { to: phone, type: 'text', text: { body: `${words} out` } })
  assert.equal(sent.status, 202)
  const sendAt = new Date(Date.now() + 3_600_000).toISOString()
  const later = { to: phone, type: 'text', text: { body: `${words} later` }, sendAt }
  const scheduled = await call('POST', '/v1/messages', later, { 'idempotency-key': `for-${phone}` })
  assert.equal(scheduled.status, 202, JSON.stringify(scheduled.body))
  const id = sent.body.id
  await until('it was read', async () => (await call('GET', `/v1/messages/${id}`)).body.status === 'read')
  await until('all was delivered', async () => receiver.received.filter(({ raw }) => raw.includes(phone)).length >= 4)
}

async function erased(id: string): Promise<{ counts: Record<string, number> }> {
  return until('it is erased', async () => {
    const { status, body } = await call('POST', `/v1/contacts/${id}/erase`)
    assert.equal(status, 202)
    return body.state === 'done' && body
  })
}

/** Exports and erasures cost as much as ten requests, and a new account has twenty a minute. */
async function unlimited(headers: Record<string, string>): Promise<void> {
  const { id: account } = (await call('GET', '/v1/account', undefined, headers)).body
  await gateway.operate('limits', { account, 'requests-per-minute': 'unlimited' })
}

const lines = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))

const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, count) => all + count, 0)

test('a person is exported and erased: nothing of them is left anywhere, and all of the others', async () => {
  const [gone, stays] = [freshPhone(), freshPhone()]
  await talk(gone, 'Zelmira Vanish', 'ephemeral words')
  await talk(stays, 'Otto Remain', 'lasting words')
  await simulator.inbound({
    phoneNumberId: gateway.phoneNumberId,
    from: gone,
    type: 'document',
    document: { data: files.zip.toString('base64'), filename: 'ephemeral.zip', mime_type: 'application/zip' },
  })
  await until('the file', async () =>
    // biome-ignore lint/suspicious/noExplicitAny: looks into views
    (await call('GET', '/v1/media')).body.data.find((one: any) => one.filename === 'ephemeral.zip'),
  )
  const contact = await contactOf(gone)
  const [{ id: conversationId }] = (await call('GET', `/v1/conversations?contactId=${contact.id}`)).body.data
  const label = (await call('POST', '/v1/labels', { name: 'vip' })).body
  await call('PATCH', `/v1/conversations/${conversationId}`, { labelIds: [label.id] })
  const note = { body: 'an ephemeral note' }
  assert.equal((await call('POST', `/v1/conversations/${conversationId}/notes`, note)).status, 201)
  const wamids = (await messagesOf(gone)).flatMap(({ wamid }: { wamid: string | null }) => wamid ?? [])
  assert.ok(wamids.length >= 3)
  const needles = [gone, 'ephemeral', 'anish', contact.id, ...(contact.userId ? [contact.userId] : []), ...wamids]

  const { status, body, headers } = await gateway.call('GET', `/v1/contacts/${contact.id}/export`)
  assert.deepEqual([status, headers.get('content-type')], [200, 'application/x-ndjson; charset=utf-8'])
  const kinds = new Set(lines(body).map(({ kind }) => kind))
  assert.deepEqual([...kinds].toSorted(), [
    'contact',
    'conversation',
    'event',
    'identifier',
    'label',
    'media',
    'message',
    'note',
  ])
  for (const words of ['ephemeral words in', 'ephemeral words out', 'ephemeral words later', 'Zelmira Vanish'])
    assert.ok(body.includes(words), words)
  assert.ok(!body.includes(stays) && !body.includes('lasting'))

  const before = await whileStopped(gateway, (db) => whereIs(db, stays))
  const { counts } = await erased(contact.id)
  assert.deepEqual([counts['contacts'], counts['conversations'], counts['messages']], [1, 1, 4])
  assert.equal((await call('GET', `/v1/contacts/${contact.id}`)).status, 404)
  assert.equal((await call('GET', `/v1/contacts/${gone}/export`)).status, 404)
  await until('the bytes are gone', async () => (await filesIn(join(gateway.dataDir, 'media'))).length === 0)
  await whileStopped(gateway, async (db) => {
    for (const needle of needles) {
      // of the person an id alone is left: in the record of the erasure, and in the event that tells of it
      const expected = needle === contact.id ? 1 : 0
      const { erasures = 0, audit_log: recorded = 0, ...found } = await whereIs(db, needle)
      assert.deepEqual(
        [Object.keys(found).every((table) => /^events_/.test(table)), sum(found)],
        [true, expected],
        needle,
      )
      if (needle !== contact.id) assert.deepEqual([erasures, recorded], [0, 0], needle)
    }
    assert.deepEqual(await whereIs(db, stays), before)
  })
  const audit = await call('GET', `/v1/audit-log?targetId=${contact.id}`)
  assert.deepEqual(
    audit.body.data.map(({ action, actor }: { action: string; actor: { kind: string } }) => [action, actor.kind]),
    [
      ['contact.erased', 'system'],
      ['contact.erasure_requested', 'api_key'],
    ],
  )

  await write(gone, 'I am new here', 'Zelmira Again')
  const anew = await contactOf(gone)
  assert.notEqual(anew.id, contact.id)
  assert.equal((await messagesOf(gone)).length, 1)
}, 120_000)

async function filesIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
}

test('kill -9 in the midst of it: it goes on where it was', async () => {
  const [gone, stays] = [freshPhone(), freshPhone()]
  for (let n = 0; n < 30; n += 1) await write(gone, `fleeting ${n}`, 'Fleur Ting')
  await write(stays, 'settled', 'Stella Settled')
  await until('all came in', async () => (await messagesOf(gone)).length === 30)
  const { id } = await contactOf(gone)
  await contactOf(stays)
  assert.equal((await call('POST', `/v1/contacts/${gone}/erase`)).status, 202)
  await gateway.process().stop('SIGKILL')
  await gateway.restart()
  await erased(id)
  await whileStopped(gateway, async (db) => {
    for (const needle of [gone, 'fleeting', 'Fleur']) assert.deepEqual(await whereIs(db, needle), {}, needle)
    assert.ok(Object.keys(await whereIs(db, 'settled')).some((table) => table.startsWith('journal')))
  })
  assert.equal((await messagesOf(stays)).length, 1)
}, 120_000)

test('who is not here, or in another account, is not found', async () => {
  const phone = freshPhone()
  await write(phone, 'private', 'Priva Tely')
  const { id } = await contactOf(phone)
  const other = await gateway.call('POST', '/auth/register', { name: 'Other', email: 'other@example.com' })
  const headers = { authorization: `Bearer ${other.body.data.apiKey}` }
  await unlimited(headers)
  for (const named of [id, phone, '019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4', '%00', 'x'])
    for (const [method, what] of [
      ['POST', 'erase'],
      ['GET', 'export'],
    ] as const)
      assert.equal((await call(method, `/v1/contacts/${named}/${what}`, undefined, headers)).status, 404, named)
  assert.equal((await call('GET', `/v1/contacts/${id}`)).status, 200)
})

test('retention is bounded by what the operator keeps, and each problem is named', async () => {
  const wide = await call('PATCH', '/v1/account/retention', { eventsDays: 41, messagesDays: 30 })
  assert.deepEqual([wide.status, wide.body.errors.map(({ path }: { path: string }) => path)], [400, ['eventsDays']])
  for (const body of [{}, { messagesDays: 0 }, { messagesDays: 1.5 }, { journalDays: 1 }])
    assert.equal((await call('PATCH', '/v1/account/retention', body)).status, 400, JSON.stringify(body))
  const set = await call('PATCH', '/v1/account/retention', { eventsDays: 40, messagesDays: 30 })
  assert.deepEqual(set.body, {
    messagesDays: 30,
    mediaDays: null,
    eventsDays: 40,
    bounds: { messagesDays: null, mediaDays: null, eventsDays: 40 },
  })
  await call('PATCH', '/v1/account/retention', { messagesDays: null })
  assert.deepEqual((await call('GET', '/v1/account/retention')).body, { ...set.body, messagesDays: null })
})

test('an account is exported without secrets and erased: every table is rid of it, and of it alone', async () => {
  await simulator.faults({ statusDelaysMs: { sent: 10, delivered: 30, read: 60 } }) // forgotten with each restart
  const registered = await gateway.call('POST', '/auth/register', { name: 'Leaving', email: 'leaving@example.com' })
  const { apiKey } = registered.body.data
  const headers = { authorization: `Bearer ${apiKey}` }
  await unlimited(headers)
  const phone = freshPhone()
  const sent = await call('POST', '/v1/messages', { to: phone, type: 'text', text: { body: 'farewell' } }, headers)
  assert.equal(sent.status, 202, JSON.stringify(sent.body))
  await until('it was read', async () => {
    const { body } = await call('GET', `/v1/messages/${sent.body.id}`, undefined, headers)
    return body.status === 'read'
  })
  const { id } = (await call('GET', '/v1/account', undefined, headers)).body

  const exported = await gateway.call('GET', '/v1/account/export', undefined, headers)
  const rows = lines(exported.body)
  const tables = new Set(rows.map(({ table }) => table))
  for (const table of ['accounts', 'api_keys', 'numbers', 'messages', 'events', 'audit_log'])
    assert.ok(tables.has(table), table)
  assert.ok(exported.body.includes('farewell') && !/cipher|hash"/.test(exported.body))
  const half = Math.floor(rows.length / 2)
  const rest = await gateway.call('GET', `/v1/account/export?after=${rows[half].after}`, undefined, headers)
  assert.deepEqual(lines(rest.body).slice(0, 5), rows.slice(half + 1, half + 6))
  assert.equal((await gateway.call('GET', '/v1/account/export?after=x', undefined, headers)).status, 400)

  const statusOf = async (method: string, path: string) => (await call(method, path, undefined, headers)).status
  const erasure = '/v1/account/erasure'
  assert.deepEqual([await statusOf('GET', erasure), await statusOf('DELETE', erasure)], [404, 409])
  assert.equal(await statusOf('POST', erasure), 202)
  assert.deepEqual([await statusOf('GET', '/v1/account'), await statusOf('POST', erasure)], [403, 403])
  assert.deepEqual([await statusOf('GET', erasure), await statusOf('DELETE', erasure)], [200, 200])
  assert.deepEqual([await statusOf('GET', '/v1/account'), await statusOf('POST', erasure)], [200, 202])
  await whileStopped(gateway, (db) => db.worker.query(`update erasures set run_at = now() where account_id = $1`, [id]))
  for (let kills = 0; kills < 3; kills += 1) {
    await gateway.process().stop('SIGKILL')
    await gateway.restart()
  }
  await until('its keys are gone', async () => (await statusOf('GET', erasure)) === 401, 60_000)
  await until('its row is gone', async () => !(await gateway.operate('accounts', {})).includes(id), 90_000)
  await whileStopped(gateway, async (db) => {
    assert.deepEqual(await whereIs(db, id), { erasures: 1 })
    for (const needle of [phone, 'farewell', 'Leaving']) assert.deepEqual(await whereIs(db, needle), {}, needle)
  })
  assert.equal((await call('GET', '/v1/account')).status, 200)
}, 200_000)

import assert from 'node:assert/strict'
import { importErrors } from '@dawk/core/engagement/imports/import-errors.ts'
import pg from 'pg'
import { afterAll, beforeAll, onTestFinished, test } from 'vitest'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { analysed, imported, mapped, settled, triedAndRun } from '../../support/imports.ts'
import { checked } from '../../support/native.ts'
import { until } from '../../support/processes.ts'

let gateway: RunningGateway
beforeAll(async () => {
  const started = await startGateway(null)
  gateway = { ...started, call: await checked(started) }
  await gateway.call('POST', '/v1/attributes', { key: 'born', type: 'date' })
  await gateway.call('POST', '/v1/attributes', {
    key: 'plan',
    type: 'select',
    options: [{ key: 'basic', label: 'Basic' }],
  })
  await gateway.call('POST', '/v1/attributes', {
    key: 'likes',
    type: 'multi_select',
    options: [{ key: 'tea', label: 'Tea' }],
  })
})
afterAll(() => gateway.close())

const phone = { column: 'Mobile', target: 'phone' }
const name = { column: 'Name', target: 'name' }
const contactsOf = async (digits: string) => (await gateway.call('GET', `/v1/contacts?phone=${digits}`)).body.data
const codesOf = (run: { counts: { byError: { code: string }[] } }) => run.counts.byError.map(({ code }) => code)

test('there is a file for every code of an error', async () => {
  await gateway.call('POST', '/v1/contacts', {
    phone: '919900114401',
    externalIds: [{ source: 'crm', externalId: 'k1' }],
  })
  await gateway.call('POST', '/v1/contacts', { phone: '919900114415' })
  const gone = (await gateway.call('POST', '/v1/contacts', { phone: '919900114402' })).body
  await gateway.call('POST', `/v1/contacts/${gone.id}/erase`, { reason: 'asked' })
  await until('the person is erased', async () => (await contactsOf('919900114402')).length === 0)
  const born = { column: 'Born', target: 'attributes.born' }
  const plan = { column: 'Plan', target: 'attributes.plan' }
  const crm = { column: 'Crm', target: 'externalId', source: 'crm' }
  const lines = [
    ['', '', '', 'n1'],
    ['9.19900114410E+11', '', '', ''],
    ['9900114411', '', '', ''],
    ['+91123', '', '', ''],
    ['+919900114412 / +919900114413', '', '', ''],
    ['+919900114414', '', '', ''],
    ['+919900114414', '', '', ''],
    ['+919900114415', '', '', 'k1'],
    ['+919900114401', '', '', 'k9'],
    ['+919900114416', '03/04/26', '', ''],
    ['+919900114417', '', 'Gold', ''],
    ['+919900114402', '', '', ''],
    ['+919900114418', '', '', '', '', 'more'],
  ]
  const file = ['Mobile,Born,Plan,Crm', ...lines.map((cells) => cells.join(','))].join('\n')
  const seen = new Set(codesOf((await imported(gateway, file, { columns: [phone, born, plan, crm] })).run))
  const byKey = await imported(gateway, 'Mobile,Crm\n+919900114420,\n', { columns: [phone, crm], key: 'externalId' })
  const byId = await imported(gateway, `Id\n${gone.id}\n`, { columns: [{ column: 'Id', target: 'id' }], key: 'id' })
  const lines2 = '{"Mobile":"+919900114421"}\n{"Mobile":\n'
  const unreadable = await imported(gateway, lines2, { columns: [phone] }, 'people.ndjson')
  const evidence = { kind: 'form', occurredAtColumn: 'When', text: 'I agree to offers of Shop' }
  const consent = { purpose: 'marketing', column: 'Agreed', evidence }
  const unproven = await imported(gateway, 'Mobile,Agreed,When\n+919900114422,yes,\n', { columns: [phone], consent })
  for (const { run } of [byKey, byId, unreadable, unproven]) for (const code of codesOf(run)) seen.add(code)
  assert.deepEqual([...seen].toSorted(), Object.keys(importErrors).toSorted())
})

test('values that are no option become one where the mapping says so, and a dry run adds none', async () => {
  const file =
    'Mobile,Plan,Likes\n+919900114601,Gold plan,"Tea, Coffee"\n+919900114602,gold PLAN,Kaffee\n+919900114603,Basic,चाय\n'
  const columns = (createOptions: boolean) => [
    phone,
    { column: 'Plan', target: 'attributes.plan', createOptions },
    { column: 'Likes', target: 'attributes.likes', split: ',', createOptions },
  ]
  const without = await imported(gateway, file, { columns: columns(false) })
  assert.deepEqual(codesOf(without.run), ['unknown_option'])
  const { id } = await analysed(gateway, file)
  const refused = await gateway.call('PUT', `/v1/contacts/imports/${id}/mapping`, {
    mapping: { columns: [{ ...phone, createOptions: true }] },
  })
  assert.deepEqual([refused.status, refused.body.errors[0].pointer], [400, '/columns/0/createOptions'])
  await mapped(gateway, id, { columns: columns(true) })
  const optionsOf = async (key: string) => {
    const { data } = (await gateway.call('GET', '/v1/attributes?limit=100')).body
    return data.find((one: { key: string }) => one.key === key).options.map((one: { key: string }) => one.key)
  }
  await gateway.call('POST', `/v1/contacts/imports/${id}/dry-run`)
  await settled(gateway, id, 'ready')
  assert.deepEqual(await optionsOf('plan'), ['basic'])
  const { run } = await triedAndRun(gateway, id)
  assert.equal(run.counts.failed, 0)
  assert.deepEqual(await optionsOf('plan'), ['basic', 'gold_plan'])
  assert.deepEqual(await optionsOf('likes'), ['tea', 'coffee', 'kaffee', 'चाय'])
  const [first, second] = [(await contactsOf('919900114601'))[0], (await contactsOf('919900114602'))[0]]
  assert.deepEqual(
    [first.attributes, second.attributes.plan],
    [{ plan: 'gold_plan', likes: ['tea', 'coffee'] }, 'gold_plan'],
  )
})

const prefix = '9177000'
const manyRows = Array.from({ length: 4000 }, (_, at) => `+${prefix}${String(at).padStart(5, '0')},Person ${at}`)

test('people who are merged and erased while an import brings them are written once, or not at all', async () => {
  const [kept, absorbed, gone] = await Promise.all(
    ['919900114701', '919900114702', '919900114703'].map(
      async (digits) => (await gateway.call('POST', '/v1/contacts', { phone: digits })).body.id,
    ),
  )
  const last = ['+919900114701,Kept', '+919900114702,Absorbed', '+919900114703,Gone']
  const { id } = await analysed(gateway, ['Mobile,Name', ...manyRows, ...last].join('\n'))
  await mapped(gateway, id, { columns: [phone, name] })
  await gateway.call('POST', `/v1/contacts/imports/${id}/run`)
  await until('some rows are written', async () => {
    const { state, run } = (await gateway.call('GET', `/v1/contacts/imports/${id}`)).body
    return state !== 'running' || (run?.rows ?? 0) > 0
  })
  const [merge, erasure] = await Promise.all([
    gateway.call('POST', `/v1/contacts/${kept}/merge`, { contactId: absorbed }),
    gateway.call('POST', `/v1/contacts/${gone}/erase`, { reason: 'asked' }),
  ])
  assert.deepEqual([merge.status < 300, erasure.status < 300], [true, true], JSON.stringify([merge.body, erasure.body]))
  const { run } = await settled(gateway, id, 'completed', 'completed_with_errors')
  const { created, updated, unchanged, failed } = run.counts
  assert.deepEqual([run.rows, created + updated + unchanged + failed, created], [4003, 4003, 4000])
  await until('the person is erased', async () => (await contactsOf('919900114703')).length === 0)
  const [one, other] = [await contactsOf('919900114701'), await contactsOf('919900114702')]
  // of two, the one that is older stays, and these were made at once
  assert.ok(one[0].id === kept || one[0].id === absorbed, one[0].id)
  assert.deepEqual([one.length, other[0].id], [1, one[0].id])
  const results = await gateway.call('GET', `/v1/contacts/imports/${id}/errors.csv`)
  // the list names the person: once they are erased it is gone
  if (results.status === 200) assert.match(results.body, /^\ufeff?"?Mobile/)
  else assert.deepEqual([results.status, results.body.reason], [409, 'import_state'])
})

/** The embedded database has one connection: there one of the two is over before the other begins. */
const withTwoConnections = test.skipIf(!process.env['TEST_DATABASE_URL'])

/** What the statement locks stays locked until it is let go. Who wants it waits, in the order in which they come. */
async function locked(sql: string, params: unknown[]) {
  const client = new pg.Client({ connectionString: gateway.databaseUrl })
  await client.connect()
  await client.query('begin')
  await client.query(sql, params)
  const countWaiting = async (): Promise<number> => {
    await client.query('select pg_stat_clear_snapshot()')
    const waiting = `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    return (await client.query(waiting)).rowCount ?? 0
  }
  onTestFinished(() => client.end().catch(() => undefined))
  return {
    waits: (count: number) => until(`${count} to wait`, async () => (await countWaiting()) === count),
    release: () => client.end(),
  }
}
/** Whoever adds or erases people. */
const contactsLocked = () =>
  locked(`select pg_advisory_xact_lock(hashtextextended('contacts|' || $1, 0))`, [gateway.accountId])

withTwoConnections(
  'whoever is erased between the first look of a batch and its write is not brought back',
  async () => {
    const ends: Record<string, unknown> = {}
    for (const [at, first] of (['erasure', 'import'] as const).entries()) {
      const digits = `91990011490${at}`
      const { id: contactId } = (await gateway.call('POST', '/v1/contacts', { phone: digits })).body
      const { id } = await analysed(gateway, `Mobile,Name\n+${digits},Gone\n+91990011491${at},New\n`)
      await mapped(gateway, id, { columns: [phone, name] })
      const steps = [
        () => gateway.call('POST', `/v1/contacts/${contactId}/erase`, { reason: 'asked' }),
        () => gateway.call('POST', `/v1/contacts/imports/${id}/run`),
      ]
      const contacts = await contactsLocked()
      for (const [before, step] of (first === 'erasure' ? steps : steps.toReversed()).entries()) {
        assert.equal((await step()).status, 202)
        await contacts.waits(before + 1)
      }
      await contacts.release()
      const { run } = await settled(gateway, id, 'completed', 'completed_with_errors')
      await until('the person is erased', async () => (await contactsOf(digits)).length === 0)
      ends[first] = [run.counts.created, run.counts.updated, codesOf(run)]
    }
    assert.deepEqual(ends, { erasure: [1, 0, ['suppressed']], import: [1, 1, []] })
  },
)

withTwoConnections('a write that meets somebody who is being merged finds them in the contact that stays', async () => {
  const kept = (await gateway.call('POST', '/v1/contacts', { phone: '919900114921' })).body.id
  const absorbed = (await gateway.call('POST', '/v1/contacts', { phone: '919900114922' })).body.id
  const contact = await locked('select from contacts where id = $1::uuid for update', [absorbed])
  const merge = gateway.call('POST', `/v1/contacts/${kept}/merge`, { contactId: absorbed })
  await contact.waits(1)
  const write = gateway.call('PUT', '/v1/contacts/by/phone/919900114922', { language: 'hi' })
  await contact.waits(2)
  await contact.release()
  assert.equal((await merge).status, 200)
  const { status, body } = await write
  assert.deepEqual([status, body.id, (await contactsOf('919900114922'))[0].language], [200, kept, 'hi'])
})

test('an upload that is repeated without a key is a file of its own, and running both makes nobody twice', async () => {
  const file = 'Mobile,Name\n+919900114801,Once\n'
  const runs = [
    await imported(gateway, file, { columns: [phone, name] }),
    await imported(gateway, file, { columns: [phone, name] }),
  ]
  assert.notEqual(runs[0].id, runs[1].id)
  assert.deepEqual(
    runs.map(({ run: { counts } }) => [counts.created, counts.unchanged]),
    [
      [1, 0],
      [0, 1],
    ],
  )
  assert.equal((await contactsOf('919900114801')).length, 1)
})

const megabyte = Buffer.alloc(1024 * 1024, `${'9'.repeat(1023)}\n`)
const head =
  '--x\r\ncontent-disposition: form-data; name="file"; filename="big.csv"\r\ncontent-type: text/csv\r\n\r\nMobile\r\n'

test('a file of more than 200 MB is refused as it streams, and is kept nowhere', { timeout: 120_000 }, async () => {
  async function* parts() {
    yield Buffer.from(head)
    for (let sent = 0; sent < 201; sent += 1) yield megabyte
    yield Buffer.from('\r\n--x--\r\n')
  }
  const before = process.memoryUsage().rss
  const reply = await fetch(`${gateway.url}/v1/contacts/imports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${gateway.apiKey}`, 'content-type': 'multipart/form-data; boundary=x' },
    body: ReadableStream.from(parts()),
    duplex: 'half',
  } as RequestInit)
  const body = (await reply.json()) as { code: string; detail: string }
  assert.deepEqual([reply.status, /209715200/.test(body.detail)], [422, true], JSON.stringify(body))
  const grown = (process.memoryUsage().rss - before) / 1024 / 1024
  assert.ok(grown < 150, `${grown.toFixed(0)} MB more`)
})

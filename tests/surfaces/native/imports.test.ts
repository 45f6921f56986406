import assert from 'node:assert/strict'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, test } from 'vitest'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { analysed, imported, mapped, resultsOf, settled, triedAndRun, upload } from '../../support/imports.ts'
import { checked } from '../../support/native.ts'

let gateway: RunningGateway
beforeAll(async () => {
  const started = await startGateway(null)
  gateway = { ...started, call: await checked(started) }
  await gateway.call('POST', '/v1/attributes', { key: 'city', label: 'City', type: 'text' })
  await gateway.call('POST', '/v1/attributes', { key: 'spent', type: 'money' })
  await gateway.call('POST', '/v1/attributes', { key: 'born', type: 'date' })
  await gateway.call('POST', '/v1/attributes', {
    key: 'size',
    type: 'select',
    options: [
      { key: 's', label: 'Small' },
      { key: 'l', label: 'Large' },
    ],
  })
})
afterAll(() => gateway.close())

const phone = { column: 'Mobile', target: 'phone', defaultCountry: 'IN' }
const rowsIn = (csv: string): Record<string, string>[] => parse(csv, { columns: true, bom: true })
const byPhone = async (digits: string) => (await gateway.call('GET', `/v1/contacts?phone=${digits}`)).body.data[0]

test('a file is analysed, mapped, tried and run', async () => {
  const file = 'Mobile;Name;City;Tags\n99001 12201;Asha;Pune;vip, new\n+91 99001 12202;Ravi;;\n70201 12203;Kiran;;\n'
  const { id, analysis } = await analysed(gateway, file)
  assert.deepEqual(
    [analysis.format, analysis.delimiter, analysis.encoding, analysis.header, analysis.rows],
    ['csv', ';', 'utf-8', true, 3],
  )
  assert.deepEqual(
    analysis.proposal.mapping.columns.map(({ column, target, defaultCountry }: Record<string, string>) => [
      column,
      target,
      defaultCountry,
    ]),
    [
      ['Mobile', 'phone', 'IN'],
      ['Name', 'name', undefined],
      ['City', 'attributes.city', undefined],
      ['Tags', 'tags', undefined],
    ],
  )
  await mapped(gateway, id, analysis.proposal.mapping, 'Shop list')
  const { run } = await triedAndRun(gateway, id)
  assert.deepEqual([run.rows, run.counts.created, run.counts.failed], [3, 3, 0])
  const asha = await byPhone('919900112201')
  assert.deepEqual([asha.name, asha.attributes, asha.tags], ['Asha', { city: 'Pune' }, ['new', 'vip']])
  const again = await analysed(gateway, file)
  const { data } = (await gateway.call('GET', '/v1/contacts/import-mappings')).body
  assert.deepEqual([data[0].name, again.analysis.savedMappingId], ['Shop list', data[0].id])
  const repeated = await imported(gateway, file, analysis.proposal.mapping)
  assert.equal(repeated.run.counts.unchanged, 3)
})

test('every kind of fault is told, and a mended file has none left', async () => {
  await gateway.call('POST', '/v1/contacts', {
    phone: '919900112280',
    externalIds: [{ source: 'crm', externalId: 'c-80' }],
  })
  await gateway.call('POST', '/v1/contacts', { phone: '919900112281' })
  const lines: [cells: string, code: string | null, mended?: string][] = [
    ['9900112210,Good,Pune,,,', null],
    [',No phone,,,,', 'phone_missing', '9900112211,No phone,,,,'],
    ['9.19900112212E+11,Scientific,,,,', 'phone_scientific', '9900112212,Scientific,,,,'],
    ['123,Short,,,,', 'phone_impossible', '9900112213,Short,,,,'],
    ['0000000000,No mobile,,,,', 'phone_impossible', '9900112214,No mobile,,,,'],
    ['9900112215 / 9900112216,Two,,,,', 'phone_several', '9900112215,Two,,,,'],
    ['9900112210,Twice,,,,', 'duplicate_in_file', '9900112217,Twice,,,,'],
    ['9900112218,Money,,999,,', 'type_mismatch', '9900112218,Money,,999 INR,,'],
    ['9900112219,Date,,,03/04/26,', 'type_mismatch', '9900112219,Date,,,2026-04-03,'],
    ['9900112220,Size,,,,XXL', 'unknown_option', '9900112220,Size,,,,Large'],
    ['9900112221,Long,Pune,,,,,,extra', 'row_too_long', '9900112221,Long,Pune,,,'],
    ['=cmd|calc,Formula,,,,', 'phone_impossible', '9900112222,Formula,,,,'],
  ]
  const header = 'Mobile,Name,City,Spent,Born,Size'
  const mapping = {
    columns: [
      phone,
      { column: 'Name', target: 'name' },
      { column: 'City', target: 'attributes.city' },
      { column: 'Spent', target: 'attributes.spent' },
      { column: 'Born', target: 'attributes.born' },
      { column: 'Size', target: 'attributes.size' },
    ],
  }
  const first = await imported(gateway, [header, ...lines.map(([cells]) => cells)].join('\r\n'), mapping)
  const csv = await resultsOf(gateway, first.id)
  const errors = rowsIn(csv)
  assert.deepEqual(
    errors.map(({ row, error_code }) => [Number(row), error_code]),
    lines.flatMap(([, code], at) => (code ? [[at + 2, code]] : [])),
  )
  assert.ok(errors.every(({ error_detail, suggestion }) => error_detail && suggestion))
  assert.match(csv, /'=cmd\|calc/)
  assert.equal(first.run.counts.failed, lines.length - 1)
  const mended = lines.flatMap(([, code, cells]) => (code ? [`${cells},2,${code},why,what`] : []))
  const second = await imported(
    gateway,
    [`${header},row,error_code,error_detail,suggestion`, ...mended].join('\n'),
    mapping,
  )
  assert.deepEqual(
    [second.state, second.run.counts.failed, second.run.counts.created],
    ['completed', 0, lines.length - 1],
  )
})

test('keys of two contacts in one row are a conflict, which a mapping may settle', async () => {
  const file = 'Mobile,CRM\n+919900112281,c-80\n'
  const columns = [phone, { column: 'CRM', target: 'externalId', source: 'crm' }]
  const failed = await imported(gateway, file, { columns })
  assert.deepEqual(
    [failed.run.counts.conflicts, rowsIn(await resultsOf(gateway, failed.id))[0]?.['error_code']],
    [1, 'conflict'],
  )
  const settledByKey = await imported(gateway, file, { columns, onConflict: 'preferExternalId' })
  assert.equal(settledByKey.run.counts.failed, 0)
})

test.each([
  [
    'UTF-16 with a mark',
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Mobile\tName\n+5511987654301\tJoão\n', 'utf16le')]),
    'João',
  ],
  ['Windows-1252', Buffer.from('Mobile;Name\n+5511987654302;Jo\u00e3o\n', 'latin1'), 'João'],
  ['UTF-8 with a mark and old line ends', Buffer.from('\ufeffMobile,Name\r+5511987654303,João\r'), 'João'],
  [
    'NDJSON',
    Buffer.from('{"Mobile":"+5511987654304","Name":"João","more":[1]}\n{"Mobile":"+5511987654305"}\nnonsense\n'),
    'João',
  ],
])('%s is read', async (_, bytes, name) => {
  const done = await imported(gateway, bytes, { columns: [phone, { column: 'Name', target: 'name' }] })
  const digits = /\+(\d+)/.exec(bytes.includes(0) ? bytes.toString('utf16le') : bytes.toString('latin1'))?.[1] ?? ''
  assert.equal((await byPhone(digits)).name, name)
  assert.equal(done.run.counts.created >= 1, true)
})

test('an undo takes back what was not changed since', async () => {
  await gateway.call('POST', '/v1/contacts', {
    phone: '919900112230',
    name: 'Before',
    attributes: { city: 'Goa' },
    tags: ['old'],
  })
  await gateway.call('POST', '/v1/contacts', { phone: '919900112231', name: 'Before' })
  const segment = (await gateway.call('POST', '/v1/segments', { name: 'Imported' })).body.id
  const file =
    'Mobile,Name,City,Tags\n9900112230,After,Pune,new\n9900112231,After,,\n9900112232,Made,,\n9900112233,Made and used,,\n'
  const done = await imported(gateway, file, {
    columns: [
      phone,
      { column: 'Name', target: 'name' },
      { column: 'City', target: 'attributes.city' },
      { column: 'Tags', target: 'tags' },
    ],
    addToSegment: segment,
  })
  assert.deepEqual([done.run.counts.created, done.run.counts.updated, done.run.counts.addedToSegment], [2, 2, 4])
  assert.equal(rowsIn(await resultsOf(gateway, done.id, 'created')).length, 2)
  assert.equal(rowsIn(await resultsOf(gateway, done.id, 'updated')).length, 2)
  const used = await byPhone('919900112233')
  await gateway.call('PATCH', `/v1/contacts/${used.id}`, { name: 'Used', source: 'agent' })
  const later = await byPhone('919900112231')
  await gateway.call('PATCH', `/v1/contacts/${later.id}`, { name: 'Later', source: 'agent' })
  assert.equal((await gateway.call('POST', `/v1/contacts/imports/${done.id}/undo`)).status, 202)
  const { undo } = await settled(gateway, done.id, 'undone')
  assert.deepEqual(undo, { deleted: 1, restored: 1, kept: 2 })
  const back = await byPhone('919900112230')
  assert.deepEqual([back.name, back.attributes.city, back.tags], ['Before', 'Goa', ['old']])
  assert.equal((await byPhone('919900112231')).name, 'Later')
  assert.equal(await byPhone('919900112232'), undefined)
  assert.equal((await byPhone('919900112233')).name, 'Used')
  assert.equal((await gateway.call('GET', `/v1/segments/${segment}/contacts`)).body.data.length, 0)
})

test('consent comes with evidence, and never against what the person said since', async () => {
  const contact = (await gateway.call('POST', '/v1/contacts', { phone: '919900112240' })).body
  await gateway.call('POST', `/v1/contacts/${contact.id}/consent`, {
    purpose: 'marketing',
    state: 'opted_out',
    occurredAt: '2026-06-01T00:00:00Z',
  })
  const file =
    'Mobile,OptIn,At\n9900112240,yes,2026-05-01\n9900112241,yes,2026-05-01\n9900112242,yes,\n9900112243,no,\n'
  const consent = {
    purpose: 'marketing',
    column: 'OptIn',
    evidence: { kind: 'form', occurredAtColumn: 'At', text: 'Yes, send me offers' },
  }
  const done = await imported(gateway, file, { columns: [phone], consent })
  assert.deepEqual([done.run.counts.consentsChanged, done.run.counts.consentsKept, done.run.counts.failed], [2, 1, 1])
  assert.equal(rowsIn(await resultsOf(gateway, done.id))[0]?.['error_code'], 'consent_evidence_missing')
  const stateOf = async (digits: string) => {
    const { id } = await byPhone(digits)
    const { consents } = (await gateway.call('GET', `/v1/contacts/${id}/consent`)).body
    return consents.find(({ purpose }: { purpose: string }) => purpose === 'marketing').state
  }
  assert.deepEqual(
    [await stateOf('919900112240'), await stateOf('919900112241'), await stateOf('919900112243')],
    ['opted_out', 'opted_in', 'opted_out'],
  )
})

test.each([
  ['an empty file', Buffer.alloc(0), /empty/],
  ['a header alone', Buffer.from('Mobile,Name\n'), /no rows/],
  ['an old Excel file', Buffer.from('d0cf11e0a1b11ae100000000', 'hex'), /old Excel/],
  ['half an archive', Buffer.from('PK\u0003\u0004 and then nothing'), /archive/],
  [
    'a quote that never ends',
    Buffer.from(`Mobile,Name\n9900112290,"Asha\n${'9900112291,Ravi\n'.repeat(80_000)}`),
    /Row \d+ opens a quote/,
  ],
])('%s fails with a reason', async (_, bytes, reason) => {
  const { state, error } = await analysed(gateway, bytes)
  assert.equal(state, 'failed')
  assert.match(error, reason)
})

test('a mapping that does not fit is refused by its places', async () => {
  const { id } = await analysed(gateway, 'Mobile\n9900112250\n')
  const bad = { columns: [{ column: 'Phone', target: 'attributes.none' }], key: 'externalId' }
  const { status, body } = await gateway.call('PUT', `/v1/contacts/imports/${id}/mapping`, { mapping: bad })
  assert.equal(status, 400)
  assert.deepEqual(body.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted(), [
    '/columns/0/column',
    '/columns/0/target',
    '/key',
  ])
  assert.equal((await gateway.call('POST', `/v1/contacts/imports/${id}/run`)).status, 409)
  assert.equal((await gateway.call('POST', `/v1/contacts/imports/${id}/cancel`)).body.state, 'canceled')
  assert.equal((await gateway.call('POST', `/v1/contacts/imports/${id}/cancel`)).status, 409)
})

test('a form without a file, and one with something else, are refused', async () => {
  const form = new FormData()
  form.set('note', 'no file')
  const headers = { authorization: `Bearer ${gateway.apiKey}` }
  const reply = await fetch(`${gateway.url}/v1/contacts/imports`, { method: 'POST', headers, body: form })
  assert.equal(reply.status, 400)
  assert.equal((await upload({ ...gateway, apiKey: 'sk_wrong' }, 'Mobile\n1\n')).status, 401)
})

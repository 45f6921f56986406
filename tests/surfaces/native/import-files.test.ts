import assert from 'node:assert/strict'
import { parse } from 'csv-parse/sync'
import { afterAll, beforeAll, test } from 'vitest'
import { ZipFile } from 'yazl'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { analysed, imported, mapped, resultsOf, settled } from '../../support/imports.ts'
import { checked } from '../../support/native.ts'
import { until } from '../../support/processes.ts'

let gateway: RunningGateway
beforeAll(async () => {
  const started = await startGateway(null)
  gateway = { ...started, call: await checked(started) }
  await gateway.call('POST', '/v1/attributes', { key: 'born', type: 'date' })
  await gateway.call('POST', '/v1/attributes', { key: 'note', type: 'text' })
})
afterAll(() => gateway.close())

const phone = { column: 'Mobile', target: 'phone', defaultCountry: 'IN' }
const byPhone = async (digits: string) => (await gateway.call('GET', `/v1/contacts?phone=${digits}`)).body.data[0]

async function zipOf(parts: Record<string, string | Buffer>): Promise<Buffer> {
  const zip = new ZipFile()
  for (const [name, content] of Object.entries(parts)) zip.addBuffer(Buffer.from(content), name)
  zip.end()
  const chunks: Buffer[] = []
  for await (const chunk of zip.outputStream as AsyncIterable<Buffer>) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
const workbook = (sheet: string, strings = '<sst/>') => ({
  'xl/workbook.xml': `<workbook ${main} xmlns:r="r"><sheets><sheet name="People" sheetId="1" r:id="rId7"/></sheets></workbook>`,
  'xl/_rels/workbook.xml.rels':
    '<Relationships><Relationship Id="rId7" Target="worksheets/people.xml"/></Relationships>',
  'xl/styles.xml': `<styleSheet ${main}><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>`,
  'xl/sharedStrings.xml': strings,
  'xl/worksheets/people.xml': `<worksheet ${main}><sheetData>${sheet}</sheetData></worksheet>`,
})

test('a workbook is read: shared texts, dates by their style, and numbers with all their digits', async () => {
  const strings =
    '<sst><si><t>Mobile</t></si><si><t>Name</t></si><si><t>Born</t></si><si><r><t>As</t></r><r><t>ha &amp; co</t></r></si></sst>'
  const sheet = `<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="D1" t="s"><v>2</v></c></row>
    <row r="3"><c r="A3"><v>9.19900113301E11</v></c><c r="B3" t="s"><v>3</v></c><c r="D3" s="1"><v>36526</v></c></row>
    <row r="4"><c r="A4" t="inlineStr"><is><t>+91 99001 13302</t></is></c></row>`
  const done = await imported(
    gateway,
    await zipOf(workbook(sheet, strings)),
    { columns: [phone, { column: 'Name', target: 'name' }, { column: 'Born', target: 'attributes.born' }] },
    'people.xlsx',
  )
  assert.deepEqual([done.analysis.format, done.run.counts.created, done.run.counts.failed], ['xlsx', 2, 0])
  const asha = await byPhone('919900113301')
  assert.deepEqual([asha.name, asha.attributes.born], ['Asha & co', '2000-01-01'])
})

test('another sheet, encoding, delimiter or header is read where somebody says so, until the import runs', async () => {
  const rows = (digits: string) =>
    `<row r="1"><c t="str"><v>Mobile</v></c></row><row r="2"><c t="str"><v>${digits}</v></c></row>`
  const parts = workbook(rows('+919900113391'))
  const two = {
    ...parts,
    'xl/workbook.xml': parts['xl/workbook.xml'].replace(
      '</sheets>',
      '<sheet name="Guests" sheetId="2" r:id="rId8"/></sheets>',
    ),
    'xl/_rels/workbook.xml.rels': parts['xl/_rels/workbook.xml.rels'].replace(
      '</Relationships>',
      '<Relationship Id="rId8" Target="worksheets/guests.xml"/></Relationships>',
    ),
    'xl/worksheets/guests.xml': parts['xl/worksheets/people.xml'].replace('919900113391', '919900113392'),
  }
  const anew = async (id: string, reading: object, ...states: string[]) => {
    const { status, body } = await gateway.call('POST', `/v1/contacts/imports/${id}/analyse`, reading)
    assert.equal(status, 202, JSON.stringify(body))
    return settled(gateway, id, ...states)
  }
  const sampleOf = ({ analysis }: { analysis: { sample: { cells: string[] }[] } }) =>
    analysis.sample.map(({ cells }) => cells)
  const first = await analysed(gateway, await zipOf(two), 'two.xlsx')
  assert.deepEqual([first.analysis.sheets, sampleOf(first)], [['People', 'Guests'], [['+919900113391']]])
  await mapped(gateway, first.id, { columns: [phone] })
  const failed = await anew(first.id, { sheet: 'Nobody' }, 'failed')
  assert.match(failed.error, /no sheet of this name.*“Guests”/)
  const guests = await anew(first.id, { sheet: 'Guests' }, 'analysed')
  assert.deepEqual([guests.mapping, guests.analysis.sheet, sampleOf(guests)], [null, 'Guests', [['+919900113392']]])
  await mapped(gateway, first.id, { columns: [phone] })
  await gateway.call('POST', `/v1/contacts/imports/${first.id}/run`)
  await settled(gateway, first.id, 'completed')
  assert.ok(await byPhone('919900113392'))
  const late = await gateway.call('POST', `/v1/contacts/imports/${first.id}/analyse`, { sheet: 'People' })
  assert.equal(late.status, 409)
  const text = await analysed(gateway, Buffer.from('Mobile,Note\n+919900113393,caf\u00e9;tea\n', 'utf8'))
  const odd = await anew(text.id, { encoding: 'windows-1252', delimiter: ';', header: false }, 'analysed')
  assert.deepEqual(sampleOf(odd), [['Mobile,Note'], ['+919900113393,cafÃ©', 'tea']])
})

test.each([
  [
    'an archive that unpacks to far more than its size',
    async () => workbook(`<row r="1"><c t="str"><v>${'a'.repeat(80 * 1024 * 1024)}</v></c></row>`),
    /unpacks to far more/,
  ],
  ['XML that is nested without end', async () => workbook('<x>'.repeat(5000)), /nested|well-formed/],
  ['entities that grow', async () => workbook('<row r="1"><c t="str"><v>&lol9;</v></c></row>'), /well-formed/],
  [
    'a workbook without a sheet',
    async () => ({ 'xl/workbook.xml': '<workbook/>', 'xl/_rels/workbook.xml.rels': '<Relationships/>' }),
    /no sheet/,
  ],
  ['an archive of something else', async () => ({ 'word/document.xml': '<document/>' }), /no part/],
])('%s fails with a reason', async (_, parts, reason) => {
  const { state, error } = await analysed(gateway, await zipOf(await parts()), 'people.xlsx')
  assert.equal(state, 'failed')
  assert.match(error, reason)
})

const exported = async (body: object) => {
  const started = await gateway.call('POST', '/v1/contacts/exports', body)
  assert.equal(started.status, 202, JSON.stringify(started.body))
  let found = started.body
  await until('the export is over', async () => {
    found = (await gateway.call('GET', `/v1/contacts/exports/${started.body.id}`)).body
    return !['queued', 'running'].includes(found.state)
  })
  return found
}
const download = async (url: string) => Buffer.from(await (await fetch(url)).arrayBuffer())

test.each(['csv', 'xlsx', 'ndjson'] as const)('an export as %s can be imported again', async (format) => {
  const note = '=HYPERLINK("http://evil.example","x")'
  await gateway.call(
    'POST',
    '/v1/contacts',
    { phone: '919900113310', name: 'João, the "first"', tags: ['a', 'b'], attributes: { note } },
    {},
  )
  const filter = { field: 'phonePrefix', op: 'eq', value: '919900113310' }
  const done = await exported({ format, filter, columns: ['name', 'phone', 'tags', 'attributes.note'] })
  assert.deepEqual([done.state, done.rows], ['completed', 1], done.error)
  const bytes = await download(done.url)
  if (format === 'csv') assert.match(bytes.toString(), /"'=HYPERLINK/)
  const again = await imported(gateway, bytes, {
    columns: [
      { column: 'phone', target: 'phone' },
      { column: 'name', target: 'name' },
      { column: 'tags', target: 'tags', mode: 'set' },
      { column: 'attributes.note', target: 'attributes.note' },
    ],
  })
  assert.deepEqual([again.run.counts.unchanged, again.run.counts.failed], [1, 0])
  const wrong = new URL(done.url)
  wrong.searchParams.set('expires', '9999999999')
  assert.equal((await fetch(wrong)).status, 403)
  const { data } = (await gateway.call('GET', '/v1/audit-log?limit=50')).body
  assert.ok(
    data.some(
      ({ action, target }: { action: string; target: { id: string } }) =>
        action === 'contact_export.completed' && target.id === done.id,
    ),
  )
})

test('an export with a filter or a column that is not there is refused by its place', async () => {
  const reply = await gateway.call('POST', '/v1/contacts/exports', { columns: ['name', 'shoe'] })
  assert.deepEqual([reply.status, reply.body.errors[0].pointer], [400, '/columns/1'])
  const filter = { field: 'attributes.none', op: 'eq', value: 1 }
  assert.equal((await gateway.call('POST', '/v1/contacts/exports', { filter })).status, 400)
  assert.equal(
    (await gateway.call('POST', '/v1/contacts/exports/019f2c1e-6a3b-7c52-9d1e-2f40a1b2c3d4/cancel')).status,
    404,
  )
})

test('an export that is canceled before it is done has no file, and the log says so', async () => {
  const { id } = (await gateway.call('POST', '/v1/contacts/exports', { format: 'ndjson' })).body
  const { status, body } = await gateway.call('POST', `/v1/contacts/exports/${id}/cancel`)
  const { data } = (await gateway.call('GET', `/v1/audit-log?targetId=${id}&targetKind=contact_export`)).body
  const isRecorded = data.some(({ action }: { action: string }) => action === 'contact_export.canceled')
  assert.deepEqual([isRecorded, status === 200 ? body.url : null], [status === 200, null])
})

test('two imports of the same people at once make each person once', async () => {
  const rows = Array.from({ length: 1500 }, (_, at) => `99003${String(at).padStart(5, '0')},Person ${at}`)
  const both = await Promise.all(
    [rows, rows.toReversed()].map(async (list) => {
      const { id } = await analysed(gateway, ['Mobile,Name', ...list].join('\n'))
      await mapped(gateway, id, { columns: [phone, { column: 'Name', target: 'name' }] })
      return id
    }),
  )
  await Promise.all(both.map((id) => gateway.call('POST', `/v1/contacts/imports/${id}/run`)))
  const runs = await Promise.all(
    both.map(async (id) => (await settled(gateway, id, 'completed', 'completed_with_errors')).run.counts),
  )
  const sum = (name: string) => runs.reduce((total, counts) => total + counts[name], 0)
  assert.deepEqual([sum('created'), sum('unchanged'), sum('failed')], [1500, 1500, 0])
})

test('whose data were erased does not come back by a list, and files that name them go', async () => {
  const file = 'Mobile,Name\n9900113320,Gone\n9900113321,Stays\n'
  const mapping = { columns: [phone, { column: 'Name', target: 'name' }] }
  const first = await imported(gateway, file, mapping)
  const out = await exported({ format: 'csv' })
  const { id } = await byPhone('919900113320')
  assert.equal((await gateway.call('POST', `/v1/contacts/${id}/erase`, { reason: 'asked' })).status < 300, true)
  await until('the person is erased', async () => (await byPhone('919900113320')) === undefined)
  await until(
    'the file is gone',
    async () => !(await gateway.call('GET', `/v1/contacts/imports/${first.id}`)).body.hasFile,
  )
  assert.equal((await fetch(out.url)).status, 404)
  assert.equal((await gateway.call('GET', `/v1/contacts/exports/${out.id}`)).body.state, 'expired')
  const again = await imported(gateway, file, mapping)
  const errors: Record<string, string>[] = parse(await resultsOf(gateway, again.id), { columns: true, bom: true })
  assert.deepEqual(
    errors.map(({ row, error_code }) => [row, error_code]),
    [['2', 'suppressed']],
  )
  assert.equal(again.run.counts.unchanged, 1)
})

test('an import is the account’s own: another account’s answers as if it were not there', async () => {
  const { id } = await analysed(gateway, 'Mobile\n9900113330\n')
  const { body } = await gateway.call(
    'POST',
    '/auth/register',
    { name: 'Other', email: 'imports@example.com' },
    { authorization: '' },
  )
  const stranger = { authorization: `Bearer ${body.data.apiKey}` }
  for (const [method, path] of [
    ['GET', ''],
    ['POST', '/run'],
    ['POST', '/undo'],
    ['GET', '/errors.csv'],
  ] as const)
    assert.equal(
      (await gateway.call(method, `/v1/contacts/imports/${id}${path}`, undefined, stranger)).status,
      404,
      path,
    )
})

import assert from 'node:assert/strict'
import { parse } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import { afterAll, beforeAll, test } from 'vitest'
import { simulatorControl } from '../../flow/simulator-control.ts'
import { type RunningGateway, startGateway } from '../../support/gateway.ts'
import { imported, resultsOf } from '../../support/imports.ts'
import { until } from '../../support/processes.ts'

let gateway: RunningGateway
beforeAll(async () => {
  gateway = await startGateway(null)
  const { call } = gateway
  await simulatorControl(gateway.simulatorUrl).faults({ templateReviewMs: 50 })
  await until('the first sync', async () => (await call('GET', '/v1/templates')).body.data.length > 0)
  const components = [{ type: 'BODY', text: 'New this week.' }]
  const offer = { name: 'weekly_offer', language: 'en_US', category: 'MARKETING', components }
  const { body } = await call('POST', '/v1/templates', offer)
  await until('the offer', async () => (await call('GET', `/v1/templates/${body.id}`)).body.status === 'APPROVED')
})
afterAll(() => gateway.close())

/** What a person types instead of a number, and the code that it gets; the rows in between are good. */
const faults: readonly (readonly [mobile: (good: string) => string, code: string])[] = [
  [() => '', 'phone_missing'],
  [(good) => `${Number(`91${good}`).toExponential(2)}`.toUpperCase(), 'phone_scientific'],
  [(good) => `${good} / ${good}`, 'phone_several'],
  [() => '12', 'phone_impossible'],
  [() => '9810000000', 'duplicate_in_file'],
]
const header = ['Mobile', 'Name', 'City', 'Agreed', 'On']
const goodNumber = (at: number) => `981${String(at).padStart(7, '0')}`

/** 1,000 rows as a shop keeps them: spaces, dashes, tel:, and every fifth of them wrong in one of the ways. */
const messy = Array.from({ length: 1000 }, (_, at) => {
  const good = goodNumber(at)
  const fault = at % 5 === 4 ? faults[Math.floor(at / 5) % faults.length] : undefined
  const spelled = [good, `+91 ${good.slice(0, 5)} ${good.slice(5)}`, `tel:+91-${good}`, `0${good}`][at % 4] ?? good
  return {
    at,
    code: fault?.[1] ?? null,
    cells: [fault ? fault[0](good) : spelled, `Person ${at}`, at % 2 ? 'Pune' : 'Goa', 'yes', '2026-05-01'],
  }
})

test('a messy list is imported, mended and segmented; people opt out, and sends to them are refused with the reason', {
  timeout: 180_000,
}, async () => {
  const { call } = gateway
  await call('POST', '/v1/attributes', { key: 'city', label: 'City', type: 'text', indexed: true })
  const mapping = {
    columns: [
      { column: 'Mobile', target: 'phone', defaultCountry: 'IN' },
      { column: 'Name', target: 'name' },
      { column: 'City', target: 'attributes.city' },
    ],
    consent: {
      purpose: 'marketing',
      column: 'Agreed',
      evidence: { kind: 'form', occurredAtColumn: 'On', text: 'Yes, send me offers by WhatsApp.' },
    },
  }
  const first = await imported(gateway, stringify([header, ...messy.map(({ cells }) => cells)]), mapping)
  assert.deepEqual(
    [first.state, first.run.counts.created, first.run.counts.failed],
    ['completed_with_errors', 800, 200],
  )

  const errors: Record<string, string>[] = parse(await resultsOf(gateway, first.id), { columns: true, bom: true })
  assert.deepEqual(
    errors.map(({ row, error_code }) => [Number(row), error_code]),
    messy.flatMap(({ at, code }) => (code === null ? [] : [[at + 2, code]])),
  )
  const mended = errors.map((row) => ({ ...row, Mobile: goodNumber(Number(row['row']) - 2) }))
  const second = await imported(gateway, stringify(mended, { header: true, escape_formulas: true }), mapping)
  assert.deepEqual([second.state, second.run.counts.created, second.run.counts.failed], ['completed', 200, 0])

  const filter = {
    all: [
      { field: 'attributes.city', op: 'eq', value: 'Pune' },
      { field: 'consent.marketing', op: 'is', value: 'opted_in' },
    ],
  }
  const segment = (await call('POST', '/v1/segments', { name: 'Pune, agreed', filter })).body
  const countOf = async () => (await call('POST', '/v1/segments/preview', { filter: segment.filter })).body.count
  assert.equal(await countOf(), 500)

  const leaving = [1, 3, 5].map((at) => `91${goodNumber(at)}`)
  const simulator = simulatorControl(gateway.simulatorUrl)
  for (const from of leaving)
    await simulator.inbound({
      phoneNumberId: gateway.phoneNumberId,
      from,
      profile: { name: 'Leaving' },
      type: 'text',
      text: { body: 'STOP' },
    })
  await until('those who said stop are no longer in the segment', async () => (await countOf()) === 497)

  const offer = { type: 'template', template: { name: 'weekly_offer', language: { code: 'en_US' } } }
  assert.equal((await call('POST', '/v1/messages', { to: `91${goodNumber(7)}`, ...offer })).status, 202)
  for (const to of leaving) {
    const { status, body } = await call('POST', '/v1/messages', { to, ...offer })
    assert.deepEqual(
      [status, body.code, body.reason, body.evidence.source],
      [422, 'not_sendable', 'opted_out', 'keyword'],
    )
  }
  const again = await imported(
    gateway,
    stringify([header, ...leaving.map((phone) => [`+${phone}`, 'Back', 'Pune', 'yes', '2026-05-01'])]),
    mapping,
  )
  assert.deepEqual([again.run.counts.consentsKept, await countOf()], [3, 497])
})

test('among thousands who came a moment ago a preview counts, and does not estimate', {
  timeout: 120_000,
}, async () => {
  const count = 6000
  const rows = Array.from({ length: count }, (_, at) => [`917799${String(at).padStart(6, '0')}`])
  const mapping = { columns: [{ column: 'Phone', target: 'phone' }] }
  const { run } = await imported(gateway, stringify([['Phone'], ...rows]), mapping)
  assert.equal(run.counts.created, count)
  const filter = { field: 'phonePrefix', op: 'eq', value: '917799' }
  const { body } = await gateway.call('POST', '/v1/segments/preview', { filter })
  assert.deepEqual([body.count, body.countIsExact], [count, true])
})

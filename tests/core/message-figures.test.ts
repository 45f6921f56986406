import assert from 'node:assert/strict'
import { countHours, settleCounts } from '@dawk/core/messaging/analytics/count-hours.ts'
import { countMessages, type FigureRequest } from '@dawk/core/messaging/analytics/count-messages.ts'
import type { FigurePlace } from '@dawk/core/messaging/analytics/figure-store.ts'
import { noteOldChanges } from '@dawk/core/messaging/analytics/old-change-store.ts'
import { applyReports } from '@dawk/core/messaging/messages/reports/apply-reports.ts'
import { newIdAt } from '@dawk/core/platform/ids.ts'
import { operatorCaller } from '@dawk/core/tenancy/access/caller.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { type Owner, openCore, type TestCore } from '../support/core.ts'

let core: TestCore
beforeAll(async () => {
  core = await openCore()
})
afterAll(() => core.close())

const hourMs = 3_600_000
const day = 24 * hourMs
const states = ['queued', 'sent', 'delivered', 'read', 'failed', 'canceled', 'received'] as const
type State = (typeof states)[number]

interface Given {
  at: number
  state: State
  template?: string
  category?: string
  code?: number
  dryRun?: boolean
}

/** Messages of any age, as the import of a history stores them. */
async function insertMessages({ accountId, numberId }: Owner, given: readonly Given[]): Promise<string[]> {
  const rows = given.map(({ at, state, template, category, code, dryRun = false }) => ({
    id: newIdAt(at),
    direction: state === 'received' ? 'in' : 'out',
    type: template === undefined ? 'text' : 'template',
    content: template === undefined ? { type: 'text' } : { type: 'template', template: { name: template } },
    state,
    pricing: category === undefined ? null : { category, model: 'PMP', type: 'regular', billable: true },
    error: code === undefined ? null : { code },
    dry_run: dryRun,
  }))
  await core.worker.query(
    `insert into messages (id, account_id, number_id, direction, peer, type, content, state, pricing, error, dry_run)
     select x.id, $1, $2, x.direction, '919900112233', x.type, x.content, x.state, x.pricing, x.error, x.dry_run
       from json_to_recordset($3::json) as x(id uuid, direction text, type text, content jsonb, state message_state, pricing jsonb, error jsonb, dry_run boolean)`,
    [accountId, numberId, JSON.stringify(rows)],
  )
  await noteOldChanges(
    core.worker,
    rows.map(({ id }) => ({ accountId, id })),
  )
  return rows.map(({ id }) => id)
}

/** All pages. */
async function figuresOf({ accountId }: Owner, request: Partial<FigureRequest>, limit = 100) {
  const whole = {
    from: new Date(Date.now() - 60 * day).toISOString(),
    to: new Date(Date.now() + day).toISOString(),
    ...{ granularity: 'total' as const, timeZone: 'UTC', groupBy: [], filter: { numberIds: null } },
    ...request,
  }
  const all = []
  for (let after: FigurePlace | null = null, isMore = true; isMore; ) {
    const { figures, next } = await countMessages(core, operatorCaller(accountId), whole, { after, limit })
    assert.ok(figures.length <= limit)
    all.push(...figures)
    isMore = next !== null
    after = next
  }
  return all
}

const everything = { groupBy: ['number', 'direction', 'type', 'template', 'category', 'status', 'errorCode'] as const }

/** What the rows say, by all there is. */
async function rowsOf({ accountId }: Owner) {
  const rows = await core.worker.many<{ keys: string[]; messages: number }>(
    `select array[number_id::text, direction, type, coalesce(content->'template'->>'name', ''), coalesce(pricing->>'category', ''),
        case when direction = 'in' then 'received' when state in ('scheduled', 'queued', 'retrying') then 'waiting' else state::text end,
        case when state = 'failed' then coalesce(error->>'code', '') else '' end] as keys, count(*)::int as messages
       from messages where account_id = $1 and not dry_run group by 1`,
    [accountId],
  )
  return sorted(rows)
}
const sorted = (rows: readonly { keys: string[]; messages: number }[]) =>
  rows.map(({ keys, messages }) => `${keys.join(' ')}: ${messages}`).toSorted()
const assertAsRows = async (owner: Owner, what: string) =>
  assert.deepEqual(sorted(await figuresOf(owner, everything)), await rowsOf(owner), what)

const tableCount = async ({ accountId }: Owner, table: string) =>
  (await core.worker.one<{ it: number }>(`select count(*)::int as it from ${table} where account_id = $1`, [accountId]))
    .it

/** Two messages in each of many hours, of every kind. */
const varied = (from: number, hours: number): Given[] =>
  Array.from({ length: hours * 2 }, (_, index): Given => {
    const state = states[index % states.length] ?? 'sent'
    return {
      at: from + index * (hourMs / 2) + 1,
      state,
      ...(index % 3 === 0 && state !== 'received' && { template: `offer_${index % 2}`, category: 'marketing' }),
      ...(state === 'failed' && { code: 131026 + (index % 2) }),
      dryRun: index % 11 === 10,
    }
  })

test('counted or not, changed since or not: figures equal the rows, of each account', async () => {
  const [one, other] = [await core.newAccount(), await core.newAccount()]
  const from = Math.floor((Date.now() - 40 * day) / hourMs) * hourMs
  const ids = await insertMessages(one, [...varied(from, 50), ...varied(Date.now() - 30 * hourMs, 29)])
  await insertMessages(other, varied(from + 7 * hourMs, 20))
  await assertAsRows(one, 'nothing counted')
  await countHours(core, new Date())
  assert.ok((await tableCount(one, 'message_counts')) > 60)
  await assertAsRows(one, 'counted')
  await assertAsRows(other, 'the other')
  await countHours(core, new Date())
  await assertAsRows(one, 'counted once more, as after a crash')

  const waiting = ids[0] ?? ''
  const report = { status: 'read', at: new Date().toISOString(), wamid: 'wamid.late' } as const
  await core.worker.transaction((tx) => applyReports(tx, [{ accountId: one.accountId, messageId: waiting, report }]))
  assert.equal(await tableCount(one, 'changed_message_hours'), 1)
  await assertAsRows(one, 'a late report')
  await countHours(core, new Date())
  assert.equal(await tableCount(one, 'changed_message_hours'), 0)
  await assertAsRows(one, 'counted again')
})

test('a report that comes while its hour is counted again is in the figures, whichever is first', async () => {
  const owner = await core.newAccount()
  const at = Date.now() - 3 * day
  const [first = '', second = ''] = await insertMessages(owner, [
    { at, state: 'sent' },
    { at: at + 1, state: 'sent' },
  ])
  await countHours(core, new Date())
  const read = (messageId: string) =>
    core.worker.transaction((tx) =>
      applyReports(tx, [
        {
          accountId: owner.accountId,
          messageId,
          report: { status: 'read', at: new Date().toISOString(), wamid: `wamid.${messageId}` },
        },
      ]),
    )
  await read(first)
  let isOpen = true
  // the second report commits after the notes were listed, and before the hour is counted
  const interrupted = {
    worker: {
      ...core.worker,
      async many(sql: string, params: unknown[]) {
        const notes = await core.worker.many(sql, params)
        if (isOpen) await read(second)
        isOpen = false
        return notes
      },
    },
  }
  await countHours(interrupted as never, new Date())
  assert.deepEqual([isOpen, await tableCount(owner, 'changed_message_hours')], [false, 1])
  await assertAsRows(owner, 'its note is there still')
  await countHours(core, new Date())
  await assertAsRows(owner, 'counted again')
})

test('figures outlive their messages: what was settled is never counted again', async () => {
  const [owner, other] = [await core.newAccount(), await core.newAccount()]
  const at = Date.now() - 20 * day
  for (const one of [owner, other]) await insertMessages(one, varied(at, 10))
  const before = await figuresOf(owner, everything)
  await settleCounts(core, new Date(at + 5 * day), owner.accountId)
  await core.worker.query('delete from messages where account_id = $1', [owner.accountId])
  await core.worker.query(
    `insert into changed_message_hours (account_id, hour, id) values ($1, date_trunc('hour', $2::timestamptz, 'UTC'), $3)`,
    [owner.accountId, new Date(at + 2 * hourMs).toISOString(), newIdAt(Date.now())],
  )
  assert.deepEqual(await figuresOf(owner, everything), before)
  await countHours(core, new Date())
  assert.deepEqual(await figuresOf(owner, everything), before)
  assert.equal(await tableCount(owner, 'changed_message_hours'), 0)
  await assertAsRows(other, 'the other')
})

test('days are those of a zone whose clocks change, and pages put together are the whole', async () => {
  const owner = await core.newAccount()
  const at = (text: string) => ({ at: Date.parse(text), state: 'read' as const })
  await insertMessages(owner, [
    at('2026-10-24T21:59:00Z'), // Saturday in Berlin
    at('2026-10-24T22:00:00Z'), // Sunday, which has 25 hours
    at('2026-10-25T22:59:00Z'),
    at('2026-10-25T23:00:00Z'), // Monday
    { ...at('2026-10-25T12:00:00Z'), state: 'failed', code: 131026 },
  ])
  const asked = {
    from: '2026-10-24T12:00:00Z',
    to: '2026-10-26T12:00:00Z',
    granularity: 'day' as const,
    timeZone: 'Europe/Berlin',
  }
  const days = [
    ['2026-10-23T22:00:00.000Z', 1],
    ['2026-10-24T22:00:00.000Z', 3],
    ['2026-10-25T23:00:00.000Z', 1],
  ]
  const shown = async () => (await figuresOf(owner, asked)).map(({ start, messages }) => [start, messages])
  assert.deepEqual(await shown(), days)
  await countHours(core, new Date())
  assert.deepEqual(await shown(), days)
  const grouped = { ...asked, groupBy: ['status', 'errorCode'] as const }
  const whole = await figuresOf(owner, grouped)
  assert.deepEqual(
    whole.map(({ keys }) => keys),
    [
      ['read', ''],
      ['failed', '131026'],
      ['read', ''],
      ['read', ''],
    ],
  )
  assert.deepEqual(await figuresOf(owner, grouped, 1), whole)
})

import assert from 'node:assert/strict'
import { type AttemptOutcomes, type TakenOutcomes, toOutcomes } from '@dawk/core/messaging/dispatch/attempt-outcomes.ts'
import { createApply } from '@dawk/core/messaging/inbound/apply-payloads.ts'
import { createApplyWorker } from '@dawk/core/messaging/inbound/apply-worker.ts'
import { createJournal, replayJournal } from '@dawk/core/messaging/inbound/journal.ts'
import { createNumberDirectory } from '@dawk/core/messaging/numbers/number-directory.ts'
import { selectItems } from '@dawk/core/platform/lanes/lane-store.ts'
import { type TestContext, test } from 'vitest'
import { openCore, sendCommand, unitsOfWork } from '../support/core.ts'
import { until } from '../support/processes.ts'

const notification = (phoneNumberId: string, items: object) => {
  const metadata = { display_phone_number: '1', phone_number_id: phoneNumberId }
  const value = { messaging_product: 'whatsapp', metadata, ...items }
  return JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
  })
}

const text = (phoneNumberId: string, wamid: string) =>
  notification(phoneNumberId, {
    messages: [{ from: '919900112233', id: wamid, timestamp: '1795243849', type: 'text', text: { body: 'hi' } }],
  })

const status = (phoneNumberId: string, messageId: string) =>
  notification(phoneNumberId, {
    statuses: [
      {
        id: 'wamid.outcome',
        status: 'delivered',
        timestamp: '1795243849',
        recipient_id: '919900112233',
        biz_opaque_callback_data: messageId,
      },
    ],
  })

/** A journal over a database of its own; the apply worker runs only when it is started. */
async function openJournal(t: TestContext, takeOutcomes?: () => TakenOutcomes | null) {
  const core = await openCore()
  const owner = await core.newAccount()
  const { phoneNumberId } = owner
  const numbers = createNumberDirectory(core)
  const ctx = { ...core, ...unitsOfWork(core.db), operatorAppFingerprint: null, wakeLanes: () => undefined }
  const apply = createApply({ ...ctx, numbers })
  const applied: number[] = []
  const worker = createApplyWorker({ ...ctx, apply })
  let pending = 0
  const journal = createJournal({
    ...ctx,
    async apply(tx, payloads, outcomes) {
      applied.push(payloads.length)
      await apply(tx, payloads, outcomes)
    },
    ...(takeOutcomes && { takeOutcomes }),
    onPending() {
      pending += 1
    },
  })
  t.onTestFinished(async () => {
    await journal.drain()
    await worker.stop()
    await core.close()
  })
  const counts = () =>
    core.db.worker.one(
      `select (select count(*)::int from messages) as messages, (select count(*)::int from journal) as rows,
              (select coalesce(sum(cardinality(bodies)), 0)::int from journal) as payloads,
              (select count(*)::int from journal_pending) as pending, (select count(*)::int from unapplied_items) as unapplied`,
    )
  const store = (body: string) => journal.store({ appFingerprint: 'app', body })
  return { ctx, owner, phoneNumberId, worker, store, counts, applied, pendingTold: () => pending }
}

test('payloads that come together are one row, and applied when Meta gets its answer', async (t) => {
  const { phoneNumberId, store, counts, pendingTold } = await openJournal(t)
  await Promise.all(['a', 'b', 'c'].map((wamid) => store(text(phoneNumberId, wamid))))
  assert.deepEqual(await counts(), { messages: 3, rows: 1, payloads: 3, pending: 0, unapplied: 0 })
  assert.equal(pendingTold(), 0)
})

test('a payload that cannot be applied is stored with its neighbours, which are applied without it', async (t) => {
  const { phoneNumberId, worker, store, counts, pendingTold } = await openJournal(t)
  await Promise.all([store(text(phoneNumberId, 'a')), store('{"no":"notification"}'), store(text(phoneNumberId, 'b'))])
  assert.deepEqual(await counts(), { messages: 0, rows: 1, payloads: 3, pending: 1, unapplied: 0 })
  assert.equal(pendingTold(), 1)
  worker.start()
  await until('the row is done', async () => ((await counts()) as { pending: number }).pending === 0, 10_000)
  assert.deepEqual(await counts(), { messages: 2, rows: 1, payloads: 3, pending: 0, unapplied: 1 })
})

test('outcomes of attempts share the commit of webhooks; where that fails they are given back untouched', async (t) => {
  const calls: string[] = []
  let waiting: AttemptOutcomes | null = null
  const { ctx, owner, store } = await openJournal(t, () => {
    const taken = waiting && {
      ...waiting,
      stored: () => void calls.push('stored'),
      giveBack: () => void calls.push('given back'),
    }
    return taken
  })
  const { id } = await ctx.acceptor.accept(sendCommand(owner))
  const [item] = await selectItems(ctx.worker, [{ laneId: owner.laneId, count: 10, before: 4, known: [], full: [] }])
  assert.ok(item)
  const at = new Date('2026-11-30T10:00:00Z').toISOString()
  const outcome = { status: 'sent' as const, at, wamid: 'wamid.outcome' }
  const attempted = {
    destinationFailed: false,
    slowDown: false,
    pause: null,
    next: 'done' as const,
    afterMs: 0,
    outcome,
  }
  waiting = toOutcomes([{ item, attempted }])
  const read = async () => ({
    items: await ctx.worker.one('select count(*)::int as count from lane_items where ref = $1', [id]),
    message: await ctx.worker.one(
      `select state, wamid, (select count(*)::int from events e where e.account_id = m.account_id and type like 'message.status%') as events,
              (select array_agg(t ->> 'status') from jsonb_array_elements(timeline) t) as told from messages m where id = $1`,
      [id],
    ),
  })
  await store('{"no":"notification"}')
  assert.deepEqual(await read(), {
    items: { count: 1 },
    message: { state: 'queued', wamid: null, events: 0, told: null },
  })
  await store(status(owner.phoneNumberId, id))
  assert.deepEqual(await read(), {
    items: { count: 0 },
    message: { state: 'delivered', wamid: 'wamid.outcome', events: 2, told: ['sent', 'delivered'] },
  })
  assert.deepEqual(calls, ['given back', 'stored'])
})

test('what waits in the journal when a process starts is applied, and once', async (t) => {
  const { ctx, phoneNumberId, worker, store, counts } = await openJournal(t)
  await Promise.all(['a', 'b'].map((wamid) => store(text(phoneNumberId, wamid))))
  await ctx.db.worker.query('delete from messages')
  await ctx.db.worker.query('delete from wamids')
  assert.equal(await replayJournal(ctx, new Date(0), new Date(Date.now() + 60_000)), 2)
  assert.equal(await replayJournal(ctx, new Date(0), new Date(Date.now() + 60_000)), 0)
  worker.start()
  await until('the row is done', async () => ((await counts()) as { pending: number }).pending === 0, 10_000)
  assert.deepEqual(await counts(), { messages: 2, rows: 1, payloads: 2, pending: 0, unapplied: 0 })
})

test('where more waits than is applied in time, payloads are stored alone, and Meta gets its answers', async (t) => {
  const { phoneNumberId, store, counts, applied } = await openJournal(t)
  await Promise.all(Array.from({ length: 1400 }, (_, index) => store(text(phoneNumberId, `w${index}`))))
  const { payloads, pending } = (await counts()) as { payloads: number; pending: number }
  const count = applied.reduce((sum, one) => sum + one, 0)
  assert.equal(payloads, 1400)
  assert.ok(pending > 0 && count >= 800 && count < 1400, `${pending} rows pending, ${count} payloads applied`)
})

test.runIf(process.env['TEST_DATABASE_URL'])(
  'a payload that would wait long for a lock of somebody else is stored to be applied later',
  { timeout: 20_000 },
  async (t) => {
    const { ctx, phoneNumberId, worker, store, counts } = await openJournal(t)
    await store(text(phoneNumberId, 'a'))
    await ctx.db.worker.transaction(async (tx) => {
      await tx.query('select from conversations for update')
      const startedAt = Date.now()
      await store(text(phoneNumberId, 'b'))
      assert.ok(Date.now() - startedAt < 6000)
    })
    assert.deepEqual(await counts(), { messages: 1, rows: 2, payloads: 2, pending: 1, unapplied: 0 })
    worker.start()
    await until('the row is done', async () => ((await counts()) as { pending: number }).pending === 0, 10_000)
    assert.deepEqual(await counts(), { messages: 2, rows: 2, payloads: 2, pending: 0, unapplied: 0 })
  },
)

import assert from 'node:assert/strict'
import { createApply } from '@dawk/core/messaging/inbound/apply-payloads.ts'
import { createApplyWorker } from '@dawk/core/messaging/inbound/apply-worker.ts'
import { createJournal, replayJournal } from '@dawk/core/messaging/inbound/journal.ts'
import { createNumberDirectory } from '@dawk/core/messaging/numbers/number-directory.ts'
import { type TestContext, test } from 'vitest'
import { openCore, unitsOfWork } from '../support/core.ts'
import { until } from '../support/processes.ts'

const text = (phoneNumberId: string, wamid: string) =>
  JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '1',
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: '1', phone_number_id: phoneNumberId },
              messages: [
                { from: '919900112233', id: wamid, timestamp: '1795243849', type: 'text', text: { body: 'hi' } },
              ],
            },
          },
        ],
      },
    ],
  })

/** A journal over a database of its own; the apply worker runs only when it is started. */
async function openJournal(t: TestContext) {
  const core = await openCore()
  const { phoneNumberId } = await core.newAccount()
  const numbers = createNumberDirectory(core)
  const ctx = { ...core, ...unitsOfWork(core.db), operatorAppFingerprint: null, wakeLanes: () => undefined }
  const apply = createApply({ ...ctx, numbers })
  const applied: number[] = []
  const worker = createApplyWorker({ ...ctx, apply })
  let pending = 0
  const journal = createJournal({
    ...ctx,
    async apply(tx, payloads) {
      applied.push(payloads.length)
      await apply(tx, payloads)
    },
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
  return { ctx, phoneNumberId, worker, store, counts, applied, pendingTold: () => pending }
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

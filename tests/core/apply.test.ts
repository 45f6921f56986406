import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { createApply } from '@dawk/core/messaging/inbound/apply-payloads.ts'
import { createApplyWorker } from '@dawk/core/messaging/inbound/apply-worker.ts'
import { createJournal, replayJournal } from '@dawk/core/messaging/inbound/journal.ts'
import { countUnapplied, retryUnapplied } from '@dawk/core/messaging/inbound/unapplied-items.ts'
import { createNumberDirectory } from '@dawk/core/messaging/numbers/number-directory.ts'
import { withSandboxNumber } from '@dawk/core/messaging/numbers/sandbox-number.ts'
import type { Database } from '@dawk/core/platform/database/database.ts'
import { DatabaseError } from '@dawk/core/platform/database/errors.ts'
import { createSecretBox } from '@dawk/core/platform/secrets.ts'
import { registerAccount } from '@dawk/core/tenancy/accounts/register-account.ts'
import { type Reaction, reaction } from '@dawk/core/tenancy/reactions.ts'
import { pino } from 'pino'
import { type TestContext, test } from 'vitest'
import { unitsOfWork } from '../support/core.ts'
import { openFreshDatabase } from '../support/database.ts'
import { until } from '../support/processes.ts'

const inbound = (phoneNumberId: string, wamid: string) =>
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

/** The worker on a database of its own, with a journal that leaves everything to it and the number 7, whose webhooks come under the app `app`. */
async function startWorld(
  t: TestContext,
  change: (db: Database) => Database = (db) => db,
  reactions: readonly Reaction[] = [],
) {
  const { db, close } = await openFreshDatabase()
  const log = pino({ level: 'silent' })
  const secrets = createSecretBox(randomBytes(32))
  const ctx = { ...unitsOfWork(db), db, log, secrets, wakeLanes: () => undefined, operatorAppFingerprint: null }
  const units = unitsOfWork(change(db), { reactions })
  const apply = createApply({ ...ctx, numbers: createNumberDirectory(ctx) })
  const worker = createApplyWorker({ ...ctx, ...units, apply })
  t.onTestFinished(async () => {
    await worker.stop()
    await close()
  })
  const sandbox = { phoneNumberId: '7', wabaId: '1', displayPhoneNumber: '1', verifiedName: 'T', accessToken: 't' }
  await registerAccount(ctx, {
    name: 'a',
    email: `${randomUUID()}@example.com`,
    provision: withSandboxNumber(ctx.secrets, () => ({ ...sandbox, appSecret: 'sandbox app', appFingerprint: 'app' })),
  })
  worker.start()
  const counts = async () => {
    const { rows } = await db.worker.query<{ messages: number; events: number; pending: number }>(
      `select (select count(*)::int from messages) as messages, (select count(*)::int from events) as events,
              (select count(*)::int from journal_pending) as pending`,
    )
    return rows[0]
  }
  const applied = async () => ((await counts())?.pending === 0 ? counts() : null)
  const leaveToWorker = () => Promise.reject(new Error('the worker is to apply it'))
  const journal = createJournal({ ...ctx, apply: leaveToWorker, onPending: worker.wake })
  return { ctx, worker, journal, applied: () => until('all is applied', applied, 10_000) }
}

test('a webhook for a number that no cache knows is applied at once; repeats, replays and other apps change nothing', async (t) => {
  const { ctx, worker, journal, applied } = await startWorld(t)
  await journal.store({ appFingerprint: 'foreign', body: inbound('7', 'wamid.forged') })
  await journal.store({ appFingerprint: 'app', body: inbound('7', 'wamid.1') })
  assert.deepEqual(await applied(), { messages: 1, events: 1, pending: 0 })
  await journal.store({ appFingerprint: 'app', body: inbound('7', 'wamid.1') })
  assert.equal((await replayJournal(ctx, new Date(0), new Date(Date.now() + 60_000))) >= 2, true)
  worker.wake()
  assert.deepEqual(await applied(), { messages: 1, events: 1, pending: 0 })
})

test('a database that goes away while a failed batch is tried one by one does not end the worker', async (t) => {
  const failures = [
    new Error('a payload that cannot be applied'),
    new DatabaseError({ code: '57P01', message: 'terminating connection due to administrator command' }),
  ]
  let failed = 0
  const { worker, journal, applied } = await startWorld(t, (db) => ({
    ...db,
    worker: {
      ...db.worker,
      transaction(work, closing) {
        const failure = failures[failed]
        if (failure === undefined) return db.worker.transaction(work, closing)
        failed += 1
        return Promise.reject(failure)
      },
    },
  }))
  await until('both have come', async () => failed === failures.length, 10_000)
  await journal.store({ appFingerprint: 'app', body: inbound('7', 'wamid.1') })
  worker.wake()
  assert.deepEqual(await applied(), { messages: 1, events: 1, pending: 0 })
})

test('a message to which a reaction fails is set aside alone, and applied when the reaction is mended', async (t) => {
  const greeted: string[] = []
  let isBroken = true
  const greet = reaction({
    name: 'greet',
    types: ['message.received'],
    async react(tx, facts) {
      if (isBroken && facts.some(({ data }) => data.wamid === 'wamid.2')) throw new Error('a person without a name')
      await tx.query('select 1')
      greeted.push(...facts.map(({ data }) => data.wamid))
    },
  })
  const { ctx, worker, journal, applied } = await startWorld(t, (db) => db, [greet])
  for (const wamid of ['wamid.1', 'wamid.2', 'wamid.3'])
    await journal.store({ appFingerprint: 'app', body: inbound('7', wamid) })
  worker.wake()
  assert.deepEqual(await applied(), { messages: 2, events: 2, pending: 0 })
  assert.deepEqual(await countUnapplied(ctx.db.worker), { retrying: 1, givenUp: 0 })
  isBroken = false
  await retryUnapplied(ctx, null)
  await until('the last one is applied', async () => (await applied())?.messages === 3, 10_000)
  assert.deepEqual([...new Set(greeted)].toSorted(), ['wamid.1', 'wamid.2', 'wamid.3'])
  assert.deepEqual(await countUnapplied(ctx.db.worker), { retrying: 0, givenUp: 0 })
})

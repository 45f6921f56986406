import assert from 'node:assert/strict'
import { createHash, randomUUID } from 'node:crypto'
import { pino } from 'pino'
import { afterAll, beforeAll, test } from 'vitest'
import { openFreshDatabase } from '../../../../../tests/support/database.ts'
import type { Database } from '../database/database.ts'
import { createSecretBox } from '../secrets.ts'
import type { KeyedRequest } from './idempotency-keys.ts'
import { createIdempotency, type StoredAnswer } from './once.ts'

let db: Database
let close: () => Promise<void>
beforeAll(async () => {
  ;({ db, close } = await openFreshDatabase())
})
afterAll(() => close())

const start = Date.parse('2026-11-29T08:00:00.000Z')
const hour = 3600_000
const secrets = createSecretBox(Buffer.alloc(32, 7))

function world(more: Partial<Parameters<typeof createIdempotency>[0]> = {}) {
  const state = { clock: start, done: 0 }
  const { once } = createIdempotency({ db, secrets, log: pino({ level: 'silent' }), now: () => state.clock, ...more })
  const request = { accountId: randomUUID(), key: 'order-1', fingerprint: fingerprint('a') }
  /** The answer, and whether it is that of an earlier request. */
  async function ask(asked: KeyedRequest = request, work?: () => Promise<StoredAnswer | null>) {
    const outcome = await once(asked, work ?? (async () => ({ status: 201, body: { count: ++state.done } })))
    return outcome === 'done' ? state.done : { earlier: outcome.earlier }
  }
  return { state, request, ask }
}
const fingerprint = (text: string) => createHash('sha256').update(text).digest()
const first = { earlier: { status: 201, body: { count: 1 } } }

test('a repetition gets the first answer and does nothing, for 24 hours', async () => {
  const { ask, state } = world()
  assert.equal(await ask(), 1)
  state.clock = start + 24 * hour - 1000
  assert.deepEqual(await ask(), first)
  state.clock = start + 24 * hour + 1000
  assert.equal(await ask(), 2)
})

test('another request under the key is refused, and so is one of another account answered apart', async () => {
  const { ask, request } = world()
  assert.equal(await ask(), 1)
  await assert.rejects(ask({ ...request, fingerprint: fingerprint('b') }), { code: 'idempotency_mismatch' })
  assert.equal(await ask({ ...request, accountId: randomUUID(), fingerprint: fingerprint('b') }), 2)
})

test('what fails, or has no answer to keep, leaves the key unused', async () => {
  const { ask, request } = world()
  await assert.rejects(
    ask(request, () => Promise.reject(new Error('no'))),
    { message: 'no' },
  )
  await ask(request, async () => null)
  assert.equal(await ask(), 1)
  assert.deepEqual(await ask(), first)
})

test('of two requests at once one is done, and the other one is told to repeat', async () => {
  const { ask, request } = world()
  const begun = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  const slow = ask(request, async () => {
    begun.resolve()
    await goOn.promise
    return { status: 201, body: { count: 1 } }
  })
  await begun.promise
  await assert.rejects(ask(), { code: 'conflict', reason: 'idempotency_in_progress', retryAfterSeconds: 1 })
  goOn.resolve()
  await slow
  assert.deepEqual(await ask(), first)
})

test('a request that a crash interrupted is not done again: the repetition is told', async () => {
  const { ask, request, state } = world()
  void ask(request, () => new Promise(() => undefined)) // its process ends here
  const codes = async () => ask().then(String, (error: { reason?: string }) => error.reason)
  while ((await codes()) !== 'idempotency_in_progress');
  state.clock = start + 6 * 60_000
  assert.equal(await codes(), 'idempotency_interrupted')
  assert.equal(state.done, 0)
})

test('an answer that cannot be stored is given all the same, and a repetition does nothing', async () => {
  let calls = 0
  const failing: typeof db.asAccounts = (ids, work, closing) =>
    ++calls === 2 ? Promise.reject(new Error('away')) : db.asAccounts(ids, work, closing)
  const { ask, state } = world({ db: { asAccounts: failing } })
  assert.equal(await ask(), 1)
  await assert.rejects(ask(), { reason: 'idempotency_in_progress' })
  state.clock += hour
  await assert.rejects(ask(), { reason: 'idempotency_interrupted' })
})

test('a stored answer is sealed, and opens in no other row', async () => {
  const { ask, request } = world()
  await ask(request, async () => ({ status: 201, body: { key: 'sk_live_secret' } }))
  const { text } = await db.worker.one<{ text: string }>(
    `select encode(answer, 'escape') as text from idempotency_keys where account_id = $1`,
    [request.accountId],
  )
  assert.doesNotMatch(text, /sk_live/)
  await db.worker.query(`update idempotency_keys set key = 'order-2' where account_id = $1`, [request.accountId])
  await assert.rejects(ask({ ...request, key: 'order-2' }), { reason: 'idempotency_answer_unreadable' })
})

test('a stored answer that another secret key sealed is a conflict: the request was carried out', async () => {
  const before = world()
  assert.equal(await before.ask(), 1)
  const after = world({ secrets: createSecretBox(Buffer.alloc(32, 8)) })
  await assert.rejects(after.ask(before.request), { code: 'conflict', reason: 'idempotency_answer_unreadable' })
  assert.equal(after.state.done, 0)
})

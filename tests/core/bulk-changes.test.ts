import assert from 'node:assert/strict'
import { cancelBulkChange, findBulkChange, startBulkChange } from '@dawk/core/engagement/inbox/bulk/bulk-changes.ts'
import { createBulkJobs } from '@dawk/core/engagement/inbox/bulk/bulk-jobs.ts'
import type { LongJob } from '@dawk/core/platform/jobs/job.ts'
import { systemCaller } from '@dawk/core/tenancy/access/caller.ts'
import { afterAll, beforeAll, test } from 'vitest'
import { type InboundWorld, openInboundWorld } from '../support/inbound-world.ts'

let world: InboundWorld
let caller: ReturnType<typeof systemCaller>
const people = 120
beforeAll(async () => {
  world = await openInboundWorld()
  caller = systemCaller(world.accountId)
  await world.receive(Array.from({ length: people }, (_, index) => ({ from: String(919_900_800_000 + index) })))
})
afterAll(() => world.close())

const dead = new Error('the process dies')
const untold = { filter: { status: 'open' as const }, given: { steps: { note: 'Looked at' } } }

/** Runs the job as one process does; `diesIn` is the transaction that never commits. Returns the place that was saved last. */
async function work(key: string, from: object | null, diesIn: number | null) {
  let saved = from
  let transactions = 0
  const transaction: typeof world.ctx.transaction = async (who, body) => {
    let next = saved
    const job = { save: (place: object) => (next = place) }
    saving = job.save
    const result = await world.ctx.transaction(who, async (tx) => {
      const done = await body(tx)
      if (++transactions === diesIn) throw dead
      return done
    })
    saved = next
    return result
  }
  let saving: (place: object) => void = () => undefined
  const handler = createBulkJobs({ ...world.ctx, transaction })
  const job: LongJob = {
    ...{ accountId: world.accountId, key, payload: {}, attempts: 1, progress: from },
    signal: new AbortController().signal,
    save: async (_tx, place) => saving(place),
    complete: async () => undefined,
  }
  await handler.run(job).catch((error) => assert.equal(error, dead))
  return saved
}

const notes = async () =>
  world.db.worker.one<{ notes: number; conversations: number }>(
    `select count(*)::int as notes, count(distinct conversation_id)::int as conversations
       from conversation_notes where account_id = $1`,
    [world.accountId],
  )

test('after a crash in the middle every conversation has changed exactly once', async () => {
  const { id } = await startBulkChange(world.ctx, caller, untold.filter, untold.given)
  const place = await work(id, null, 2)
  assert.deepEqual(await notes(), { notes: 50, conversations: 50 })
  await work(id, place, null)
  assert.deepEqual(await notes(), { notes: people, conversations: people })
  const over = await findBulkChange(world.ctx, caller, id)
  assert.deepEqual([over?.state, over?.changed, over?.failed], ['completed', people, 0])
  await work(id, place, null)
  assert.deepEqual(await notes(), { notes: people, conversations: people }, 'a job that is repeated finds it done')
})

test('one that is canceled changes nothing more', async () => {
  const before = await notes()
  const { id } = await startBulkChange(world.ctx, caller, untold.filter, untold.given)
  assert.equal((await cancelBulkChange(world.ctx, caller, id)).state, 'canceled')
  const recorded = await world.db.worker.many(
    `select action from audit_log where account_id = $1 and target_id = $2 and action = 'bulk_change.canceled'`,
    [world.accountId, id],
  )
  assert.equal(recorded.length, 1)
  await work(id, null, null)
  assert.deepEqual(await notes(), before)
})

test('at most five run at once', async () => {
  const start = () => startBulkChange(world.ctx, caller, untold.filter, untold.given)
  const started = await Promise.all(Array.from({ length: 5 }, start))
  await assert.rejects(start(), /At most 5 bulk changes run at once/)
  for (const { id } of started) await cancelBulkChange(world.ctx, caller, id)
})

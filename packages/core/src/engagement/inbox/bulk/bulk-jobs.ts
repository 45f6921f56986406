import type { CoreContext } from '#context.ts'
import { listConversationIds } from '#messaging/conversations/conversation-store.ts'
import { GatewayError } from '#platform/errors.ts'
import { jobKind, type LongJob, longJobs } from '#platform/jobs/job.ts'
import { systemCaller, trustedCaller } from '#tenancy/access/caller.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { lockConversations } from '../conversations/conversation-store.ts'
import { applySteps } from '../macros/conversation-steps.ts'
import type { StoredBulkChange } from './bulk-change.ts'
import { countBatch, finishBulkChange, lockBulkChange } from './bulk-change-store.ts'

/** Changes the conversations of a bulk change, batch by batch. The key is the bulk change. */
export const changeInBulk = jobKind('bulk_change')

const batchSize = 50

interface Progress {
  /** The id of the last conversation that had its turn. */
  after: string | null
}

/** A batch and its place are one transaction: after a crash no conversation is changed twice, and none is left out. */
export const createBulkJobs = (ctx: Context) =>
  longJobs<Record<never, never>, Progress>({ kind: changeInBulk, concurrency: 2, run: (job) => change(ctx, job) })

type Context = Pick<CoreContext, 'transaction' | 'read' | 'log'>

const lastAttempt = 8

async function change(ctx: Context, job: LongJob<Record<never, never>, Progress>): Promise<void> {
  try {
    await changeAll(ctx, job)
  } catch (error) {
    if (job.attempts < lastAttempt || job.signal.aborted) throw error
    ctx.log.warn({ err: error, accountId: job.accountId, bulkChangeId: job.key }, 'a bulk change failed')
    const over = { id: job.key, state: 'failed' as const, at: new Date().toISOString() }
    await ctx.transaction(systemCaller(job.accountId), (tx) => finishBulkChange(tx, job.accountId, over))
  }
}

async function changeAll(ctx: Context, job: LongJob<Record<never, never>, Progress>): Promise<void> {
  let after = job.progress?.after ?? null
  for (let more = true; more; ) {
    job.signal.throwIfAborted()
    const next = await ctx.transaction(systemCaller(job.accountId), async (tx) => {
      const change = await lockBulkChange(tx, job.accountId, job.key)
      if (change === null || change.state !== 'running') return null
      const last = await changeBatch(tx, change, after)
      await (last === null ? finish(tx, job, change) : job.save(tx, { after: last }))
      return last
    })
    more = next !== null
    after = next
  }
}

/** The id of the last one of the batch; null: there was none left. */
async function changeBatch(tx: UnitOfWork, change: StoredBulkChange, after: string | null): Promise<string | null> {
  const { accountId } = tx.caller
  const ids = await listConversationIds(tx, accountId, change.filter, { after, limit: batchSize })
  await lockConversations(tx, accountId, ids)
  const counts = { id: change.id, changed: 0, failed: 0, lastError: null as string | null }
  await tx.transaction(trustedCaller(accountId, change.actor), async (own) => {
    for (const id of ids) {
      const error = await tryOne(own, id, change)
      if (error === null) counts.changed += 1
      else Object.assign(counts, { failed: counts.failed + 1, lastError: error })
    }
  })
  if (ids.length > 0) await countBatch(tx, accountId, counts)
  return ids.at(-1) ?? null
}

/** Why this one cannot change so: found before anything of it is written. Null: it has changed. */
async function tryOne(tx: UnitOfWork, id: string, { steps }: StoredBulkChange): Promise<string | null> {
  try {
    await applySteps(tx, id, steps)
    return null
  } catch (error) {
    if (!(error instanceof GatewayError) || error.code !== 'invalid_request') throw error
    return error.details?.map(({ field, message }) => `${field} ${message}`).join('; ') ?? error.message
  }
}

async function finish(tx: UnitOfWork, job: LongJob, { id }: StoredBulkChange): Promise<void> {
  await finishBulkChange(tx, job.accountId, { id, state: 'completed', at: new Date().toISOString() })
  await job.complete(tx)
}

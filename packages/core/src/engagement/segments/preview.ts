import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { isTimeout } from '#platform/database/errors.ts'
import type { Caller } from '#tenancy/access/caller.ts'
import type { Contact } from '../contacts/read/contact.ts'
import { findMatching } from '../contacts/read/read-contacts.ts'
import { leavesOf } from './filter/filter.ts'
import { countMatching, estimateMatching, limitStatements } from './preview-store.ts'
import { type ContactCondition, type ResolvedFilter, resolveFilter, toCondition } from './resolve-filter.ts'

const timeoutMs = 2000
const sampleSize = 10

export interface Preview {
  count: number
  /** False: counting took too long, and this is what the planner expects. */
  countIsExact: boolean
  sample: readonly Contact[]
  /** Of each condition by itself. */
  explain: readonly { path: string; matches: number; isExact: boolean }[]
}

/**
 * Whom a filter finds: how many, some of them, and how many each condition finds by itself.
 * @throws GatewayError `invalid_request` when it is not a filter
 */
export async function previewFilter(
  ctx: Pick<CoreContext, 'read'>,
  caller: Pick<Caller, 'accountId' | 'numberIds'>,
  value: unknown,
): Promise<Preview> {
  const resolved = await ctx.read(caller, (db) => resolveFilter(db, caller.accountId, value))
  const now = new Date()
  const condition = toCondition(resolved, now)
  const total = await countInTime(ctx, caller.accountId, condition)
  const explain = await Promise.all(
    leavesOf(resolved.filter).map(async (filter) => {
      const leaf: ResolvedFilter = { filter, segments: resolved.segments }
      const { count: matches, isExact } = await countInTime(ctx, caller.accountId, toCondition(leaf, now))
      return { path: filter.path, matches, isExact }
    }),
  )
  const sample = await findMatching(ctx, caller, condition, { before: null, limit: sampleSize }).catch(noneInTime)
  return { count: total.count, countIsExact: total.isExact, sample, explain }
}

async function countInTime(
  ctx: Pick<CoreContext, 'read'>,
  accountId: string,
  condition: ContactCondition,
): Promise<{ count: number; isExact: boolean }> {
  const count = await inTime(ctx, accountId, (db) => countMatching(db, accountId, condition))
  if (count !== null) return { count, isExact: true }
  return { count: await ctx.read({ accountId }, (db) => estimateMatching(db, accountId, condition)), isExact: false }
}

/** Null: it took too long. */
async function inTime<T>(
  ctx: Pick<CoreContext, 'read'>,
  accountId: string,
  work: (db: Queryable) => Promise<T>,
): Promise<T | null> {
  const limited = ctx.read({ accountId }, async (db) => {
    await limitStatements(db, timeoutMs)
    return work(db)
  })
  return limited.catch((error) => {
    if (isTimeout(error)) return null
    throw error
  })
}

function noneInTime(error: unknown): Contact[] {
  if (isTimeout(error)) return []
  throw error
}

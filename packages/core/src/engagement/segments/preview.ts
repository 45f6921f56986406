import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { isTimeout } from '#platform/database/errors.ts'
import type { Caller } from '#tenancy/access/caller.ts'
import type { Contact } from '../contacts/read/contact.ts'
import { findMatching } from '../contacts/read/read-contacts.ts'
import { leavesOf } from './filter/filter.ts'
import { countAndSample, countMatching, estimateMatching, limitStatements, type Question } from './preview-store.ts'
import { resolveFilter, toCondition } from './resolve-filter.ts'

/** After so long a count gives way to an estimate. */
const previewTimeoutMs = 2000
const sampleSize = 10

type Context = Pick<CoreContext, 'read'>
type Reader = Pick<Caller, 'accountId' | 'numberIds'>

export interface Preview {
  count: number
  /** False: counting took too long, and this is what the planner expects. */
  countIsExact: boolean
  /** Empty where finding them took too long. */
  sample: readonly Contact[]
  /** Of each condition by itself. */
  explain: readonly { path: string; matches: number; isExact: boolean }[]
}

/**
 * Whom a filter finds: how many, some of them, and how many each condition finds by itself.
 * @throws GatewayError `invalid_request` when it is not a filter
 */
export async function previewFilter(
  ctx: Context,
  caller: Reader,
  value: unknown,
  timeoutMs = previewTimeoutMs,
): Promise<Preview> {
  const resolved = await ctx.read(caller, (db) => resolveFilter(db, caller.accountId, value))
  const limited = limit(ctx, timeoutMs)
  const question: Question = { filter: resolved, now: new Date() }
  const counting = leavesOf(resolved.filter).map(async (filter) => {
    const leaf = { filter: { ...resolved, filter }, now: question.now }
    const { count: matches, isExact } = await countInTime(ctx, limited, caller.accountId, leaf)
    return { path: filter.path, matches, isExact }
  })
  const [{ count, isExact, sample }, explain] = await Promise.all([
    answer(ctx, limited, caller, question),
    Promise.all(counting),
  ])
  return { count, countIsExact: isExact, sample, explain }
}

/** Reads whose statements end after the time of a preview. */
const limit = (ctx: Context, timeoutMs: number): Context => ({
  read: (caller, work) =>
    ctx.read(caller, async (db) => {
      await limitStatements(db, timeoutMs)
      return work(db)
    }),
})

async function answer(
  ctx: Context,
  limited: Context,
  caller: Reader,
  question: Question,
): Promise<{ count: number; isExact: boolean; sample: readonly Contact[] }> {
  const preview = await inTime(limited, caller.accountId, (db) =>
    countAndSample(db, caller.accountId, question, sampleSize),
  )
  const seesAll = caller.numberIds === null
  const condition =
    preview && seesAll
      ? (binder: { bind(value: unknown): string }) => `c.id = any (${binder.bind(preview.ids)}::uuid[])`
      : toCondition(question.filter, question.now)
  const [total, sample] = await Promise.all([
    preview ? { count: preview.count, isExact: true } : countInTime(ctx, limited, caller.accountId, question),
    preview && preview.count === 0 ? [] : findInTime(limited, caller, condition),
  ])
  return { ...total, sample }
}

const findInTime = (limited: Context, caller: Reader, condition: ReturnType<typeof toCondition>): Promise<Contact[]> =>
  findMatching(limited, caller, condition, { before: null, limit: sampleSize }).catch((error) => {
    if (isTimeout(error)) return []
    throw error
  })

async function countInTime(
  ctx: Context,
  limited: Context,
  accountId: string,
  question: Question,
): Promise<{ count: number; isExact: boolean }> {
  const count = await inTime(limited, accountId, (db) => countMatching(db, accountId, question))
  if (count !== null) return { count, isExact: true }
  return { count: await ctx.read({ accountId }, (db) => estimateMatching(db, accountId, question)), isExact: false }
}

/** Null: it took too long. */
const inTime = <T>(limited: Context, accountId: string, work: (db: Queryable) => Promise<T>): Promise<T | null> =>
  limited.read({ accountId }, work).catch((error) => {
    if (isTimeout(error)) return null
    throw error
  })

import type { CoreContext } from '#context.ts'
import { searchMessages, type TextPage } from '#messaging/conversations/search-messages.ts'
import { lastId, newIdAt } from '#platform/ids.ts'
import { batchJobs, type Job, jobKind } from '#platform/jobs/job.ts'
import type { Reader } from '#tenancy/access/caller.ts'
import { type Reaction, reaction } from '#tenancy/reactions.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import {
  askIndex,
  dropIndex,
  insertTexts,
  limitStatements,
  moveIndex,
  pruneTexts,
  selectIndex,
  selectIndexed,
  selectTexts,
} from './search-index-store.ts'
import { queryOf, wordsOf } from './search-terms.ts'

/** Follows the messages of an account that searches them. The key is the account. */
const indexMessages = jobKind('index_messages')

const firstId = '00000000-0000-0000-0000-000000000000'
const atATime = 2000
/** A message that was stored so long ago is committed, or never will be. */
const settledMs = 60_000
const pauseMs = 60_000
/** An index is kept for so long after the last search. */
const keptMs = 7 * 86_400_000
/** How often a search says that it was made. */
const askAgainMs = 3_600_000
const timeoutMs = 2000

interface SearchRequest {
  text: string
  numberIds: readonly string[] | null
  /** Our id of the message before which it goes on; null: the latest. */
  before: string | null
  limit: number
}

/**
 * Messages with these words, newest first: what is not indexed yet is read as it is, whatever part of a word was asked for; what is
 * older is found by whole words and beginnings of words. Where there is no index yet one is made from now on, in the background, and the
 * search reads 5,000 messages at a time. Accepting and receiving messages pay nothing for it.
 */
export async function searchTexts(
  ctx: Pick<CoreContext, 'read' | 'worker'>,
  { accountId }: Reader,
  request: SearchRequest,
): Promise<TextPage> {
  const index = await ctx.read({ accountId }, (db) => selectIndex(db, accountId))
  const now = Date.now()
  if (index === null || Date.parse(index.askedAt) + askAgainMs < now)
    await ask(ctx, accountId, new Date(now).toISOString())
  const query = queryOf(accountId, request.text)
  if (index === null || query === null) return searchMessages(ctx, { accountId }, request)
  const { indexedTo } = index
  const [before, indexBegins] = [request.before ?? lastId, nextId(indexedTo)]
  if (before > indexBegins) {
    const page = await searchMessages(ctx, { accountId }, { ...request, after: indexedTo })
    return page.before === null && indexedTo > firstId ? { ...page, before: indexBegins } : page
  }
  return searchIndex(ctx, accountId, { ...request, query, before }).catch((error: unknown) => {
    if (!isTimeout(error)) throw error
    return searchMessages(ctx, { accountId }, request) // a part of the answer in place of none
  })
}

/** PostgreSQL has ended a statement that took too long. */
const isTimeout = (error: unknown): boolean => error instanceof Error && (error as { code?: unknown }).code === '57014'

async function searchIndex(
  { read }: Pick<CoreContext, 'read'>,
  accountId: string,
  request: Omit<SearchRequest, 'before' | 'text'> & { query: string; before: string },
): Promise<TextPage> {
  const hits = await read({ accountId }, async (db) => {
    await limitStatements(db, timeoutMs)
    return selectIndexed(db, accountId, request)
  })
  const messages = hits.flatMap(({ id, conversationId, at }) =>
    conversationId === null ? [] : [{ messageId: id, conversationId, at }],
  )
  return { found: messages, before: hits.length === request.limit ? (hits.at(-1)?.id ?? null) : null }
}

/** The place right behind a message: a page that goes on before it begins with that message. */
function nextId(id: string): string {
  const value = BigInt(`0x${id.replaceAll('-', '')}`) + 1n
  const hex = value.toString(16).padStart(32, '0')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}

const ask = ({ worker }: Pick<CoreContext, 'worker'>, accountId: string, askedAt: string): Promise<void> =>
  worker.transaction(async (tx) => {
    await askIndex(tx, accountId, { indexedTo: firstId, askedAt })
    tx.schedule(indexMessages, { accountId, key: accountId, payload: {}, whenScheduled: 'keep' })
  })

/** One batch of each account; a crash repeats it, and an index that nobody has asked for is given up. */
export const searchJobs = batchJobs({
  kind: indexMessages,
  batchSize: 1,
  async run(tx: WorkerTransaction, jobs: readonly Job[]) {
    for (const { accountId } of jobs) await step(tx, accountId)
  },
})

async function step(tx: WorkerTransaction, accountId: string): Promise<void> {
  const next = { accountId, key: accountId, payload: {} }
  const index = await selectIndex(tx, accountId)
  if (index === null) return
  const now = Date.now()
  if (Date.parse(index.askedAt) + keptMs < now) {
    if (!(await dropIndex(tx, accountId, atATime))) tx.schedule(indexMessages, next)
    return
  }
  const settled = newIdAt(now - settledMs)
  const texts = await selectTexts(tx, accountId, { after: index.indexedTo, before: settled, limit: atATime })
  const worded = texts.filter(({ text }) => text.trim() !== '')
  await insertTexts(
    tx,
    accountId,
    worded.map(({ text, ...one }) => ({ ...one, terms: wordsOf(accountId, text) })),
  )
  const last = texts.at(-1)
  if (last) await moveIndex(tx, accountId, last.messageId)
  if (texts.length === atATime) return tx.schedule(indexMessages, next)
  await pruneTexts(tx, accountId, atATime)
  tx.schedule(indexMessages, { ...next, dueAt: new Date(now + pauseMs).toISOString() })
}

/** What a phone app had said before lies behind what is indexed: from there it is read again. */
export const createSearchReaction = (): Reaction =>
  reaction({
    name: 'search of history',
    types: ['history.synced'],
    async react(tx, facts) {
      for (const accountId of new Set(facts.map((fact) => fact.accountId))) await moveIndex(tx, accountId, firstId)
    },
  })

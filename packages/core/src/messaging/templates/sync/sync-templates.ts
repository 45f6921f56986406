import { isDeepStrictEqual } from 'node:util'
import type { TemplatePage } from '@dawk/cloud-api/calls/template-calls.ts'
import type { CloudApiClient } from '@dawk/cloud-api/client.ts'
import type { MetaTemplate } from '@dawk/cloud-api/template-types.ts'
import type { CoreContext } from '#context.ts'
import type { NewEvent } from '#events/event.ts'
import type { OwnedNumber } from '#messaging/numbers/number-directory.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { Template, TemplateFacts } from '../template.ts'
import { templateEvents } from '../template-events.ts'
import { toTemplateFacts } from '../template-facts.ts'
import { deleteTemplates, lockTemplates, readClock, upsertTemplates } from '../template-store.ts'
import { requestSync } from './template-syncs.ts'

/** Templates of one page; with very long ones a page may be too large to be read, and then fewer are asked for. */
const pageSizes = [100, 20, 4]
/** A business account has at most 6,000. */
const maxPages = 2000

type PageFailure = Extract<Awaited<ReturnType<CloudApiClient['listTemplates']>>, { ok: false }>
export type SyncOutcome = { ok: true; count: number } | { ok: false; failure: PageFailure }

type SyncContext = Pick<CoreContext, 'worker' | 'log' | 'graph'>

/**
 * Reads all templates of a business account and makes ours the same. What webhooks told since the sync began stays as they
 * told it, and where the list says otherwise it is read again soon. The first sync tells nobody; later ones give an event for
 * each difference. An item that makes no sense is left out and logged, the others are stored.
 */
export async function syncTemplates(
  ctx: SyncContext,
  number: OwnedNumber,
  { isRepeat }: { isRepeat: boolean },
): Promise<SyncOutcome> {
  const readAt = await readClock(ctx.worker)
  const read = await readAll(ctx, number)
  if (!read.ok) return read
  const facts = read.items.flatMap((item) => {
    const one = toTemplateFacts(item)
    if (one === null)
      ctx.log.warn({ wabaId: number.wabaId, item: JSON.stringify(item).slice(0, 200) }, 'a template was left out')
    return one ?? []
  })
  const { accountId, wabaId } = number
  await ctx.worker.transaction(async (tx) => {
    const known = await lockTemplates(tx, { accountId, wabaId, metaIds: null }, { readAt })
    const newer = known.filter(({ isNewer }) => isNewer)
    const settled = new Set(newer.map(({ name, language }) => keyOf(name, language)))
    const seen = new Map(facts.map((one) => [keyOf(one.name, one.language), one]))
    const stale = [...seen.values()].filter((one) => !settled.has(keyOf(one.name, one.language)))
    const writes = stale.map((one) => ({ accountId, wabaId, facts: withTold(one, known) }))
    const after = await upsertInPages(tx, writes, readAt)
    const gone = known.filter((one) => !one.isNewer && !seen.has(keyOf(one.name, one.language)))
    await deleteTemplates(
      tx,
      accountId,
      gone.map(({ id }) => id),
    )
    const isUnclear = newer.some((one) => differs(one, seen.get(keyOf(one.name, one.language))))
    if (isUnclear) await requestSync(tx, accountId, wabaId)
    tx.emit(...(isRepeat ? differences(known, after, gone) : []))
    tx.notify('templates', accountId)
  })
  return { ok: true, count: facts.length }
}

const keyOf = (name: string, language: string) => `${name} ${language}`

/** A webhook told something else while the list was read; a webhook does not tell everything. */
const differs = (known: Template, listed: TemplateFacts | undefined): boolean =>
  listed !== undefined &&
  (known.status !== listed.status ||
    known.category !== listed.category ||
    !isDeepStrictEqual(known.components, listed.components))

/** The list does not tell which are flagged, and which will be of another category: webhooks do, and it stands until it has come to pass. */
function withTold(facts: TemplateFacts, known: readonly Template[]): TemplateFacts {
  const before = known.find(({ name, language }) => name === facts.name && language === facts.language)
  const announced = before?.category === facts.category ? before.announcedCategory : null
  return {
    ...facts,
    flagged: facts.status === 'APPROVED' && (before?.flagged ?? false),
    announcedCategory: facts.announcedCategory ?? announced,
  }
}

async function upsertInPages(
  tx: Queryable,
  writes: Parameters<typeof upsertTemplates>[1],
  readAt: Date,
): Promise<Template[]> {
  const stored: Template[] = []
  for (let start = 0; start < writes.length; start += 100)
    stored.push(...(await upsertTemplates(tx, writes.slice(start, start + 100), { readAt })))
  return stored
}

function differences(known: readonly Template[], after: readonly Template[], gone: readonly Template[]): NewEvent[] {
  const before = new Map(known.map((one) => [one.id, one]))
  const at = new Date().toISOString()
  return [
    ...after.flatMap((one) => templateEvents(before.get(one.id) ?? null, one, at)),
    ...gone.flatMap((one) => templateEvents(one, null, at)),
  ]
}

type AllPages = { ok: true; items: MetaTemplate[] } | { ok: false; failure: PageFailure }

async function readAll({ graph }: SyncContext, { wabaId, token, sandbox }: OwnedNumber): Promise<AllPages> {
  const client = graph(sandbox)
  const items: MetaTemplate[] = []
  let after: string | undefined
  let size = 0
  for (let pages = 0; pages < maxPages; pages += 1) {
    const limit = pageSizes[size] ?? 1
    const outcome = await client.listTemplates({ wabaId, token, limit, ...(after !== undefined && { after }) })
    if (outcome.ok) {
      items.push(...(Array.isArray(outcome.data.data) ? outcome.data.data : []))
      after = nextOf(outcome.data)
      if (after === undefined) return { ok: true, items }
    } else if (outcome.unreachable && size < pageSizes.length - 1) size += 1
    else return { ok: false, failure: outcome }
  }
  return { ok: true, items }
}

const nextOf = ({ paging }: TemplatePage) => (paging?.next === undefined ? undefined : paging.cursors?.after)

import type { CoreContext } from '#context.ts'
import { selectAttributes } from '#engagement/contacts/attributes/attribute-store.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { assertScope, type Caller, type Reader } from '#tenancy/access/caller.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { applyIncoming } from '../actions/apply-job.ts'
import { isFor } from '../mapping/conditions.ts'
import { type ProposedMapping, proposeMapping } from '../mapping/propose-mapping.ts'
import { type ReadEvent, readEvent } from '../mapping/read-event.ts'
import { type EventMapping, externalSourceOf } from '../sources/event-source.ts'
import { requireSource } from '../sources/event-sources.ts'
import type { ActionOutcome, IncomingBody, IncomingEvent, IncomingState } from './incoming-event.ts'
import {
  type IncomingCount,
  lockIncoming,
  selectIncoming,
  selectIncomingCounts,
  selectIncomingEvent,
  selectOutcomes,
  updateIncoming,
} from './incoming-store.ts'

type Reading = Pick<CoreContext, 'read'>

const missing = () => new GatewayError('not_found', 'There is no such event at this source.')

/** Latest first. @throws GatewayError `not_found` */
export const listIncoming = (
  ctx: Reading,
  { accountId }: Reader,
  sourceId: string,
  page: {
    state: IncomingState | null
    reason: string | null
    contactId: string | null
    before: string | null
    limit: number
  },
): Promise<IncomingEvent[]> =>
  ctx.read({ accountId }, async (db) => {
    await requireSource(db, accountId, sourceId)
    return selectIncoming(db, accountId, { sourceId, ...page })
  })

export type IncomingDetails = IncomingEvent & IncomingBody & { outcomes: readonly ActionOutcome[] }

/** With its bytes, and what became of each action. @throws GatewayError `not_found` */
export const getIncoming = (
  ctx: Reading,
  { accountId }: Reader,
  { sourceId, eventId }: { sourceId: string; eventId: string },
): Promise<IncomingDetails> =>
  ctx.read({ accountId }, async (db) => {
    await requireSource(db, accountId, sourceId)
    const event = isId(eventId) ? await selectIncomingEvent(db, accountId, eventId) : null
    if (event?.sourceId !== sourceId) throw missing()
    return { ...event, outcomes: await selectOutcomes(db, accountId, eventId) }
  })

/** Events by what became of them. @throws GatewayError `not_found` */
export const countIncoming = (ctx: Reading, { accountId }: Reader, sourceId: string): Promise<IncomingCount[]> =>
  ctx.read({ accountId }, async (db) => {
    await requireSource(db, accountId, sourceId)
    return selectIncomingCounts(db, accountId, sourceId)
  })

/**
 * Acts upon a stored event again, by the source as it is now. What was done stays done: no message is sent twice.
 * @throws GatewayError `not_found`; `conflict` for one whose person was erased
 */
export async function replayIncoming(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  { sourceId, eventId }: { sourceId: string; eventId: string },
): Promise<IncomingEvent> {
  assertScope(caller, 'integrations:write')
  return ctx.transaction(caller, async (tx) => {
    const { name } = await requireSource(tx, caller.accountId, sourceId)
    const event = isId(eventId) ? await lockIncoming(tx, caller.accountId, eventId) : null
    if (event?.sourceId !== sourceId) throw missing()
    if (event.body === '')
      throw new GatewayError('conflict', 'The event holds nothing any more: its person was erased.')
    const again = await replayOne(tx, event)
    await tx.audit('event_source.replayed', sourceId, { before: null, after: { name, replayed: 1 } })
    return again
  })
}

const replaysAtOnce = 500

/** Events in a state, latest first, at most 500 with a call. Returns how many. @throws GatewayError `not_found` */
export async function replayManyIncoming(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  sourceId: string,
  { state, reason }: { state: Extract<IncomingState, 'skipped' | 'unmapped' | 'failed'>; reason: string | null },
): Promise<number> {
  assertScope(caller, 'integrations:write')
  return ctx.transaction(caller, async (tx) => {
    const { name } = await requireSource(tx, caller.accountId, sourceId)
    const filter = { sourceId, state, reason, contactId: null, before: null, limit: replaysAtOnce }
    let replayed = 0
    for (const { id } of await selectIncoming(tx, caller.accountId, filter)) {
      const event = await lockIncoming(tx, caller.accountId, id)
      if (event === null || event.state !== state || event.body === '') continue
      await replayOne(tx, event)
      replayed += 1
    }
    await tx.audit('event_source.replayed', sourceId, { before: null, after: { name, replayed } })
    return replayed
  })
}

async function replayOne(tx: UnitOfWork, event: IncomingEvent & IncomingBody): Promise<IncomingEvent> {
  const { body: _, headers: __, ...kept } = event
  const again = {
    ...kept,
    state: 'pending' as const,
    reason: null,
    contactId: null,
    run: event.run + 1,
    appliedAt: null,
  }
  await updateIncoming(tx, tx.caller.accountId, again)
  tx.schedule(applyIncoming, { key: event.id, payload: {} })
  return again
}

/** What a mapping would make of an event, and which actions are for it. Nothing is written. */
export interface IncomingPreview extends ReadEvent {
  actions: readonly string[]
}

/** By the mapping that is given, or that of the source. @throws GatewayError `not_found` */
export const previewIncoming = (
  ctx: Reading,
  { accountId }: Reader,
  { sourceId, eventId, mapping }: { sourceId: string; eventId: string; mapping: EventMapping | null },
): Promise<IncomingPreview> =>
  ctx.read({ accountId }, async (db) => {
    const source = await requireSource(db, accountId, sourceId)
    const event = isId(eventId) ? await selectIncomingEvent(db, accountId, eventId) : null
    if (event?.sourceId !== sourceId || event.body === '') throw missing()
    const definitions = new Map((await selectAttributes(db, accountId)).map((one) => [one.key, one]))
    const input = { body: JSON.parse(event.body), headers: event.headers }
    const rules = { mapping: mapping ?? source.mapping, externalSource: externalSourceOf(source), definitions }
    const read = readEvent(input, rules)
    const actions = source.actions.filter((action) => isFor(action, read.type, input)).map(({ id }) => id)
    return { ...read, actions }
  })

const samples = 20

/** A mapping as the latest events suggest it, and every place that they have. @throws GatewayError `not_found` */
export const learnMapping = (ctx: Reading, { accountId }: Reader, sourceId: string): Promise<ProposedMapping> =>
  ctx.read({ accountId }, async (db) => {
    await requireSource(db, accountId, sourceId)
    const page = { sourceId, state: null, reason: null, contactId: null, before: null, limit: samples }
    const attributes = new Set((await selectAttributes(db, accountId)).map(({ key }) => key))
    const inputs = []
    for (const { id } of await selectIncoming(db, accountId, page)) {
      const event = await selectIncomingEvent(db, accountId, id)
      if (event && event.body !== '') inputs.push({ body: JSON.parse(event.body), headers: event.headers })
    }
    return proposeMapping(inputs, attributes)
  })

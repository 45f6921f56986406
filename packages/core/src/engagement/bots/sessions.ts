import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId, newId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { getFlowIn } from './flows.ts'
import { addInputs } from './turns/bot-inputs.ts'
import { selectBotConversation, selectLatestOf, writePause } from './turns/conversation-store.ts'
import {
  countByNode,
  type SessionFilter,
  type ShownSession,
  selectOpenSession,
  selectSessions,
  selectShownSession,
} from './turns/session-store.ts'
import { countSteps, type NodeCount, selectTrace, type TraceLine } from './turns/trace-store.ts'

type Reading = Pick<CoreContext, 'read'>
type Writing = Pick<CoreContext, 'transaction'>
type Reader = Pick<Caller, 'accountId' | 'numberIds'>

/** Latest first; a caller that is restricted to some numbers gets those of these. */
export const listSessions = (
  ctx: Reading,
  { accountId, numberIds }: Reader,
  filter: Omit<SessionFilter, 'numberIds'>,
): Promise<ShownSession[]> => ctx.read({ accountId }, (db) => selectSessions(db, accountId, { ...filter, numberIds }))

/** @throws GatewayError `not_found` */
export const getSession = (ctx: Reading, reader: Reader, id: string): Promise<ShownSession> =>
  ctx.read(reader, (db) => getSessionIn(db, reader, id))

async function getSessionIn(
  db: Parameters<typeof selectShownSession>[0],
  { accountId, numberIds }: Reader,
  id: string,
): Promise<ShownSession> {
  const session = isId(id) ? await selectShownSession(db, accountId, id) : null
  if (session === null || (numberIds !== null && !numberIds.includes(session.numberId)))
    throw new GatewayError('not_found', 'There is no such session in this account.')
  return session
}

/** In the order in which it happened. @throws GatewayError `not_found` */
export const listSteps = (
  ctx: Reading,
  reader: Reader,
  sessionId: string,
  page: { after: string | null; limit: number },
): Promise<TraceLine[]> =>
  ctx.read(reader, async (db) => {
    const { id } = await getSessionIn(db, reader, sessionId)
    return selectTrace(db, reader.accountId, { sessionId: id, conversationId: null }, page)
  })

export interface StartSession {
  contactId: string
  numberId?: string | undefined
  values?: Readonly<Record<string, unknown>>
  /** In place of the session in which the conversation is, and also where people have it. */
  force?: boolean
}

const maxValues = 16_384

/**
 * Starts a flow with a contact: its first turn follows in a moment. The contact has a conversation already, since a flow speaks in one.
 * @throws GatewayError `not_found`, `invalid_request`; `conflict` while the conversation is in another session
 */
export async function startSession(
  ctx: Writing,
  caller: Caller,
  flowId: string,
  { contactId, numberId, values = {}, force = false }: StartSession,
): Promise<{ sessionId: string; conversationId: string }> {
  assertScope(caller, 'automations:write')
  if (JSON.stringify(values).length > maxValues)
    throw invalid('values', `must have at most ${maxValues} characters as JSON`)
  return ctx.transaction(caller, async (tx) => {
    const flow = await getFlowIn(tx, caller.accountId, flowId)
    if (flow.liveVersionId === null || !flow.enabled || flow.archivedAt !== null)
      throw new GatewayError('conflict', 'The flow has no live version, or is disabled.', { reason: 'flow_not_live' })
    const conversation = isId(contactId)
      ? await selectLatestOf(tx, caller.accountId, contactId, numberId ?? null)
      : null
    if (conversation === null || (caller.numberIds !== null && !caller.numberIds.includes(conversation.numberId)))
      throw invalid('contactId', 'must be a contact who has a conversation with a number that the caller reaches')
    const { conversationId } = conversation
    if (!force && (await selectOpenSession(tx, caller.accountId, conversationId)) !== null)
      throw new GatewayError('conflict', 'The conversation is in another session: give force to end that one.', {
        reason: 'session_open',
      })
    const sessionId = newId()
    await arrive(tx, conversationId, 'start', { flowId, values, event: { trigger: 'api' }, force, depth: 0, sessionId })
    await tx.audit('flow_session.started', sessionId, { before: null, after: { flowId, conversationId } })
    return { sessionId, conversationId }
  })
}

const invalid = (field: string, message: string) =>
  new GatewayError('invalid_request', 'Validation failed.', { details: [{ field, message }] })

/** An input of the caller's account. */
const arrive = (
  tx: UnitOfWork,
  conversationId: string,
  kind: 'start' | 'stop' | 'event',
  data: object,
): Promise<void> =>
  addInputs(tx, [{ accountId: tx.caller.accountId, conversationId, kind, data, at: new Date().toISOString() }])

/** Ends an open session in a moment; one that has ended stays as it is. @throws GatewayError `not_found` */
export async function stopSession(
  ctx: Writing,
  caller: Caller,
  id: string,
  reason: string | null,
): Promise<ShownSession> {
  assertScope(caller, 'automations:write')
  return ctx.transaction(caller, async (tx) => {
    const session = await getSessionIn(tx, caller, id)
    if (session.state !== 'waiting') return session
    await arrive(tx, session.conversationId, 'stop', {
      sessionId: id,
      state: 'stopped',
      reason: reason ?? 'by the API',
    })
    await tx.audit('flow_session.stopped', id, {
      before: null,
      after: { flowId: session.rootFlowId, conversationId: session.conversationId },
    })
    return session
  })
}

/** Tells a session of an event for which it may wait. @throws GatewayError `not_found`; `conflict` when it has ended */
export async function notifySession(
  ctx: Writing,
  caller: Caller,
  id: string,
  { name, values = {} }: { name: string; values?: Readonly<Record<string, unknown>> },
): Promise<ShownSession> {
  assertScope(caller, 'automations:write')
  if (JSON.stringify(values).length > maxValues)
    throw invalid('values', `must have at most ${maxValues} characters as JSON`)
  return ctx.transaction(caller, async (tx) => {
    const session = await getSessionIn(tx, caller, id)
    if (session.state !== 'waiting') throw new GatewayError('conflict', `The session is ${session.state}.`)
    await arrive(tx, session.conversationId, 'event', { sessionId: id, name, values })
    return session
  })
}

/**
 * Silences bots in a conversation until an instant; null: they may speak again, whoever has answered before.
 * @throws GatewayError `not_found`
 */
export async function pauseBots(
  ctx: Writing,
  caller: Caller,
  conversationId: string,
  until: string | null,
): Promise<void> {
  assertScope(caller, 'automations:write')
  await ctx.transaction(caller, async (tx) => {
    const conversation = await selectBotConversation(tx, caller.accountId, conversationId)
    if (conversation === null || (caller.numberIds !== null && !caller.numberIds.includes(conversation.numberId)))
      throw new GatewayError('not_found', 'There is no such conversation in this account.')
    const at = new Date().toISOString()
    await writePause(tx, caller.accountId, conversationId, {
      pausedUntil: until,
      reason: until === null ? null : 'api',
      at,
    })
    await tx.audit('bot.paused', conversationId, { before: null, after: { until } })
  })
}

export interface FlowStats {
  nodes: readonly NodeCount[]
  waiting: readonly { versionId: string; node: string; count: number }[]
}

/** What became of sessions in a version, counted from their traces, and where open ones stand. @throws GatewayError `not_found` */
export const readStats = (
  ctx: Reading,
  { accountId }: Reader,
  flowId: string,
  versionId: string | null,
): Promise<FlowStats> =>
  ctx.read({ accountId }, async (db) => {
    const flow = await getFlowIn(db, accountId, flowId)
    const version = versionId ?? flow.liveVersionId
    return {
      nodes: version === null ? [] : await countSteps(db, accountId, version),
      waiting: await countByNode(db, accountId, flowId),
    }
  })

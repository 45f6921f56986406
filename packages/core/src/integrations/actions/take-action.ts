import { selectFlow } from '#engagement/bots/flow-store.ts'
import { addInputs } from '#engagement/bots/turns/bot-inputs.ts'
import { selectLatestOf } from '#engagement/bots/turns/conversation-store.ts'
import { lockDrip, selectDefinition } from '#engagement/drips/drip-store.ts'
import { endEnrollments } from '#engagement/drips/enrollments/end-enrollment.ts'
import { enroll } from '#engagement/drips/enrollments/enroll.ts'
import { lockByIds, lockOfContacts, selectByTrigger } from '#engagement/drips/enrollments/enrollment-store.ts'
import { insertLinks } from '#engagement/links/link-store.ts'
import { insertMessages } from '#messaging/messages/send/accept-message.ts'
import { holdFor, type MessageHolds } from '#messaging/messages/send/message-holds.ts'
import { newId } from '#platform/ids.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import type { IncomingEvent } from '../incoming/incoming-event.ts'
import { claimAction, hasClaim } from '../incoming/incoming-store.ts'
import type { EventAction } from '../sources/event-source.ts'
import type { PreparedSend } from './prepare-send.ts'

/** What became of an action. */
export type Taken =
  | { outcome: 'done'; messageId?: string; referenceId?: string }
  | { outcome: 'skipped'; reason: string }
  | { outcome: 'waiting'; reason: string; until: string }

export interface Acting {
  accountId: string
  event: IncomingEvent & { contactId: string }
  /** What the action is claimed for: it names enrollments too. */
  key: string
  prepared: PreparedSend | null
  holds: MessageHolds | undefined
}

const skipped = (reason: string): Taken => ({ outcome: 'skipped', reason })

/** Does what an action says, in the transaction that notes it. */
export function takeAction(tx: WorkerTransaction, action: EventAction, acting: Acting): Promise<Taken> {
  switch (action.kind) {
    case 'send_template':
      return send(tx, acting)
    case 'start_flow':
      return startFlow(tx, action, acting)
    case 'enroll':
      return enter(tx, action, acting)
    case 'exit_drip':
      return leave(tx, action, acting)
  }
}

async function send(tx: WorkerTransaction, { accountId, event, prepared, holds }: Acting): Promise<Taken> {
  if (prepared === null) throw new Error('An action that sends was not prepared')
  if (prepared.kind === 'skip') return skipped(prepared.reason)
  if (prepared.kind === 'wait') return { outcome: 'waiting', reason: prepared.reason, until: prepared.until }
  const { command, links, expiresAt } = prepared
  const id = newId()
  const stored = await insertMessages(tx.query, [{ id, command }])
  if (stored.size === 0) return skipped('already_sent')
  for (const { item } of await holdFor(tx, holds, [{ id, command }])) tx.wake(item.laneId)
  tx.wake(command.laneId)
  const of = { origin: 'event' as const, originId: event.id, seq: 1, contactId: event.contactId }
  const times = { createdAt: new Date().toISOString(), expiresAt }
  await insertLinks(
    tx,
    accountId,
    links.map((one) => ({ ...of, ...times, ...one })),
  )
  return { outcome: 'done', messageId: id }
}

async function startFlow(
  tx: WorkerTransaction,
  { flowId, numberId = undefined }: Extract<EventAction, { kind: 'start_flow' }>,
  { accountId, event }: Acting,
): Promise<Taken> {
  const flow = await selectFlow(tx, accountId, flowId)
  if (flow === null || flow.liveVersionId === null || !flow.enabled || flow.archivedAt !== null)
    return skipped('flow_not_live')
  const conversation = await selectLatestOf(tx, accountId, event.contactId, numberId ?? null)
  if (conversation === null) return skipped('no_conversation')
  const sessionId = newId()
  const trigger = {
    trigger: 'incoming_event',
    sourceId: event.sourceId,
    eventId: event.id,
    type: event.type,
    ...event.data,
  }
  const data = { flowId, values: event.data, event: trigger, force: false, depth: 0, sessionId }
  const { conversationId } = conversation
  await addInputs(tx, [{ accountId, conversationId, kind: 'start', at: new Date().toISOString(), data }])
  return { outcome: 'done', referenceId: sessionId }
}

/** Drip and person are locked in the same order by both, so an end that comes first keeps people out and one that comes later takes them out. */
async function enter(
  tx: WorkerTransaction,
  { dripId }: Extract<EventAction, { kind: 'enroll' }>,
  { accountId, event, key }: Acting,
): Promise<Taken> {
  const drip = await lockDrip(tx, accountId, dripId)
  if (drip === null || drip.version === 0 || drip.state === 'archived') return skipped('drip_not_active')
  const { sourceId, contactId } = event
  if (await hasClaim(tx, accountId, { sourceId, actionId: closingOf(dripId), key })) return skipped('ended_before')
  const definition = (await selectDefinition(tx, accountId, { dripId, version: drip.version })) ?? drip.definition
  const entrant = { contactId, vars: event.data, triggerKey: triggerOf(sourceId, key) }
  const [entered] = await enroll(tx, { accountId, id: dripId, version: drip.version, definition }, [entrant])
  return entered ? { outcome: 'done', referenceId: entered.id } : skipped('not_let_in')
}

const triggerOf = (sourceId: string, key: string): string => `event:${sourceId}:${key}`
const closingOf = (dripId: string): string => `closed:${dripId}`

/**
 * The person leaves the drip, and so does whoever entered it by an event of the same key, which leads nobody in any more. A message that
 * was accepted before cannot be taken back; none is accepted after.
 */
async function leave(
  tx: WorkerTransaction,
  { dripId }: Extract<EventAction, { kind: 'exit_drip' }>,
  { accountId, event, key }: Acting,
): Promise<Taken> {
  const { sourceId, contactId } = event
  await lockDrip(tx, accountId, dripId)
  const at = new Date().toISOString()
  await claimAction(tx, accountId, { sourceId, actionId: closingOf(dripId), key, eventId: event.id, at })
  const ofKey = await selectByTrigger(tx, accountId, { dripId, triggerKey: triggerOf(sourceId, key) })
  const locked = [
    ...(await lockOfContacts(tx, [{ accountId, contactId }])),
    ...(await lockByIds(
      tx,
      ofKey.map((id) => ({ accountId, id })),
    )),
  ]
  const all = [...new Map(locked.filter((one) => one.dripId === dripId).map((one) => [one.id, one])).values()]
  const [first] = all
  if (!first) return skipped('not_in_drip')
  await endEnrollments(
    tx,
    accountId,
    all.map((enrollment) => ({ enrollment, reason: 'canceled' as const })),
  )
  return { outcome: 'done', referenceId: first.id }
}

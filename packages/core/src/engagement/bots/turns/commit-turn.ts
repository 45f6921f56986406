import { insertMessages } from '#messaging/messages/send/accept-message.ts'
import { holdFor, type MessageHolds } from '#messaging/messages/send/message-holds.ts'
import { GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { systemCaller } from '#tenancy/access/caller.ts'
import type { UnitOfWork, WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { updateContact } from '../../contacts/write/contact-commands.ts'
import { updateConversation } from '../../inbox/conversations/change-conversation.ts'
import { createNote } from '../../inbox/notes/notes.ts'
import type { TurnResult } from '../engine/run-turn.ts'
import type { Session } from '../engine/session.ts'
import type { TurnAction } from '../engine/turn.ts'
import { announceSessions } from './announce-sessions.ts'
import { botEffect, botTimer, scheduleTurn } from './bot-inputs.ts'
import { lockBotConversation, selectBotConversation, writeGuard, writePause } from './conversation-store.ts'
import { deleteInputs } from './input-store.ts'
import { heldBy, type Situation } from './read-turn.ts'
import { lockOpenSession, type StoredSession, writeSessions } from './session-store.ts'
import { insertTrace, type TraceLine } from './trace-store.ts'

export interface Commit {
  accountId: string
  situation: Situation
  result: TurnResult
  holds: MessageHolds | undefined
  now: number
}

/**
 * Makes true what a turn decided, all of it or nothing: its inputs are gone, its messages accepted, its session moved on, its trace
 * written. False: something has changed since the turn was decided, and it has to be decided anew.
 * @throws HoldsRefused
 */
export async function commitTurn(tx: WorkerTransaction, commit: Commit): Promise<boolean> {
  const { accountId, situation, result, now } = commit
  const { conversationId } = situation.conversation
  await lockBotConversation(tx, accountId, conversationId)
  if (!(await stillStands(tx, commit))) return false
  const done = situation.ids.filter((id) => !result.left.includes(id))
  if ((await deleteInputs(tx, accountId, conversationId, done)) < done.length) return false
  const accepted = await acceptSends(tx, commit)
  const sessions = storedSessions(commit, accepted)
  await writeSessions(tx, accountId, sessions)
  await insertTrace(tx, accountId, traceOf(commit, sessions))
  await writeGuard(tx, accountId, conversationId, { guard: result.guard, started: startedOf(commit, sessions) })
  const uow = tx.as(systemCaller(accountId))
  for (const action of result.actions) await perform(uow, commit, action)
  scheduleNext(tx, commit)
  await announceSessions(tx, accountId, { before: situation.session, sessions, now })
  return true
}

/** The same session at the same revision, and nobody has taken the conversation meanwhile. */
async function stillStands(tx: WorkerTransaction, { accountId, situation, now }: Commit): Promise<boolean> {
  const { conversation, session, facts } = situation
  const open = await lockOpenSession(tx, accountId, conversation.conversationId)
  if ((open?.id ?? null) !== (session?.id ?? null) || (open?.rev ?? null) !== (session?.rev ?? null)) return false
  const current = await selectBotConversation(tx, accountId, conversation.conversationId)
  return current !== null && heldBy(current, now) === facts.conversation.heldBy
}

/** Accepts the messages as every message is; the ids of those that were stored, by their place. */
async function acceptSends(tx: WorkerTransaction, { result, holds }: Commit): Promise<(string | null)[]> {
  const sends = result.sends.flatMap(({ command }, place) =>
    command === null ? [] : [{ id: newId(), place, command }],
  )
  if (sends.length === 0) return []
  const stored = await insertMessages(tx.query, sends)
  const deliveries = await holdFor(
    tx,
    holds,
    sends.filter(({ id }) => stored.has(id)),
  )
  tx.wake(...new Set(sends.map(({ command }) => command.laneId)), ...deliveries.map(({ item }) => item.laneId))
  return sends.map(({ id }) => (stored.has(id) ? id : null))
}

/** What the sessions have become; the open one comes last. */
function storedSessions({ situation, result }: Commit, accepted: readonly (string | null)[]): StoredSession[] {
  const before = situation.session
  const toStored = (session: Session): StoredSession => {
    const [root] = session.stack
    const rootFlowId = before?.id === session.id ? before.rootFlowId : (root?.flowId ?? session.flowId)
    return { ...session, rootFlowId, gathers: gathers(result, session) }
  }
  const open = result.session === null || result.session === before ? [] : [withMessage(result.session, accepted)]
  return [...result.ended, ...open].map(toStored)
}

/** A session that waits for a status waits for that of its last message. */
function withMessage(session: Session, accepted: readonly (string | null)[]): Session {
  const { wait } = session
  return wait?.kind === 'status'
    ? { ...session, wait: { ...wait, messageId: wait.messageId ?? accepted.at(-1) ?? null } }
    : session
}

const gathers = ({ flow }: Pick<TurnResult, 'flow'>, { wait, node }: Session): boolean => {
  if (wait === null) return false
  if (wait.kind === 'reply') return true
  const at = flow?.spec.nodes[node]
  return wait.kind === 'answer'
    ? at?.kind === 'ask' && at.data.answer === 'text'
    : wait.kind === 'effect' && at?.kind !== 'http'
}

function traceOf({ situation, result, now }: Commit, sessions: readonly StoredSession[]): TraceLine[] {
  const { conversationId, contactId } = situation.conversation
  const current = sessions.at(-1) ?? situation.session
  return result.steps.map(({ sessionId, ...step }) => ({
    ...step,
    ...{ id: newId(), conversationId, contactId, sessionId },
    rev: (current?.rev ?? 0) || 1,
    at: new Date(now).toISOString(),
  }))
}

/** When each trigger last started its flow here, for their pauses. */
function startedOf({ situation, now }: Commit, sessions: readonly StoredSession[]): Readonly<Record<string, string>> {
  const { started } = situation.conversation
  const keys = sessions.flatMap(({ event, id }) =>
    id !== situation.session?.id && typeof event['key'] === 'string' ? [event['key']] : [],
  )
  const at = new Date(now).toISOString()
  return keys.length === 0
    ? started
    : Object.fromEntries([...Object.entries(started), ...keys.map((key) => [key, at])].slice(-100))
}

function scheduleNext(tx: WorkerTransaction, { accountId, situation, result }: Commit): void {
  const { session, effect } = result
  const { conversationId } = situation.conversation
  if (session !== null && session !== situation.session && session.wait !== null) {
    const { id: sessionId, rev, wait } = session
    tx.schedule(botTimer, { accountId, key: sessionId, dueAt: wait.until, payload: { conversationId, rev } })
    if (effect !== null)
      tx.schedule(botEffect, {
        accountId,
        key: `${sessionId}:${rev}:${effect.node}`,
        payload: { conversationId, sessionId, rev, node: effect.node },
      })
  }
  if (situation.ids.length >= 50) scheduleTurn(tx, { accountId, conversationId })
}

/** What is refused for what it says is passed over: the flow goes on, and the log of the account shows nothing of it. */
async function perform(tx: UnitOfWork, commit: Commit, action: TurnAction): Promise<void> {
  try {
    await performOne(tx, commit, action)
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error
  }
}

async function performOne(tx: UnitOfWork, { situation, now }: Commit, action: TurnAction): Promise<void> {
  const { accountId } = tx.caller
  const { conversationId, contactId } = situation.conversation
  switch (action.kind) {
    case 'contact':
      return writeToContact(tx, contactId, action)
    case 'conversation': {
      const { kind: _, ...change } = action
      await updateConversation(tx, tx.caller, conversationId, change)
      return
    }
    case 'note':
      await createNote(tx, tx.caller, conversationId, { body: action.text, mentions: [] })
      return
    case 'pause':
      return writePause(tx, accountId, conversationId, {
        pausedUntil: action.until,
        reason: action.reason,
        at: new Date(now).toISOString(),
      })
    case 'tag_loop':
      return writeToContact(tx, contactId, { attributes: {}, tags: ['possible_bot'], untag: [] })
    case 'signal':
      return tx.emit('flow.signal', { conversationId, contactId, name: action.name, values: { ...action.values } })
  }
}

/** Tags are given and taken off by two writes: a write has one way for its tags. */
async function writeToContact(
  tx: UnitOfWork,
  id: string,
  { attributes, tags, untag, name, language }: Omit<Extract<TurnAction, { kind: 'contact' }>, 'kind'>,
): Promise<void> {
  const given = { source: 'flow' }
  if (tags.length > 0 || name !== undefined || language !== undefined || Object.keys(attributes).length > 0)
    await updateContact(
      tx,
      tx.caller,
      {
        id,
        attributes,
        ...(tags.length > 0 && { tags }),
        ...(name !== undefined && { name }),
        ...(language !== undefined && { language }),
        modes: { tags: 'append' },
      },
      given,
    )
  if (untag.length > 0) await updateContact(tx, tx.caller, { id, tags: untag, modes: { tags: 'remove' } }, given)
}

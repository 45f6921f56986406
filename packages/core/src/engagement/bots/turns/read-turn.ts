import type { Queryable } from '#platform/database/database.ts'
import { instantOf } from '#platform/ids.ts'
import { systemCaller } from '#tenancy/access/caller.ts'
import { getContact } from '../../contacts/read/read-contacts.ts'
import { readMessage } from '../engine/read-message.ts'
import type { EffectOutcome, TurnFacts, TurnInput } from '../engine/turn.ts'
import { type BotConversation, selectBotConversation } from './conversation-store.ts'
import { type StoredInput, selectInputs } from './input-store.ts'
import { type StoredSession, selectOpenSession } from './session-store.ts'

/** Inputs of one turn; more wait for the next. */
const maxInputs = 50
const takeoverMs = 24 * 3600_000
const windowMs = 24 * 3600_000

export interface Situation {
  conversation: BotConversation
  session: StoredSession | null
  facts: TurnFacts
  inputs: readonly TurnInput[]
  /** Every id that was read, also of what has been erased. */
  ids: readonly string[]
}

/** Where a conversation stands, and what has come in; null: nothing has, or it is there no more. */
export async function readSituation(
  db: Queryable,
  accountId: string,
  conversationId: string,
  now: number,
): Promise<Situation | { ids: readonly string[] } | null> {
  const stored = await selectInputs(db, accountId, conversationId, maxInputs)
  if (stored.length === 0) return null
  const ids = stored.map(({ id }) => id)
  const conversation = await selectBotConversation(db, accountId, conversationId)
  if (conversation === null) return { ids }
  const session = await selectOpenSession(db, accountId, conversationId)
  const contact = await getContact(db, { ...systemCaller(accountId), numberIds: null }, conversation.contactId).catch(
    () => null,
  )
  const { attributes, ...fields } = contact ?? { attributes: {} }
  const facts: TurnFacts = {
    contact: { ...attributes, ...shownOf(fields) },
    conversation: {
      ...{ id: conversationId, numberId: conversation.numberId, contactId: conversation.contactId },
      isWindowOpen: conversation.lastInboundAt !== null && now - Date.parse(conversation.lastInboundAt) < windowMs,
      heldBy: heldBy(conversation, now),
      previousAt: conversation.previousAt,
      isOwnNumber: conversation.isOwnNumber,
    },
    startedAt: conversation.started,
  }
  return { conversation, session, facts, inputs: stored.flatMap((one) => toInput(one) ?? []), ids }
}

/** What texts and conditions may name of a contact. */
function shownOf(contact: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const { identifiers: _, provenance: __, externalIds: ___, ...shown } = contact
  return shown
}

/** Who has the conversation in place of the bot; null: nobody. */
export function heldBy(conversation: BotConversation, now: number): string | null {
  const { status, assignee, threadOwner, pausedUntil, pauseReason, answeredId } = conversation
  if (threadOwner === 'other') return 'standby'
  if (pausedUntil !== null && Date.parse(pausedUntil) > now) return pauseReason ?? 'paused'
  if (assignee !== null && status !== 'closed') return 'assignee'
  return answeredId !== null && now - Date.parse(instantOf(answeredId)) < takeoverMs ? 'agent' : null
}

type Data = Readonly<Record<string, never>>

function toInput({ id, kind, messageId, data, at, content }: StoredInput): TurnInput | null {
  const given = data as Data
  if (kind === 'message')
    return content === null || messageId === null
      ? null
      : { id, at, kind, message: readMessage(content, { messageId, at }) }
  if (kind === 'effect') return { id, at, kind, ...given, outcome: data['outcome'] as EffectOutcome } as TurnInput
  return { id, at, kind, ...given } as unknown as TurnInput
}

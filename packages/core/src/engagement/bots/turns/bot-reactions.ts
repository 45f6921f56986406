import { isObject } from '@dawk/cloud-api/json.ts'
import { type Fact, type Reaction, reaction } from '#tenancy/reactions.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import type { BotDirectory } from '../bot-directory.ts'
import { type Arrival, addInputs } from './bot-inputs.ts'
import { mergeBotRows, writePause } from './conversation-store.ts'
import { type Gathering, selectGathering } from './input-store.ts'
import { lockOpenSession, selectSession } from './session-store.ts'

/** How long a burst is waited for after each of its messages, and at most. */
const fragmentMs = 1200
const albumMs = 3000
const longestGatheringMs = 8000
const takeoverMs = 24 * 3600_000
const albums = new Set(['image', 'video', 'document'])

type Directory = Pick<BotDirectory, 'findUsing'>

/** What facts mean for bots, in the instant in which they become true: an inbound message is stored together with its place before the bot. */
export function createBotReactions(directory: Directory): readonly Reaction[] {
  return [
    reaction({
      name: 'bot inputs',
      types: ['message.received'],
      react: (tx, facts) => takeMessages(tx, facts, directory),
    }),
    reaction({
      name: 'bots and the phone app',
      types: ['message.echo'],
      react: (tx, facts) => takeEchoes(tx, facts, directory),
    }),
    reaction({
      name: 'bots of statuses',
      types: ['message.status.delivered', 'message.status.read', 'message.status.failed'],
      react: takeStatuses,
    }),
    reaction({
      name: 'bots of conversations',
      types: ['conversation.updated'],
      react: (tx, facts) => takeConversations(tx, facts, directory),
    }),
    reaction({
      name: 'bots of merged contacts',
      types: ['contact.merged'],
      async react(tx, facts) {
        for (const { accountId, at, data } of facts)
          await mergeBotRows(tx, { accountId, from: data.mergedContactId, into: data.contactId, at })
      },
    }),
  ]
}

const accountsOf = (facts: readonly Fact[]): string[] => [...new Set(facts.map(({ accountId }) => accountId))]

async function takeMessages(
  tx: WorkerTransaction,
  facts: readonly Fact<'message.received'>[],
  directory: Directory,
): Promise<void> {
  const using = await directory.findUsing(accountsOf(facts), tx)
  const seen = facts.filter(
    ({ accountId, data }) =>
      using.has(accountId) &&
      data.conversationId !== null &&
      data.messageId !== null &&
      data.groupId === undefined &&
      data.standby === undefined,
  )
  if (seen.length === 0) return
  const now = Date.now()
  const conversations = new Map(
    seen.map(({ accountId, data }) => [
      data.conversationId ?? '',
      { accountId, conversationId: data.conversationId ?? '' },
    ]),
  )
  const gathering = new Map(
    (await selectGathering(tx, [...conversations.values()])).map((one) => [one.conversationId, one]),
  )
  await addInputs(
    tx,
    seen.map(({ accountId, data: { conversationId, messageId, message } }): Arrival => {
      const dueAt = dueTime(gathering.get(conversationId ?? ''), String(message['type']), now)
      return {
        ...{
          accountId,
          conversationId: conversationId ?? '',
          kind: 'message',
          messageId,
          at: new Date(now).toISOString(),
        },
        ...(dueAt !== null && { dueAt }),
      }
    }),
  )
}

/** A burst is one turn, where the session waits for something written. Buttons pass at once. Null: at once. */
function dueTime(gathering: Gathering | undefined, type: string, now: number): string | null {
  if (!gathering?.gathers) return null
  const holdMs = type === 'text' ? fragmentMs : albums.has(type) ? albumMs : 0
  const latest = (gathering.firstAt === null ? now : Date.parse(gathering.firstAt)) + longestGatheringMs
  return holdMs === 0 ? null : new Date(Math.min(now + holdMs, latest)).toISOString()
}

/** Somebody answered on the phone, or another responder did: the bot is silent for a day. */
async function takeEchoes(
  tx: WorkerTransaction,
  facts: readonly Fact<'message.echo'>[],
  directory: Directory,
): Promise<void> {
  const using = await directory.findUsing(accountsOf(facts), tx)
  for (const { accountId, data } of facts) {
    if (!using.has(accountId) || data.conversationId === null) continue
    const at = new Date().toISOString()
    const pausedUntil = new Date(Date.now() + takeoverMs).toISOString()
    const reason = data.standby === undefined ? 'phone' : 'standby'
    await writePause(tx, accountId, data.conversationId, { pausedUntil, reason, at })
    await stopOpen(tx, accountId, data.conversationId, { at, reason })
  }
}

/** The open session of a conversation that people have taken ends as handed over. */
async function stopOpen(
  tx: WorkerTransaction,
  accountId: string,
  conversationId: string,
  { at, reason }: { at: string; reason: string },
): Promise<void> {
  const open = await lockOpenSession(tx, accountId, conversationId)
  if (open)
    await addInputs(tx, [
      { accountId, conversationId, kind: 'stop', data: { sessionId: open.id, state: 'handed_over', reason }, at },
    ])
}

type StatusFact = Fact<'message.status.delivered' | 'message.status.read' | 'message.status.failed'>

/** Statuses of messages that a session sent, where the session can still do something about them. */
async function takeStatuses(tx: WorkerTransaction, facts: readonly StatusFact[]): Promise<void> {
  const arrivals: Arrival[] = []
  for (const { accountId, at, data } of facts) {
    const origin = originOf(data.metadata)
    if (origin === null) continue
    const session = await selectSession(tx, accountId, origin.sessionId)
    if (session?.state !== 'waiting' || (data.status !== 'failed' && session.wait?.kind !== 'status')) continue
    const { status, messageId, error } = data
    const input = { ...origin, messageId, status, reason: error && `${error.code ?? ''} ${error.title}`.trim() }
    arrivals.push({ accountId, conversationId: session.conversationId, kind: 'status', data: input, at })
  }
  if (arrivals.length > 0) await addInputs(tx, arrivals)
}

/** What a message of a session says of where it comes from, to the account's own systems too. */
export const metadataOf = (sessionId: string, flowId: string, node: string) => ({
  flowSessionId: sessionId,
  flowId,
  flowNode: node,
})

function originOf(metadata: unknown): { sessionId: string; node: string } | null {
  if (!isObject(metadata)) return null
  const { flowSessionId: sessionId, flowNode: node } = metadata
  return typeof sessionId === 'string' && /^[0-9a-f-]{36}$/.test(sessionId) && typeof node === 'string'
    ? { sessionId, node }
    : null
}

/** Who assigns a conversation takes it from the bot; who closes it gives it back. */
async function takeConversations(
  tx: WorkerTransaction,
  facts: readonly Fact<'conversation.updated'>[],
  directory: Directory,
): Promise<void> {
  const using = await directory.findUsing(accountsOf(facts), tx)
  for (const { accountId, data } of facts) {
    if (!using.has(accountId)) continue
    const at = new Date().toISOString()
    const { conversationId, status, assignee } = data
    if (status === 'closed') await writePause(tx, accountId, conversationId, { pausedUntil: null, reason: null, at })
    else if (assignee !== null) await stopOpen(tx, accountId, conversationId, { at, reason: 'assigned' })
  }
}

import { createHash } from 'node:crypto'
import { isObject } from '@dawk/cloud-api/json.ts'
import { insertMessages } from '#messaging/messages/send/accept-message.ts'
import { HoldsRefused, holdFor, type MessageHolds } from '#messaging/messages/send/message-holds.ts'
import type { SendCommand } from '#messaging/messages/send/send-command.ts'
import { newId } from '#platform/ids.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import type { Campaign } from '../campaign.ts'
import { lockRunning } from '../campaign-store.ts'
import { addCounts } from '../outcome/counter-store.ts'
import { type AllowanceUse, lockAllowance, recordUses, selectCounted, selectUse } from './allowance-store.ts'
import { type Move, moveRecipients, type QueuedRecipient, takeQueued } from './feed-store.ts'

/** What is to become of someone whose turn has come. */
export type Decision =
  | { kind: 'send'; recipient: QueuedRecipient; command: SendCommand }
  | { kind: 'skip' | 'fail'; recipient: QueuedRecipient; reason: string }
  | { kind: 'wait'; recipient: QueuedRecipient; reason: string; until: string }

export interface HandOver {
  accountId: string
  campaign: Campaign
  decisions: readonly Decision[]
  /** People outside of a window that the business may write to in 24 hours, without the reserve; null: any number. */
  allowance: number | null
  /** Absent: messages cost nothing here. */
  holds?: MessageHolds | undefined
  now: number
}

/** Ends a transaction in which the wallet does not reach for these recipients; it is run again without them. */
export class UnpaidRecipients extends Error {
  readonly seqs: ReadonlySet<number>

  constructor(seqs: ReadonlySet<number>) {
    super('The balance of the wallet does not reach for every recipient')
    this.seqs = seqs
  }
}

export interface HandedOver {
  sent: number
  /** The allowance is used up; when it is free again. */
  exhausted: AllowanceUse | null
}

/** The reference under which a recipient's message is accepted; after a recall it is another message. */
const referenceOf = (campaignId: string, { seq, attempt }: Pick<QueuedRecipient, 'seq' | 'attempt'>): string =>
  `campaign:${campaignId}:${seq}${attempt === 0 ? '' : `:${attempt}`}`

/**
 * Accepts messages and moves their recipients in one transaction, so that a crash leaves both or neither. Null: the campaign
 * does not run any more. People whom another process has taken meanwhile are left out.
 * @throws UnpaidRecipients
 */
export async function handOver(
  tx: WorkerTransaction,
  { accountId, campaign, decisions, allowance, holds, now }: HandOver,
): Promise<HandedOver | null> {
  const campaignId = campaign.id
  if (!(await lockRunning(tx, accountId, campaignId))) return null
  const { within, exhausted } = await withinAllowance(tx, accountId, { decisions, allowance, now })
  const taken = await takeQueued(
    tx,
    accountId,
    campaignId,
    within.map(({ recipient: { dueAt, seq } }) => ({ dueAt, seq })),
  )
  const here = within.filter(({ recipient }) => taken.has(recipient.seq))
  const moves = await acceptAll(tx, campaignId, here, holds)
  const at = new Date(now).toISOString()
  const moved = moves.length === 0 ? [] : await moveRecipients(tx, { accountId, campaignId, at }, moves)
  if (allowance !== null) await recordUses(tx, accountId, countedOf(here), now)
  await addCounts(
    tx,
    moved.flatMap(({ variant, was, state, reason }) => [
      { accountId, campaignId, variant, key: was, count: -1 },
      { accountId, campaignId, variant, key: state, count: 1 },
      ...(state === 'skipped' || state === 'failed'
        ? [{ accountId, campaignId, variant, key: `${state}:${reason}`, count: 1 }]
        : []),
    ]),
  )
  const sent = here.filter(({ kind }) => kind === 'send')
  for (const decision of sent.slice(0, 1)) if (decision.kind === 'send') tx.wake(decision.command.laneId)
  return { sent: sent.length, exhausted }
}

/** Messages of those who are sent one, and how each recipient moves. */
async function acceptAll(
  tx: WorkerTransaction,
  campaignId: string,
  decisions: readonly Decision[],
  holds: MessageHolds | undefined,
): Promise<Move[]> {
  const sends = decisions.flatMap((decision) =>
    decision.kind === 'send'
      ? [{ id: newId(), recipient: decision.recipient, command: withReference(campaignId, decision) }]
      : [],
  )
  const stored = sends.length === 0 ? new Set<string>() : await insertMessages(tx.query, sends)
  await payFor(
    tx,
    holds,
    sends.filter(({ id }) => stored.has(id)),
  )
  const sending = sends.map(({ id, recipient: { seq } }): Move => {
    const move = { seq, dueAt: null }
    if (stored.has(id)) return { ...move, state: 'sending', reason: null, messageId: id }
    return { ...move, state: 'skipped', reason: 'already_accepted', messageId: null }
  })
  const others = decisions.flatMap((decision): Move[] => {
    if (decision.kind === 'send') return []
    const { kind, recipient, reason } = decision
    const state = ({ skip: 'skipped', fail: 'failed', wait: 'waiting' } as const)[kind]
    return [{ seq: recipient.seq, state, reason, messageId: null, dueAt: kind === 'wait' ? decision.until : null }]
  })
  return [...sending, ...others]
}

type Send = { id: string; recipient: QueuedRecipient; command: SendCommand }

async function payFor(tx: WorkerTransaction, holds: MessageHolds | undefined, sends: readonly Send[]): Promise<void> {
  try {
    const deliveries = await holdFor(tx, holds, sends)
    tx.wake(...deliveries.map(({ item }) => item.laneId))
  } catch (error) {
    if (!(error instanceof HoldsRefused)) throw error
    const unpaid = sends.filter(({ id }) => error.refused.has(id))
    throw new UnpaidRecipients(new Set(unpaid.map(({ recipient }) => recipient.seq)))
  }
}

function withReference(campaignId: string, { recipient, command }: Extract<Decision, { kind: 'send' }>): SendCommand {
  const key = referenceOf(campaignId, recipient)
  return { ...command, idempotency: { key, fingerprint: createHash('sha256').update(key).digest() } }
}

const personOf = ({ phone, userId }: QueuedRecipient): string => phone ?? userId ?? ''
const countedOf = (decisions: readonly Decision[]): string[] =>
  decisions.flatMap(({ kind, recipient }) => (kind === 'send' && !recipient.windowOpen ? [personOf(recipient)] : []))

/** As many as the allowance has room for, in their order. Counted under a lock: two campaigns do not use the same room. */
async function withinAllowance(
  tx: WorkerTransaction,
  accountId: string,
  { decisions, allowance, now }: Pick<HandOver, 'decisions' | 'allowance' | 'now'>,
): Promise<{ within: readonly Decision[]; exhausted: AllowanceUse | null }> {
  if (allowance === null) return { within: decisions, exhausted: null }
  await lockAllowance(tx, accountId)
  const use = await selectUse(tx, accountId, now)
  const counted = await selectCounted(tx, accountId, countedOf(decisions), now)
  let room = Math.max(0, allowance - use.used)
  let isFull = false
  const within = decisions.filter(({ kind, recipient }) => {
    if (kind !== 'send' || recipient.windowOpen || counted.has(personOf(recipient))) return true
    if (room === 0) isFull = true
    else room -= 1
    return !isFull
  })
  return { within, exhausted: isFull ? await selectUse(tx, accountId, now) : null }
}

/** What a message of a campaign says of where it comes from, to the account's own systems too. */
export const metadataOf = (campaignId: string, seq: number) => ({ campaignId, recipient: seq })

/** The campaign and the recipient that the metadata of a message name; null: it is of no campaign. */
export function campaignOf(metadata: unknown): { campaignId: string; seq: number } | null {
  if (!isObject(metadata)) return null
  const { campaignId, recipient } = metadata
  return typeof campaignId === 'string' &&
    typeof recipient === 'number' &&
    Number.isSafeInteger(recipient) &&
    recipient > 0 &&
    recipient < 2 ** 31
    ? { campaignId, seq: recipient }
    : null
}

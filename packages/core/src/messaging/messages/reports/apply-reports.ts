import type { MessageError, MessageStatusData } from '#events/catalogue.ts'
import type { NewEvent } from '#events/event.ts'
import { noteOldChanges } from '#messaging/analytics/old-change-store.ts'
import type { Recipient } from '#messaging/identities/recipient.ts'
import type { Queryable } from '#platform/database/database.ts'
import { idRange } from '#platform/ids.ts'
import type { EmittingTransaction } from '#tenancy/unit-of-work.ts'
import { type MessagePricing, type MessageState, priorities, type TimelineEntry } from '../message.ts'
import { advanceMessage, type MessageProgress, type MessageReport } from './advance-message.ts'

export interface ReportFor {
  accountId: string
  messageId: string
  /** When given, the message must have been sent from this number: a webhook speaks for its own number only. */
  numberId?: string
  report: MessageReport
}

interface LockedRow {
  id: string
  accountId: string
  numberId: string
  peer: string | null
  peerUserId: string | null
  metadata: Record<string, unknown> | null
  priority: number
  state: MessageState
  wamid: string | null
  pricing: MessagePricing | null
  error: MessageError | null
  timeline: TimelineEntry[]
  sentAt: string | null
  deliveredAt: string | null
  readAt: string | null
  failedAt: string | null
  phoneNumberId: string | null
  wabaId: string | null
  displayPhoneNumber: string | null
}

export interface AppliedReports {
  /** Reports whose message is not there. */
  missing: ReportFor[]
  /** Messages that were not known to have left, and now are: their lane items, if there are any still, are to go. */
  departed: { messageId: string; numberId: string; to: Recipient }[]
}

/**
 * Applies many reports to their messages in two round trips: lock, decide, write. A move forward becomes an event; a
 * message that has left is queued for its conversation (`conversations/show-sent-messages.ts`).
 * The reports of one message apply in the order given.
 */
export async function applyReports(tx: EmittingTransaction, reports: readonly ReportFor[]): Promise<AppliedReports> {
  if (reports.length === 0) return { missing: [], departed: [] }
  const rows = await lockMessages(tx, reports)
  const changes = new Map<string, Change>()
  const missing: ReportFor[] = []
  const events: NewEvent[] = []
  for (const entry of reports) {
    const row = rows.get(entry.messageId)
    if (
      !row ||
      row.accountId !== entry.accountId ||
      (entry.numberId !== undefined && row.numberId !== entry.numberId)
    ) {
      missing.push(entry)
      continue
    }
    const change = changes.get(row.id) ?? { row, progress: toProgress(row), known: row.timeline.length, waId: null }
    const result = advanceMessage(change.progress, entry.report)
    if (!result) continue
    changes.set(row.id, { ...change, progress: result.after, waId: change.waId ?? learnedFrom(row, entry.report) })
    if (result.moved) pushEvent(events, row, result.after, entry.report)
  }
  tx.emit(...events)
  await writeProgress(tx, [...changes.values()])
  const departed = [...changes.values()].filter(({ row, progress }) => !hasLeft(row.state) && hasLeft(progress.state))
  return {
    missing,
    departed: departed.map(({ row }) => ({
      messageId: row.id,
      numberId: row.numberId,
      to: { phone: row.peer, userId: row.peerUserId },
    })),
  }
}

function hasLeft(state: MessageState): boolean {
  return state === 'sent' || state === 'delivered' || state === 'read' || state === 'failed'
}

async function lockMessages(tx: Queryable, reports: readonly ReportFor[]): Promise<Map<string, LockedRow>> {
  const messages = new Map(reports.map(({ accountId, messageId }) => [messageId, { accountId, messageId }]))
  const { rows } = await tx.query<LockedRow>(
    `select m.id, m.account_id as "accountId", m.number_id as "numberId", peer, peer_user_id as "peerUserId", metadata, m.priority, state,
            wamid, pricing, error, timeline, sent_at as "sentAt", delivered_at as "deliveredAt", read_at as "readAt",
            failed_at as "failedAt", n.phone_number_id as "phoneNumberId", n.waba_id as "wabaId",
            n.display_phone_number as "displayPhoneNumber"
       from json_to_recordset($1::json) as x("accountId" uuid, "messageId" uuid)
       join messages m on m.account_id = x."accountId" and m.id = x."messageId" and m.id between $2::uuid and $3::uuid
       left join numbers n on n.account_id = m.account_id and n.id = m.number_id
      where m.direction = 'out' order by m.id for update of m`,
    [JSON.stringify([...messages.values()]), ...idRange([...messages.keys()])],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

interface Change {
  row: LockedRow
  progress: MessageProgress
  /** How many entries of the timeline are stored. */
  known: number
  waId: string | null
}

/** Where Meta writes the recipient's number in another way than we did, as it does for Mexico, Argentina and Brazil. */
function learnedFrom({ peer }: LockedRow, { waId }: MessageReport): string | null {
  return peer !== null && typeof waId === 'string' && waId !== peer && /^\d{7,15}$/.test(waId) ? waId : null
}

async function writeProgress(tx: Queryable, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return
  const rows = changes.map(({ row, progress, known, waId }) => ({
    id: row.id,
    account_id: row.accountId,
    state: progress.state,
    wamid: progress.wamid,
    new_wamid: row.wamid === null && progress.wamid !== null,
    departed: !hasLeft(row.state) && hasLeft(progress.state),
    wa_id: waId,
    pricing: progress.pricing,
    error: progress.error,
    entries: progress.timeline.slice(known),
    sent_at: progress.sentAt,
    delivered_at: progress.deliveredAt,
    read_at: progress.readAt,
    failed_at: progress.failedAt,
  }))
  await tx.query(
    `with change as materialized (
       select * from json_to_recordset($1::json) as c(id uuid, account_id uuid, state message_state, wamid text, new_wamid boolean, departed boolean, wa_id text,
         pricing jsonb, error jsonb, entries jsonb, sent_at timestamptz, delivered_at timestamptz, read_at timestamptz, failed_at timestamptz)),
     named as (
       insert into wamids (account_id, wamid, message_id) select account_id, wamid, id from change where new_wamid
       on conflict (account_id, wamid) do nothing),
     shown as (
       insert into conversation_queue (account_id, message_id, wa_id)
       select account_id, id, wa_id from change where departed)
     update messages m set state = c.state, wamid = c.wamid, pricing = c.pricing, error = c.error, timeline = m.timeline || c.entries,
            sent_at = c.sent_at, delivered_at = c.delivered_at, read_at = c.read_at, failed_at = c.failed_at
       from change c where m.account_id = c.account_id and m.id = c.id and m.id between $2::uuid and $3::uuid`,
    [JSON.stringify(rows), ...idRange(changes.map(({ row }) => row.id))],
  )
  await noteOldChanges(
    tx,
    changes.map(({ row }) => row),
  )
}

function toProgress(row: LockedRow): MessageProgress {
  return {
    state: row.state,
    wamid: row.wamid,
    pricing: row.pricing,
    error: row.error,
    timeline: row.timeline,
    sentAt: row.sentAt,
    deliveredAt: row.deliveredAt,
    readAt: row.readAt,
    failedAt: row.failedAt,
  }
}

const isPublished = (status: MessageReport['status']): status is MessageStatusData['status'] =>
  ['sent', 'delivered', 'read', 'failed', 'canceled'].includes(status)

function pushEvent(events: NewEvent[], row: LockedRow, progress: MessageProgress, report: MessageReport): void {
  const { status } = report
  if (!isPublished(status)) return
  const data: MessageStatusData = {
    messageId: row.id,
    wamid: progress.wamid,
    status,
    to: row.peer,
    toUserId: row.peerUserId,
    phoneNumberId: row.phoneNumberId,
    sentAt: progress.sentAt,
    deliveredAt: progress.deliveredAt,
    readAt: progress.readAt,
    failedAt: progress.failedAt,
    pricing: progress.pricing,
    error: progress.error,
    metadata: row.metadata,
    ...(status === 'failed' && { wabaId: row.wabaId, displayPhoneNumber: row.displayPhoneNumber }),
  }
  const isBulk = row.priority === priorities.bulk
  const type = `message.status.${status}` as const
  events.push({ accountId: row.accountId, type, at: report.at, data: { ...data }, ...(isBulk && { isBulk }) })
}

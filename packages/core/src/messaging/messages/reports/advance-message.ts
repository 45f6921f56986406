import type { MessageError } from '#events/catalogue.ts'
import type { MessagePricing, MessageState, TimelineEntry } from '../message.ts'

/** Something learned about a message: Meta's answer, a status webhook, or a decision of ours. */
export interface MessageReport {
  status: 'sent' | 'delivered' | 'read' | 'failed' | 'retrying' | 'queued' | 'canceled' | 'unknown' | 'resent'
  /** ISO 8601. */
  at: string
  wamid?: string | null
  /** Meta's own digits of the recipient. */
  waId?: string | null
  error?: MessageError
  pricing?: MessagePricing
  detail?: string
}

/** What of a stored message decides how a report moves it. Instants are ISO 8601. */
export interface MessageProgress {
  state: MessageState
  wamid: string | null
  pricing: MessagePricing | null
  error: MessageError | null
  timeline: TimelineEntry[]
  sentAt: string | null
  deliveredAt: string | null
  readAt: string | null
  failedAt: string | null
}

const rank: Record<MessageState, number> = {
  scheduled: 0,
  queued: 0,
  retrying: 0,
  canceled: 0,
  sent: 1,
  delivered: 2,
  read: 3,
  failed: 4,
  received: 5,
}

/**
 * The message after a report, and whether its state moved. States move forward only, whatever order reports come in;
 * every report keeps its own place in the timeline. `failed` is final, but for a failure that we declared without
 * knowing what Meta did: evidence overrules it. A report of an attempt that was retried moves nothing. A repeated report
 * changes nothing: null.
 */
export function advanceMessage(
  before: MessageProgress,
  report: MessageReport,
): { after: MessageProgress; moved: boolean } | null {
  if (isRepeated(before.timeline, report)) return null
  const entry: TimelineEntry = { status: report.status, at: report.at, ...(report.detail && { detail: report.detail }) }
  if (isOfRetried(before.timeline, report))
    return { after: { ...before, timeline: [...before.timeline, entry] }, moved: false }
  const after = {
    ...before,
    timeline: [...before.timeline, entry],
    wamid: before.wamid ?? report.wamid ?? null,
    pricing: report.pricing ?? before.pricing,
  }
  const moved = moves(before, report)
  stamp(after, report)
  if (moved) {
    after.state = nextState(report, before)
    after.error = report.error ?? (after.state === 'failed' || after.state === 'retrying' ? before.error : null)
    if (before.state === 'failed') after.failedAt = null
  }
  return { after, moved }
}

/** What was learned since the message was last retried by hand; all of it, when it never was. */
export function sinceRetry(timeline: readonly TimelineEntry[]): readonly TimelineEntry[] {
  return timeline.slice(timeline.findLastIndex(({ retryOf }) => retryOf !== undefined) + 1)
}

/** Within its attempt: Meta's instants are whole seconds, so that a retry may bring the same again within one. */
function isRepeated(timeline: readonly TimelineEntry[], report: MessageReport): boolean {
  const { status, at } = report
  const entries = isOfRetried(timeline, report) ? timeline : sinceRetry(timeline)
  return entries.some((entry) => entry.status === status && entry.at === at)
}

/** Speaks of an attempt that failed and has since been retried. */
function isOfRetried(timeline: readonly TimelineEntry[], { wamid }: MessageReport): boolean {
  return typeof wamid === 'string' && timeline.some(({ retryOf }) => retryOf === wamid)
}

function moves(before: MessageProgress, { status }: MessageReport): boolean {
  const here = before.state === 'failed' && before.error?.unknown ? 0 : rank[before.state]
  switch (status) {
    case 'sent':
      return here < 1
    case 'delivered':
      return here < 2
    case 'read':
      return here < 3
    case 'failed':
      return here < 2 && before.state !== 'failed'
    case 'retrying':
    case 'queued':
    case 'canceled':
      return rank[before.state] === 0
    case 'unknown':
    case 'resent':
      return false
  }
}

function nextState({ status }: MessageReport, before: MessageProgress): MessageState {
  return status === 'unknown' || status === 'resent' ? before.state : status
}

function stamp(after: MessageProgress, { status, at }: MessageReport): void {
  if (status === 'sent') after.sentAt ??= at
  if (status === 'delivered') after.deliveredAt ??= at
  if (status === 'read') after.readAt ??= at
  if (status === 'failed' && rank[after.state] < 2) after.failedAt ??= at
}

import type { MessageError } from '#events/catalogue.ts'
import type { Queryable } from '#platform/database/database.ts'
import { idRange } from '#platform/ids.ts'
import type { LaneItem } from '#platform/lanes/lane-item.ts'
import { removeItems } from '#platform/lanes/lane-store.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import type { TimelineEntry } from '../messages/message.ts'
import { sinceRetry } from '../messages/reports/advance-message.ts'
import { applyReports, type ReportFor } from '../messages/reports/apply-reports.ts'
import { isReceivingSettled } from '../numbers/webhook-gaps.ts'

interface UnconfirmedRow {
  id: string
  accountId: string
  messageId: string
  policy: 'resend' | 'fail'
  timeline: TimelineEntry[]
}

const outcomeUnknown: MessageError = {
  code: null,
  subcode: null,
  title: 'Outcome unknown',
  details: null,
  cause:
    'The connection broke after the message had left, and WhatsApp never reported on it. It may or may not have arrived; send it again if that is safe.',
  traceId: null,
  unknown: true,
}

/**
 * Decides attempts whose outcome stayed unknown. an item that a status webhook has confirmed is gone; one whose grace is
 * over goes back into its lane once, when its policy says so, and fails otherwise. Nothing is decided while webhooks that
 * may name the message wait in the journal, or may still come after an outage. Returns the ids still unconfirmed.
 */
export async function resolveUnconfirmed(
  tx: WorkerTransaction,
  overdue: readonly LaneItem[],
  waiting: readonly LaneItem[],
  graceMs: number,
): Promise<Set<string>> {
  const rows = await lockUnconfirmed(tx, [...overdue, ...waiting])
  const overdueIds = new Set(overdue.map((item) => item.id))
  const decidable = rows.filter((row) => overdueIds.has(row.id))
  const remaining = new Set(rows.map((row) => row.id))
  if (decidable.length === 0 || (await journalLags(tx)) || !(await isReceivingSettled(tx, graceMs))) return remaining
  const again = decidable.filter(mayResend)
  const over = decidable.filter((row) => !mayResend(row))
  await reschedule(tx, again)
  await removeItems(tx, over)
  await applyReports(tx, [...again.map(toResent), ...over.map(toFailed)])
  for (const row of decidable) remaining.delete(row.id)
  return remaining
}

/** Once; a retry by hand is a new decision to send, for which the policy holds anew. */
function mayResend({ policy, timeline }: UnconfirmedRow): boolean {
  return policy === 'resend' && !sinceRetry(timeline).some(({ status }) => status === 'resent')
}

/** Only as we know them: with other `attempts` a later owner has decided it, and has an attempt of its own. */
async function lockUnconfirmed(tx: Queryable, items: readonly LaneItem[]): Promise<UnconfirmedRow[]> {
  const refs = items.map((item) => item.ref)
  const { rows } = await tx.query<UnconfirmedRow>(
    `with unconfirmed as (
       select i.* from json_to_recordset($1::json) as x(id bigint, attempts int)
         join lane_items i on i.id = x.id and i.attempts = x.attempts
        where i.id = any ($2::bigint[]) and i.started_at is not null for update of i)
     select d.id, m.account_id, m.id as message_id, m.policy, m.timeline
       from unconfirmed d join messages m on m.account_id = d.account_id and m.id = d.ref and m.id between $3::uuid and $4::uuid`,
    [
      JSON.stringify(items.map(({ id, attempts }) => ({ id, attempts }))),
      items.map((item) => item.id),
      ...idRange(refs),
    ],
  )
  return rows
}

async function journalLags(tx: Queryable): Promise<boolean> {
  const { rows } = await tx.query(
    `select from journal_pending where id < uuid_v7_floor(now() - interval '2 seconds')
     union all select from unapplied_items where run_at is not null and attempts < 3 limit 1`,
  )
  return rows.length > 0
}

async function reschedule(tx: Queryable, rows: readonly UnconfirmedRow[]): Promise<void> {
  if (rows.length === 0) return
  await tx.query('update lane_items set started_at = null, run_at = now() where id = any ($1::bigint[])', [
    rows.map(({ id }) => id),
  ])
}

function toResent({ accountId, messageId }: UnconfirmedRow): ReportFor {
  const detail = 'No status named the last attempt within the grace time; its policy is to send again.'
  return { accountId, messageId, report: { status: 'resent', at: new Date().toISOString(), detail } }
}

function toFailed({ accountId, messageId }: UnconfirmedRow): ReportFor {
  return { accountId, messageId, report: { status: 'failed', at: new Date().toISOString(), error: outcomeUnknown } }
}

import type { StatusEntry } from '@dawk/cloud-api/webhook-types.ts'
import type { Queryable } from '#platform/database/database.ts'
import { type FreeEntry, freeEntryOf, noteFreeEntries } from '../conversations/free-entry.ts'
import type { MessageReport } from '../messages/reports/advance-message.ts'
import { type AppliedReports, applyReports, type ReportFor } from '../messages/reports/apply-reports.ts'
import type { NumberRow } from '../numbers/number.ts'
import { applyEdits, type ParkedEdit } from './apply-edits.ts'
import { findByWamid, type NamedMessage } from './find-by-wamid.ts'
import { ownId, toReport } from './read-payload.ts'

export interface StatusItem {
  entry: StatusEntry
  number: NumberRow
}

const order: Record<string, number> = { sent: 0, delivered: 1, read: 2, played: 2, failed: 3 }

/** Statuses of our messages, by our id or by wamid. Returns lanes to wake after the commit. */
export async function applyStatuses(tx: Queryable, items: readonly StatusItem[]): Promise<string[]> {
  if (items.length === 0) return []
  const sorted = items.toSorted((a, b) => (order[a.entry.status.status] ?? 0) - (order[b.entry.status.status] ?? 0))
  const byWamid = await findByWamid(tx, sorted.filter(({ entry }) => ownId(entry) === null).map(toNamed))
  const reports: ReportFor[] = []
  const orphans: StatusItem[] = []
  const freeEntries: FreeEntry[] = []
  for (const item of sorted) {
    const { accountId, id: numberId } = item.number
    const messageId = ownId(item.entry) ?? byWamid.of(toNamed(item))
    if (messageId === null) {
      orphans.push(item)
      continue
    }
    reports.push({ accountId, messageId, numberId, report: toReport(item.entry) })
    const until = freeEntryOf(item.entry.status)
    if (until !== null) freeEntries.push({ accountId, messageId, until })
  }
  const { lanesToWake, departed } = await applyReports(tx, reports)
  await removeDeparted(tx, departed)
  await park(tx, orphans)
  await noteFreeEntries(tx, freeEntries)
  return lanesToWake
}

const toNamed = ({ entry, number }: StatusItem): NamedMessage => ({
  accountId: number.accountId,
  wamid: entry.status.id,
})

/** A status that names a message of unknown outcome adopts it: nothing is left to send. */
async function removeDeparted(tx: Queryable, departed: AppliedReports['departed']): Promise<void> {
  if (departed.length === 0) return
  await tx.query('delete from lane_items where ref = any ($1::uuid[]) and event_id is null', [
    departed.map(({ messageId }) => messageId),
  ])
}

async function park(tx: Queryable, orphans: readonly StatusItem[]): Promise<void> {
  if (orphans.length === 0) return
  await tx.query(
    `insert into parked_statuses (wamid, number_id, report)
     select wamid, number_id, report from json_to_recordset($1::json) as x(wamid text, number_id uuid, report jsonb)`,
    [
      JSON.stringify(
        orphans.map(({ entry, number }) => ({ wamid: entry.status.id, number_id: number.id, report: toReport(entry) })),
      ),
    ],
  )
}

interface ParkedRow {
  accountId: string
  messageId: string
  numberId: string
  report: MessageReport | ParkedEdit
}

/** Applies parked statuses and edits whose message has its wamid by now. Returns lanes to wake after the commit. */
export async function applyParked(tx: Queryable): Promise<string[]> {
  const { rows } = await tx.query<ParkedRow>(
    `with found as (
       select p.id, w.account_id, w.message_id
         from parked_statuses p join numbers n on n.id = p.number_id
         join wamids w on w.account_id = n.account_id and w.wamid = p.wamid limit 500 for update of p skip locked)
     delete from parked_statuses p using found f where p.id = f.id
     returning f.account_id, f.message_id, p.number_id, p.report`,
  )
  const reports = rows.flatMap(({ report, ...place }) => (report.status === 'edit' ? [] : [{ ...place, report }]))
  const edits = rows.flatMap(({ report }) => (report.status === 'edit' ? [report.edit] : []))
  const sorted = reports.toSorted((a, b) => (order[a.report.status] ?? 0) - (order[b.report.status] ?? 0))
  const { lanesToWake } = await applyReports(tx, sorted)
  await applyEdits(tx, edits)
  return lanesToWake
}

import type { StatusEntry } from '@dawk/cloud-api/webhook-types.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { updateFreeEntries } from '../conversations/conversation-write-store.ts'
import { type FreeEntry, freeEntryOf } from '../conversations/free-entry.ts'
import type { AttemptOutcomes } from '../dispatch/attempt-outcomes.ts'
import type { MessageReport } from '../messages/reports/advance-message.ts'
import { type AppliedReports, applyReports, type ReportFor } from '../messages/reports/apply-reports.ts'
import type { NumberRow } from '../numbers/number.ts'
import { findByWamid, type NamedMessage } from './find-by-wamid.ts'
import { ownId, toReport } from './read-status.ts'

export interface StatusItem {
  entry: StatusEntry
  number: NumberRow
}

const order: Record<string, number> = { sent: 0, delivered: 1, read: 2, played: 2, failed: 3 }

/** Statuses of our messages, by our id or by wamid, and before them what attempts have brought. */
export async function applyStatuses(
  tx: WorkerTransaction,
  items: readonly StatusItem[],
  outcomes: AttemptOutcomes | null,
): Promise<void> {
  if (items.length === 0 && outcomes === null) return
  const sorted = items.toSorted((a, b) => (order[a.entry.status.status] ?? 0) - (order[b.entry.status.status] ?? 0))
  const byWamid = await findByWamid(tx, sorted.filter(({ entry }) => ownId(entry.status) === null).map(toNamed))
  const reports: ReportFor[] = []
  const orphans: StatusItem[] = []
  const freeEntries: FreeEntry[] = []
  for (const item of sorted) {
    const { accountId, id: numberId } = item.number
    const messageId = ownId(item.entry.status) ?? byWamid.of(toNamed(item))
    if (messageId === null) {
      orphans.push(item)
      continue
    }
    reports.push({ accountId, messageId, numberId, report: toReport(item.entry.status) })
    const until = freeEntryOf(item.entry.status)
    if (until !== null) freeEntries.push({ accountId, messageId, until })
  }
  const [{ departed }] = await Promise.all([
    applyReports(tx, [...(outcomes?.reports ?? []), ...reports]),
    outcomes?.finishItems(tx),
  ])
  await removeDeparted(
    tx,
    departed.filter(({ messageId }) => !outcomes?.doneIds.has(messageId)),
  )
  await park(
    tx,
    orphans.filter(({ entry }) => !entry.isStandby), // what another responder sent never gets a message here
  )
  await updateFreeEntries(tx, freeEntries)
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
  const toRow = ({ entry: { status }, number }: StatusItem) => ({
    wamid: status.id,
    number_id: number.id,
    report: toReport(status),
  })
  await tx.query(
    `insert into parked_statuses (wamid, number_id, report)
     select wamid, number_id, report from json_to_recordset($1::json) as x(wamid text, number_id uuid, report jsonb)`,
    [JSON.stringify(orphans.map(toRow))],
  )
}

/** Parked reports whose message has its wamid by now, in the order of progress. */
export async function applyParkedReports(
  tx: WorkerTransaction,
  parked: readonly { accountId: string; messageId: string; numberId: string; report: MessageReport }[],
): Promise<void> {
  const sorted = parked.toSorted((a, b) => (order[a.report.status] ?? 0) - (order[b.report.status] ?? 0))
  await applyReports(tx, sorted)
}

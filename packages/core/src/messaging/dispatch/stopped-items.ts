import type { MessageError } from '#events/catalogue.ts'
import { recordset } from '#platform/database/recordset.ts'
import type { LaneItem } from '#platform/lanes/lane-item.ts'
import { removeItems } from '#platform/lanes/lane-store.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { applyReports } from '../messages/reports/apply-reports.ts'

export interface PostponedItem {
  item: LaneItem
  /** ISO 8601. */
  until: string
  detail: string
}

const postponed = recordset({ id: 'bigint', runAt: 'timestamptz', detail: 'text' })

/** Moves items aside until an instant, in one transaction with the removal from their lanes. The scheduler brings them back. */
export async function postponeItems(tx: WorkerTransaction, items: readonly PostponedItem[]): Promise<void> {
  if (items.length === 0) return
  const rows = items.map(({ item, until, detail }) => ({ id: item.id, runAt: until, detail }))
  await tx.run(
    `with moved as (
       delete from lane_items i using ${postponed.from('$1')} where i.id = x.id and i.id = any ($3::bigint[])
       returning i.ref, i.account_id, i.lane_id, i.ordering_key, i.priority, x.run_at, x.detail),
     kept as (
       insert into scheduled_messages (message_id, account_id, lane_id, ordering_key, priority, run_at)
       select ref, account_id, lane_id, ordering_key, priority, run_at from moved
       on conflict (message_id) do nothing)
     update messages m
        set timeline = m.timeline || jsonb_build_array(jsonb_build_object('status', 'queued', 'at', $2::text, 'detail', moved.detail))
       from moved where m.account_id = moved.account_id and m.id = moved.ref`,
    [postponed.json(rows), new Date().toISOString(), items.map(({ item }) => item.id)],
  )
}

/** Fails messages whose items are still in their lanes, and removes these. */
export async function failItems(
  tx: WorkerTransaction,
  failed: readonly { item: LaneItem; error: MessageError }[],
): Promise<void> {
  if (failed.length === 0) return
  const at = new Date().toISOString()
  await applyReports(
    tx,
    failed.map(({ item: { accountId, ref }, error }) => ({
      accountId,
      messageId: ref,
      report: { status: 'failed', at, error },
    })),
  )
  await removeItems(
    tx,
    failed.map(({ item }) => item),
  )
}

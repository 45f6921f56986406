import type { MessageError } from '#events/catalogue.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { applyReports } from './reports/apply-reports.ts'

const expired: MessageError = {
  code: null,
  subcode: null,
  title: 'Message expired',
  details: 'The message waited in a copy of the database, and the operator chose not to send it from there.',
  cause: 'The data was restored or copied. Whether the message was sent before the copy was made is not known here.',
  traceId: null,
  unknown: true,
}

/**
 * Fails messages that were accepted before an instant and still wait, scheduled ones included, and returns how many.
 * A status that Meta still reports of one that had left overrules the failure.
 */
export async function expireMessages(tx: WorkerTransaction, before: string, limit: number): Promise<number> {
  const { rows } = await tx.query<{ accountId: string; id: string }>(
    `with queued as (
       delete from lane_items where id in (
         select id from lane_items where event_id is null and ref < uuid_v7_floor($1::timestamptz)
          order by id limit $2 for update skip locked)
       returning account_id, ref as id),
     scheduled as (
       delete from scheduled_messages where message_id in (
         select message_id from scheduled_messages where message_id < uuid_v7_floor($1::timestamptz)
          order by message_id limit $2 for update skip locked)
       returning account_id, message_id as id)
     select account_id, id from queued union all select account_id, id from scheduled`,
    [before, limit],
  )
  const at = new Date().toISOString()
  const reports = rows.map(({ accountId, id }) => ({
    accountId,
    messageId: id,
    report: { status: 'failed' as const, at, error: expired },
  }))
  await applyReports(tx, reports)
  return rows.length
}

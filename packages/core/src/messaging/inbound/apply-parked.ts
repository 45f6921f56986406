import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { isDatabaseUnavailable } from '#platform/database/errors.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import type { MessageReport } from '../messages/reports/advance-message.ts'
import { applyEdits, type ParkedEdit } from './apply-edits.ts'
import { applyParkedReports } from './apply-statuses.ts'

const perTransaction = 500

interface ParkedRow {
  id: string
  accountId: string
  messageId: string
  numberId: string
  report: MessageReport | ParkedEdit
}

/** As a condition. */
export const anyParkedDue = 'exists (select from parked_statuses where run_at <= now())'

/**
 * Applies parked statuses and edits whose message has its wamid by now. Where they cannot be applied together they are
 * applied one by one; one that fails is tried again in an hour, for three days.
 */
export async function applyParked({ worker, log }: Pick<CoreContext, 'worker' | 'log'>): Promise<void> {
  try {
    await worker.transaction(async (tx) => apply(tx, await take(tx, perTransaction)))
  } catch (error) {
    if (isDatabaseUnavailable(error)) throw error
    log.warn({ err: error }, 'parked statuses were not applied: trying one by one')
    for (let left = perTransaction; left > 0; left -= 1) if (!(await applyNext({ worker, log }))) return
  }
}

async function applyNext({ worker, log }: Pick<CoreContext, 'worker' | 'log'>): Promise<boolean> {
  let current: string | null = null
  try {
    await worker.transaction(async (tx) => {
      const rows = await take(tx, 1)
      current = rows[0]?.id ?? null
      await apply(tx, rows)
    })
  } catch (error) {
    if (current === null || isDatabaseUnavailable(error)) throw error
    log.error({ err: error, parkedId: current }, 'a parked status could not be applied')
    await worker.query(`update parked_statuses set run_at = now() + interval '1 hour' where id = $1`, [current])
  }
  return current !== null
}

async function take(tx: Queryable, limit: number): Promise<ParkedRow[]> {
  const { rows } = await tx.query<ParkedRow>(
    `with found as (
       select p.id, w.account_id, w.message_id
         from parked_statuses p join numbers n on n.id = p.number_id
         join wamids w on w.account_id = n.account_id and w.wamid = p.wamid
        where p.run_at <= now() limit $1 for update of p skip locked)
     delete from parked_statuses p using found f where p.id = f.id
     returning p.id, f.account_id, f.message_id, p.number_id, p.report`,
    [limit],
  )
  return rows
}

async function apply(tx: WorkerTransaction, rows: readonly ParkedRow[]): Promise<void> {
  const reports = rows.flatMap(({ report, accountId, messageId, numberId }) =>
    report.status === 'edit' ? [] : [{ accountId, messageId, numberId, report }],
  )
  await applyParkedReports(tx, reports)
  await applyEdits(
    tx,
    rows.flatMap(({ report }) => (report.status === 'edit' ? [report.edit] : [])),
  )
}

import type { Queryable } from '#platform/database/database.ts'
import type { Settlement } from '#platform/lanes/lane-handler.ts'
import { removeItems } from '#platform/lanes/lane-store.ts'
import type { MessageReport } from '../messages/reports/advance-message.ts'
import type { ReportFor } from '../messages/reports/apply-reports.ts'

/** What attempts to send have brought. Reports and items are stored in one transaction. */
export interface AttemptOutcomes {
  reports: readonly ReportFor[]
  /** Messages whose items `finishItems` removes. */
  doneIds: ReadonlySet<string>
  /** To be called after the messages were asked for: everybody locks messages before their items. */
  finishItems(tx: Queryable): Promise<void>
}

/** Outcomes that another transaction stores along with what it stores itself. Exactly one of the two follows. */
export interface TakenOutcomes extends AttemptOutcomes {
  /** They are committed. */
  stored(): void
  /** They are not, or nobody knows: they are stored by themselves. */
  giveBack(): void
}

export function toOutcomes(batch: readonly Settlement<MessageReport | null>[]): AttemptOutcomes {
  const done = batch.filter(({ attempted }) => attempted.next === 'done').map(({ item }) => item)
  const retries = batch.filter(({ attempted }) => attempted.next === 'retry')
  return {
    reports: batch.flatMap(({ item, attempted: { outcome } }) =>
      outcome === null ? [] : { accountId: item.accountId, messageId: item.ref, report: withoutEmptyWamid(outcome) },
    ),
    doneIds: new Set(done.map(({ ref }) => ref)),
    finishItems: async (tx) => void (await Promise.all([removeItems(tx, done), reschedule(tx, retries)])),
  }
}

function withoutEmptyWamid(report: MessageReport): MessageReport {
  return report.wamid === '' ? { ...report, wamid: null, detail: 'dry run' } : report
}

/** `attempts` tells our mark from a later owner's: what that one has under way stays marked. */
async function reschedule(tx: Queryable, batch: readonly Settlement<MessageReport | null>[]): Promise<void> {
  if (batch.length === 0) return
  await tx.query(
    `update lane_items i
        set started_at = null, attempts = i.attempts - x.uncounted, run_at = now() + x.after_ms * interval '1 ms'
       from json_to_recordset($1::json)
            as x(id bigint, attempts int, uncounted smallint, after_ms double precision)
      where i.id = x.id and i.id = any ($2::bigint[]) and i.attempts = x.attempts`,
    [
      JSON.stringify(
        batch.map(({ item, attempted }) => ({
          id: item.id,
          attempts: item.attempts,
          after_ms: attempted.afterMs,
          uncounted: attempted.outcome === null ? 1 : 0,
        })),
      ),
      batch.map(({ item }) => item.id),
    ],
  )
}

import { jobKind } from '#platform/jobs/job.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'

/** Hands out what waits in an account. Its key is the account, or a member who has been away for long enough by then. */
export const handOut = jobKind('hand_out_conversations')

/** What waits may have become somebody's. Costs nothing where conversations are not handed out: the job finds that out. */
export function handOutSoon(
  tx: Pick<UnitOfWork, 'schedule' | 'caller'>,
  more: { key?: string; dueAt?: string } = {},
): void {
  tx.schedule(handOut, { key: tx.caller.accountId, payload: {}, ...more })
}

import type { CallOutcome } from '@dawk/cloud-api/call-outcome.ts'
import type { BusinessProfileUpdate } from '@dawk/cloud-api/calls/number-calls.ts'
import type { SuccessReply } from '@dawk/cloud-api/graph-call.ts'
import type { CoreContext } from '#context.ts'
import type { Actor } from '#tenancy/audit/actor.ts'
import { attemptAndRecord } from '#tenancy/audit/attempts.ts'
import type { NumberRow } from './number.ts'

/**
 * Changes the business profile at Meta, whose limits decide; it is not kept here. What it was is read for the audit log
 * first; null there: it could not be read. Returns what Meta answered.
 */
export async function changeBusinessProfile(
  { db, graph }: Pick<CoreContext, 'db' | 'graph'>,
  number: NumberRow,
  profile: BusinessProfileUpdate,
  by: Actor,
): Promise<CallOutcome<SuccessReply>> {
  const { accountId, id, phoneNumberId, token } = number
  const client = graph(number.sandbox)
  const former = await client.getBusinessProfile(number)
  const before = former.ok ? { ...former.data.data[0] } : null
  return attemptAndRecord(
    { db },
    { accountId, by, action: 'number.profile_changed', targetId: id, before, after: profile },
    () => client.updateBusinessProfile({ phoneNumberId, token, profile }),
  )
}

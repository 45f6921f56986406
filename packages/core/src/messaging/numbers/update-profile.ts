import type { CallOutcome } from '@dawk/cloud-api/call-outcome.ts'
import type { BusinessProfileUpdate } from '@dawk/cloud-api/calls/number-calls.ts'
import type { SuccessReply } from '@dawk/cloud-api/graph-call.ts'
import type { CoreContext } from '#context.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { attemptAndRecord } from '#tenancy/audit/attempts.ts'
import type { NumberRow } from './number.ts'

/**
 * Updates the business profile at Meta, whose limits decide; it is not kept here. What it was is read for the audit log
 * first; null there: it could not be read. Returns what Meta answered.
 */
export async function updateBusinessProfile(
  ctx: Pick<CoreContext, 'transaction' | 'graph'>,
  caller: Caller,
  number: NumberRow,
  profile: BusinessProfileUpdate,
): Promise<CallOutcome<SuccessReply>> {
  assertScope(caller, 'numbers:write')
  const { id, phoneNumberId, token } = number
  const client = ctx.graph(number.sandbox)
  const former = await client.getBusinessProfile(number)
  const before = former.ok ? { ...former.data.data[0] } : null
  const note = { action: 'number.profile_changed', targetId: id, before, after: profile } as const
  return attemptAndRecord(ctx, caller, note, () => client.updateBusinessProfile({ phoneNumberId, token, profile }))
}

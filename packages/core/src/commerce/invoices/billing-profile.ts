import type { CoreContext } from '#context.ts'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import { assertScope, type Caller, type Reader } from '#tenancy/access/caller.ts'
import { gstinProblem, indianStates } from './gstin.ts'
import { selectProfile, upsertProfile } from './invoice-store.ts'
import type { BillingProfile } from './parties.ts'

/** Null: the account has given none. */
export const findBillingProfile = (
  ctx: Pick<CoreContext, 'read'>,
  { accountId }: Reader,
): Promise<BillingProfile | null> => ctx.read({ accountId }, (db) => selectProfile(db, accountId))

/** From the next document on; those that were issued stay as they are. @throws GatewayError `invalid_request` */
export async function setBillingProfile(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  given: BillingProfile,
): Promise<BillingProfile> {
  assertScope(caller, 'billing:write')
  const profile = { ...given, state: given.gstin?.slice(0, 2) ?? given.state }
  const details = validateProfile({ ...given, state: profile.state })
  if (details.length > 0) throw new GatewayError('invalid_request', 'Validation failed.', { details })
  return ctx.transaction(caller, async (tx) => {
    const before = await selectProfile(tx, caller.accountId)
    await upsertProfile(tx, caller.accountId, { profile, at: new Date().toISOString() })
    await tx.audit('billing_profile.changed', caller.accountId, { before, after: profile })
    return profile
  })
}

function validateProfile({ country, state, gstin, vatId }: BillingProfile): FieldProblem[] {
  const problems: FieldProblem[] = []
  const wrong = gstin === null ? null : gstinProblem(gstin)
  if (wrong !== null) problems.push({ field: 'gstin', message: wrong })
  if (gstin !== null && country !== 'IN')
    problems.push({ field: 'gstin', message: `is given by India alone (country: ${country})` })
  if (state !== null && country === 'IN' && !indianStates[state])
    problems.push({ field: 'state', message: `must be the two digits of a state, such as 29 (given: ${state})` })
  if (vatId !== null && !/^[A-Z]{2}[0-9A-Z+*]{2,12}$/.test(vatId))
    problems.push({ field: 'vatId', message: 'must begin with the two letters of its country, such as DE123456789' })
  return problems
}

import { GatewayError } from '#platform/errors.ts'
import type { Caller } from '#tenancy/access/caller.ts'
import { type Credentials, connectOneMore } from './connect-number.ts'
import { disconnectNumber } from './disconnect-number.ts'
import type { NumberSetup } from './meta-app.ts'
import type { PhoneNumber } from './number.ts'
import { selectByPhoneNumberId } from './number-store.ts'
import { refuseFailing, verifyNumber } from './verify/verify-number.ts'

/**
 * Connects a number whose token reads it at Meta, or keeps nothing of it: for people who cannot mend it afterwards. One that is connected
 * already keeps its credentials. A process that dies meanwhile leaves a claim, as `connectOneMore` does, which another try takes over.
 * @throws GatewayError `conflict`; `upstream_refused` in the words of the first failing check; `upstream_unavailable`
 */
export async function connectVerified(
  ctx: NumberSetup,
  caller: Caller,
  credentials: Credentials,
): Promise<PhoneNumber> {
  const { accountId } = caller
  const before = await ctx.read(caller, (db) => selectByPhoneNumberId(db, accountId, credentials.phoneNumberId))
  if (before && (before.sandbox || before.verifiedAt !== null)) throw connectedAlready()
  const { id } = await connectOneMore(ctx, caller, credentials)
  const verified = await verifyNumber(ctx, caller, id).catch(async (error) => {
    await disconnectNumber(ctx, caller, id)
    throw error
  })
  if (verified.number.verifiedAt !== null) return verified.number
  await disconnectNumber(ctx, caller, id)
  refuseFailing(verified)
  throw new GatewayError('upstream_refused', 'Meta does not show the number to this token.')
}

const connectedAlready = () =>
  new GatewayError('conflict', 'This phone number id is connected already', {
    details: [{ field: 'phoneNumberId', message: 'is connected already' }],
  })

import { findNumber } from '@dawk/core/messaging/numbers/number-list.ts'
import { refuseFailing, verifyNumber } from '@dawk/core/messaging/numbers/verify/verify-number.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { type Caller, trustedCaller } from '@dawk/core/tenancy/access/caller.ts'
import { defaultNumberOf } from '@dawk/core/tenancy/access/default-number.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'
import type { OperationContext } from '#context.ts'

/**
 * As WhatsApp shows it; null: not learned yet. With `verify` a number that nobody has verified is verified now: the page wants
 * that before webhooks are configured.
 * @throws GatewayError `number_not_connected`; what the verification refuses with
 */
export async function phoneNumberOf(
  { core, numberSetup }: Pick<OperationContext, 'core' | 'numberSetup'>,
  caller: Caller,
  { verify = false, ...principal }: Principal & { verify?: boolean },
): Promise<string | null> {
  const number = await findNumber(core, caller, defaultNumberOf(principal, 'POST /v1/numbers').id)
  if (!number) throw new GatewayError('number_not_connected', 'No phone number is connected.')
  if (!verify || number.sandbox || number.verifiedAt !== null) return number.displayPhoneNumber
  const verification = await verifyNumber(numberSetup, trustedCaller(caller.accountId, caller.actor), number.id)
  refuseFailing(verification, ['token_valid', 'number_reachable'])
  return verification.number.displayPhoneNumber
}

import { findNumber } from '@dawk/core/messaging/numbers/number-list.ts'
import { refuseFailing, verifyNumber } from '@dawk/core/messaging/numbers/verify/verify-number.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { defaultNumberOf } from '@dawk/core/tenancy/access/default-number.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'
import type { Actor } from '@dawk/core/tenancy/audit/actor.ts'
import type { HttpContext } from '#context.ts'

/**
 * As WhatsApp shows it; null: not learned yet. With `by` a number that nobody has verified is verified now: the page wants
 * that before webhooks are configured.
 * @throws GatewayError `number_not_connected`; what the verification refuses with
 */
export async function phoneNumberOf(
  { core, numberSetup }: HttpContext,
  principal: Principal,
  by?: Actor,
): Promise<string | null> {
  const { account } = principal
  const found = await findNumber(core, account.id, defaultNumberOf(principal, 'POST /v1/numbers').id)
  if (!found) throw new GatewayError('number_not_connected', 'No phone number is connected.')
  if (!by || found.sandbox || found.verifiedAt !== null) return found.displayPhoneNumber
  const verification = await verifyNumber(numberSetup, account.id, found.id, by)
  refuseFailing(verification, ['token_valid', 'number_reachable'])
  return verification.number.displayPhoneNumber
}

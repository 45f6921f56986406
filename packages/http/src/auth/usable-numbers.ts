import type { NumberDirectory } from '@dawk/core/messaging/numbers/number-directory.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { assertMayUseNumber, type Principal } from '@dawk/core/tenancy/access/principal.ts'

/**
 * The numbers of the account as far as its key may use them: what speaks to Meta about a business account does so by the
 * token of one of these. `ofWaba` throws GatewayError `forbidden` when the account has numbers there and the key none.
 */
export function usableNumbers(
  numbers: Pick<NumberDirectory, 'byWabaId'>,
  principal: Principal,
): Pick<NumberDirectory, 'ofWaba'> {
  return {
    async ofWaba(accountId, wabaId) {
      const all = (await numbers.byWabaId([wabaId])).get(wabaId) ?? []
      const own = all.filter((number) => number.accountId === accountId)
      let refusal: unknown = null
      for (const number of own) {
        try {
          assertMayUseNumber(principal, number)
          return { ...number, wabaId }
        } catch (error) {
          refusal = error
        }
      }
      if (refusal instanceof GatewayError) throw refusal
      return null
    },
  }
}

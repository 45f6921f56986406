import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { assertScope, type Caller, trustedCaller } from '#tenancy/access/caller.ts'
import { getChild, lockChild } from '#tenancy/partners/change-child.ts'
import type { AccountPricing } from '../pricing/account-pricing.ts'
import { selectPricing } from '../pricing/pricing-store.ts'
import { setPricing } from '../pricing/set-pricing.ts'

type Context = Pick<CoreContext, 'transaction' | 'worker'>

/** What the operator takes from the partner for a message of the account, and what the account pays. Null: nothing. */
export interface BuyAndSell {
  buy: AccountPricing | null
  sell: AccountPricing | null
}

/** What a partner decides; the rest follows from what the partner itself pays by. */
export type SellCommand = Pick<AccountPricing, 'markup' | 'fees'>

/** @throws GatewayError `not_found` */
export async function readBuyAndSell(ctx: Context, caller: Caller, childId: string): Promise<BuyAndSell> {
  await getChild(ctx, caller, childId)
  const pricings = await selectPricing(ctx.worker, [caller.accountId, childId])
  return { buy: pricings.get(caller.accountId) ?? null, sell: pricings.get(childId) ?? null }
}

/**
 * Sets what an account pays from the next message on: by the rate card that the partner itself pays by, with markup and fees of the
 * partner's own. @throws GatewayError `not_found`; `conflict` when the operator has not set what the partner pays, or the account has
 * another currency; `invalid_request`
 */
export async function setSellPricing(
  ctx: Context,
  caller: Caller,
  childId: string,
  command: SellCommand,
): Promise<BuyAndSell> {
  assertScope(caller, 'partner:money')
  return ctx.transaction(
    caller,
    async (tx) => {
      const child = await lockChild(tx, childId)
      const pricings = await selectPricing(tx, [caller.accountId, childId])
      const buy = pricings.get(caller.accountId)
      if (!buy) throw new GatewayError('conflict', 'The operator has not set what the partner pays.')
      if (buy.currency !== child.currency)
        throw new GatewayError('conflict', `The partner pays in ${buy.currency}, and the account in ${child.currency}.`)
      const pricing = { ...buy, ...command, timeZone: child.timezone }
      const sell = await setPricing(tx, trustedCaller(childId, caller.actor), pricing)
      await tx.audit('pricing.changed', childId, { before: pricings.get(childId) ?? null, after: sell })
      return { buy, sell }
    },
    [childId],
  )
}

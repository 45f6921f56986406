import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { assertScope, type Caller, type Reader } from '#tenancy/access/caller.ts'
import { formatMoney, isPayable, type Micros, minorDigits, parseMoney } from '../../pricing/money.ts'
import { selectMethod } from '../methods/method-store.ts'
import type { PaymentVendors } from '../payment-vendor.ts'
import { type AutoRecharge, checkRecharge, rechargeFigures } from './recharge.ts'
import { lockRecharge, selectRecharges, writeRecharge } from './recharge-store.ts'

/** Amounts as decimal strings. */
export interface RechargeSettings
  extends Pick<AutoRecharge, 'currency' | 'enabled' | 'methodId' | 'maxPerDay' | 'maxPerMonth'> {
  below: string
  amount: string
}

export const listRecharges = (ctx: Pick<CoreContext, 'read'>, { accountId }: Reader): Promise<AutoRecharge[]> =>
  ctx.read({ accountId }, (db) => selectRecharges(db, accountId))

/**
 * Sets when a wallet is filled by itself, and from what. Set anew, it is armed again after it was switched off by declines.
 * @throws GatewayError `not_found` where no payment provider is set up, `invalid_request`
 */
export async function setRecharge(
  ctx: Pick<CoreContext, 'transaction'> & { vendors: PaymentVendors },
  caller: Caller,
  settings: RechargeSettings,
): Promise<AutoRecharge> {
  assertScope(caller, 'wallet:write')
  const { accountId } = caller
  return ctx.transaction(caller, async (tx) => {
    const { currency, methodId } = settings
    const method = methodId === null ? null : await selectMethod(tx, accountId, methodId)
    if (methodId !== null && method === null)
      throw invalid('methodId', `must be a payment method of the account (given: ${methodId})`)
    const least = leastOf(ctx.vendors, currency, method?.provider ?? null)
    const before = await lockRecharge(tx, accountId, currency)
    const after: AutoRecharge = {
      ...settings,
      ...{ accountId, below: readAmount('below', settings.below, { currency, least: 10_000n }) },
      ...{ amount: readAmount('amount', settings.amount, { currency, least }) },
      ...{ topUpId: before?.topUpId ?? null, declines: 0, stoppedReason: null, updatedAt: new Date().toISOString() },
    }
    await writeRecharge(tx, after)
    await tx.audit('auto_recharge.changed', accountId, {
      before: before && rechargeFigures(before),
      after: rechargeFigures(after),
    })
    if (after.enabled) tx.schedule(checkRecharge, { key: currency, payload: {} })
    return after
  })
}

function leastOf(vendors: PaymentVendors, currency: string, provider: string | null): Micros {
  if (vendors.size === 0) throw new GatewayError('not_found', 'No payment provider is set up on this installation.')
  const fitting = [...vendors.values()].filter(
    ({ name, currencies }) => currencies.includes(currency) && (provider === null || name === provider),
  )
  const [first] = fitting
  if (!first) throw invalid('currency', `must be one that the payment provider takes (given: ${currency})`)
  return first.minimum(currency)
}

function readAmount(field: string, text: string, { currency, least }: { currency: string; least: Micros }): Micros {
  const amount = parseMoney(text)
  if (amount === null || amount < least)
    throw invalid(field, `must be an amount of at least ${formatMoney(least)} (given: ${text})`)
  if (!isPayable(amount, currency))
    throw invalid(field, `must have at most ${minorDigits(currency)} decimals, as ${currency} has coins`)
  return amount
}

const invalid = (field: string, message: string) =>
  new GatewayError('invalid_request', 'Validation failed.', { details: [{ field, message }] })

import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import type { Account } from '#tenancy/accounts/account.ts'
import type { PaidPlan, PaymentPage, PaymentProvider } from './payments.ts'
import { isRunning } from './plan-of.ts'
import { keepCustomer, selectSubscription } from './subscription-repository.ts'

type BillingContext = Pick<CoreContext, 'db'> & { payments: PaymentProvider | null; returnUrl: string }

/**
 * A page where the account buys a plan, or moves its running subscription to it. The plan changes when the provider
 * says that it is paid, not before.
 * @throws GatewayError `not_found` without a payment provider, `conflict` when the account pays for this plan already
 */
export async function startCheckout(ctx: BillingContext, account: Account, plan: PaidPlan): Promise<PaymentPage> {
  const payments = paymentsOf(ctx)
  const { returnUrl } = ctx
  const known = await ctx.db.asAccounts([account.id], (tx) => selectSubscription(tx, account.id))
  const customerId = known?.customerId ?? (await becomeCustomer(ctx, payments, account))
  const present = known?.subscriptionId ? await payments.readSubscription(known.subscriptionId) : null
  if (!present || !isRunning(present.status))
    return payments.createCheckout({ accountId: account.id, customerId, plan, returnUrl })
  if (present.plan === plan) throw new GatewayError('conflict', `The account is on the plan ${plan} already.`)
  return payments.createPlanChange({ customerId, subscription: present, plan, returnUrl })
}

/** A customer that was made and not kept, for the process died between, is found again under its idempotency key. */
async function becomeCustomer({ db }: BillingContext, payments: PaymentProvider, account: Account): Promise<string> {
  const customerId = await payments.createCustomer(account)
  return db.asAccounts([account.id], (tx) => keepCustomer(tx, account.id, customerId))
}

/**
 * A page where the account manages its subscription, its payment method and its invoices.
 * @throws GatewayError `not_found` without a payment provider, `conflict` when the account never bought anything
 */
export async function openBillingPortal(ctx: BillingContext, accountId: string): Promise<PaymentPage> {
  const payments = paymentsOf(ctx)
  const known = await ctx.db.asAccounts([accountId], (tx) => selectSubscription(tx, accountId))
  if (!known?.customerId)
    throw new GatewayError('conflict', 'There is no subscription yet: start one with POST /billing/checkout.')
  return payments.createPortal({ customerId: known.customerId, returnUrl: ctx.returnUrl })
}

/**
 * What runs at the provider is charged no more, and ends with the period that is paid: for an account that will be erased,
 * whose owner reaches no page of ours any more. May be repeated; nothing happens where nothing runs.
 * @throws GatewayError `upstream_unavailable` when the provider does not answer
 */
export async function endSubscription(
  { db, payments }: Pick<BillingContext, 'db' | 'payments'>,
  accountId: string,
): Promise<void> {
  const known = await db.asAccounts([accountId], (tx) => selectSubscription(tx, accountId))
  if (!payments || !known?.subscriptionId) return
  const present = await payments.readSubscription(known.subscriptionId)
  if (present && isRunning(present.status)) await payments.endSubscription(present.id)
}

function paymentsOf({ payments }: BillingContext): PaymentProvider {
  if (payments) return payments
  throw new GatewayError('not_found', 'Billing is not set up on this installation.')
}

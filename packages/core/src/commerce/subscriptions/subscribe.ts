import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import type { Account } from '#tenancy/accounts/account.ts'
import type { PaidPlan, PaymentPage, PaymentProvider } from './payments.ts'
import { isRunning } from './plan-of.ts'
import { insertCustomerOnce, selectSubscription } from './subscription-store.ts'

type BillingContext = Pick<CoreContext, 'read' | 'transaction'> & {
  payments: PaymentProvider | null
  returnUrl: string
}

/**
 * A page where the account buys a plan, or moves its running subscription to it. The plan changes when the provider
 * says that it is paid, not before.
 * @throws GatewayError `not_found` without a payment provider, `conflict` when the account pays for this plan already
 */
export async function startCheckout(
  ctx: BillingContext,
  caller: Caller,
  { account, plan }: { account: Account; plan: PaidPlan },
): Promise<PaymentPage> {
  assertScope(caller, 'billing:write')
  const payments = paymentsOf(ctx)
  const { returnUrl } = ctx
  const subscription = await ctx.read(caller, (db) => selectSubscription(db, account.id))
  const customerId =
    subscription?.customerId ?? (await becomeCustomer(ctx, caller, await payments.createCustomer(account)))
  const present = subscription?.subscriptionId ? await payments.readSubscription(subscription.subscriptionId) : null
  if (!present || !isRunning(present.status))
    return payments.createCheckout({ accountId: account.id, customerId, plan, returnUrl })
  if (present.plan === plan) throw new GatewayError('conflict', `The account is on the plan ${plan} already.`)
  return payments.createPlanChange({ customerId, subscription: present, plan, returnUrl })
}

/** A customer that was made and not kept, for the process died between, is found again under its idempotency key. */
const becomeCustomer = (ctx: BillingContext, caller: Caller, customerId: string): Promise<string> =>
  ctx.transaction(caller, (tx) => insertCustomerOnce(tx, caller.accountId, customerId))

/**
 * A page where the account manages its subscription, its payment method and its invoices.
 * @throws GatewayError `not_found` without a payment provider, `conflict` when the account never bought anything
 */
export async function openBillingPortal(ctx: BillingContext, caller: Caller): Promise<PaymentPage> {
  assertScope(caller, 'billing:write')
  const payments = paymentsOf(ctx)
  const subscription = await ctx.read(caller, (db) => selectSubscription(db, caller.accountId))
  if (!subscription?.customerId)
    throw new GatewayError('conflict', 'There is no subscription yet: start one with POST /billing/checkout.')
  return payments.createPortal({ customerId: subscription.customerId, returnUrl: ctx.returnUrl })
}

/**
 * What runs at the provider is charged no more, and ends with the period that is paid: for an account that will be erased,
 * whose owner reaches no page of ours any more. May be repeated; nothing happens where nothing runs.
 * @throws GatewayError `upstream_unavailable` when the provider does not answer
 */
export async function endSubscription(
  { read, payments }: Pick<BillingContext, 'read' | 'payments'>,
  caller: Caller,
): Promise<void> {
  const subscription = await read(caller, (db) => selectSubscription(db, caller.accountId))
  if (!payments || !subscription?.subscriptionId) return
  const present = await payments.readSubscription(subscription.subscriptionId)
  if (present && isRunning(present.status)) await payments.endSubscription(present.id)
}

function paymentsOf({ payments }: BillingContext): PaymentProvider {
  if (payments) return payments
  throw new GatewayError('not_found', 'Billing is not set up on this installation.')
}

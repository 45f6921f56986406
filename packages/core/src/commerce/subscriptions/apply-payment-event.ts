import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { isId } from '#platform/ids.ts'
import { systemCaller } from '#tenancy/access/caller.ts'
import { lockAccount, selectAccount } from '#tenancy/accounts/account-store.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import type { PaymentEvent, PaymentProvider, ProviderSubscription } from './payments.ts'
import { planOf } from './plan-of.ts'
import {
  findAccountOfCustomer,
  isPaymentEventKnown,
  notePaymentEvent,
  selectSubscription,
  updatePlan,
  writeSubscription,
} from './subscription-store.ts'

type BillingContext = Pick<CoreContext, 'worker' | 'log'>

/**
 * Carries a notification of the payment provider out, once: the provider is asked for the subscription as it is now,
 * since notifications come twice and out of order, and the plan, its record and that it was done are committed together.
 * @throws GatewayError when the provider does not answer: it then sends the notification again
 */
export async function applyPaymentEvent(
  ctx: BillingContext,
  payments: PaymentProvider,
  event: PaymentEvent,
): Promise<void> {
  if (await isPaymentEventKnown(ctx.worker, event.id)) return
  const readAt = new Date().toISOString()
  const subscription = event.subscriptionId ? await payments.readSubscription(event.subscriptionId) : null
  const accountId = subscription && (await accountOf(ctx, subscription))
  if (subscription && !accountId) ctx.log.warn({ event: event.id }, 'a payment of no account here')
  await ctx.worker.transaction(async (tx) => {
    if (!(await notePaymentEvent(tx, event.id)) || !subscription || !accountId) return
    await applySubscription(tx.as(systemCaller(accountId)), subscription, readAt)
  })
}

/** Our own note of who the customer is goes before metadata, which the customer's bookkeeping may have changed. */
async function accountOf(
  { worker }: BillingContext,
  { customerId, accountId }: ProviderSubscription,
): Promise<string | null> {
  const owner = await findAccountOfCustomer(worker, customerId)
  return owner ?? (accountId !== null && isId(accountId) ? accountId : null)
}

async function applySubscription(tx: UnitOfWork, subscription: ProviderSubscription, readAt: string): Promise<void> {
  const { accountId } = tx.caller
  if (!(await lockAccount(tx, accountId))) return
  const account = await selectAccount(tx, accountId)
  if (!account || (await isOlderOne(tx, accountId, subscription))) return
  const { id: subscriptionId, customerId, status, plan, periodEnd } = subscription
  const row = { customerId, subscriptionId, status, plan, periodEnd, readAt }
  if (!(await writeSubscription(tx, accountId, row))) return
  const next = planOf(subscription)
  if (next === null || next === account.plan) return
  await updatePlan(tx, accountId, next)
  await tx.audit('account.plan_changed', accountId, {
    before: { plan: account.plan },
    after: { plan: next, subscription: subscriptionId, status },
  })
  tx.notify('accounts', accountId)
  tx.emit('account.plan_changed', { before: account.plan, plan: next, status }, readAt)
}

/** The end of a subscription that another one has replaced does not end that one's plan. */
async function isOlderOne(tx: Queryable, accountId: string, subscription: ProviderSubscription): Promise<boolean> {
  const present = await selectSubscription(tx, accountId)
  if (!present?.subscriptionId || present.subscriptionId === subscription.id) return false
  return planOf({ status: subscription.status, plan: subscription.plan }) === 'free'
}

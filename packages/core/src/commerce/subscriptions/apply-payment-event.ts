import type { CoreContext } from '#context.ts'
import { recordEvents } from '#events/record-events.ts'
import type { Queryable } from '#platform/database/database.ts'
import { isId } from '#platform/ids.ts'
import { announceAccount } from '#tenancy/accounts/account-channel.ts'
import { lockAccount, selectAccount } from '#tenancy/accounts/account-store.ts'
import { system } from '#tenancy/audit/actor.ts'
import { recordAudit } from '#tenancy/audit/record-audit.ts'
import type { PaymentEvent, PaymentProvider, ProviderSubscription } from './payments.ts'
import { planOf } from './plan-of.ts'
import {
  findAccountOfCustomer,
  isPaymentEventKnown,
  notePaymentEvent,
  selectSubscription,
  updatePlan,
  writeSubscription,
} from './subscription-repository.ts'

type BillingContext = Pick<CoreContext, 'db' | 'log' | 'wakeLanes'>

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
  if (await isPaymentEventKnown(ctx.db.worker, event.id)) return
  const readAt = new Date().toISOString()
  const subscription = event.subscriptionId ? await payments.readSubscription(event.subscriptionId) : null
  const accountId = subscription && (await accountOf(ctx, subscription))
  if (subscription && !accountId) ctx.log.warn({ event: event.id }, 'a payment of no account here')
  const lanes = await ctx.db.worker.transaction(async (tx) => {
    if (!(await notePaymentEvent(tx, event.id)) || !subscription || !accountId) return []
    return applySubscription(tx, accountId, subscription, readAt)
  })
  ctx.wakeLanes(lanes)
}

/** Our own note of who the customer is goes before metadata, which the customer's bookkeeping may have changed. */
async function accountOf(
  { db }: BillingContext,
  { customerId, accountId }: ProviderSubscription,
): Promise<string | null> {
  const owner = await findAccountOfCustomer(db.worker, customerId)
  return owner ?? (accountId !== null && isId(accountId) ? accountId : null)
}

/** Returns lanes to wake after the commit. */
async function applySubscription(
  tx: Queryable,
  accountId: string,
  subscription: ProviderSubscription,
  readAt: string,
): Promise<string[]> {
  if (!(await lockAccount(tx, accountId))) return []
  const account = await selectAccount(tx, accountId)
  if (!account || (await isOlderOne(tx, accountId, subscription))) return []
  const { id: subscriptionId, customerId, status, plan, periodEnd } = subscription
  if (!(await writeSubscription(tx, accountId, { customerId, subscriptionId, status, plan, periodEnd, readAt })))
    return []
  const next = planOf(subscription)
  if (next === null || next === account.plan) return []
  await updatePlan(tx, accountId, next)
  const change = { before: { plan: account.plan }, after: { plan: next, subscription: subscriptionId, status } }
  const targetId = accountId
  await recordAudit(tx, { accountId, by: system, action: 'account.plan_changed', targetId, ...change })
  await announceAccount(tx, accountId)
  const data = { before: account.plan, plan: next, status }
  return recordEvents(tx, [{ accountId, type: 'account.plan_changed', at: readAt, data }])
}

/** The end of a subscription that another one has replaced does not end that one's plan. */
async function isOlderOne(tx: Queryable, accountId: string, subscription: ProviderSubscription): Promise<boolean> {
  const present = await selectSubscription(tx, accountId)
  if (!present?.subscriptionId || present.subscriptionId === subscription.id) return false
  return planOf({ status: subscription.status, plan: subscription.plan }) === 'free'
}

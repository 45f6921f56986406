import type { Plan } from '#tenancy/accounts/plans.ts'

/** Plans that an account can buy by itself; enterprise is arranged. */
export const paidPlans = ['basic', 'pro'] as const satisfies readonly Plan[]
export type PaidPlan = (typeof paidPlans)[number]

/** A subscription as the payment provider has it at the moment it is asked. */
export interface ProviderSubscription {
  id: string
  customerId: string
  /** The account that it was bought for, as our metadata say; null: not bought here. */
  accountId: string | null
  status: string
  /** Null: its price is none of our plans. */
  plan: PaidPlan | null
  /** The position that carries the price. */
  itemId: string | null
  /** ISO 8601. */
  periodEnd: string | null
}

/** What of a notification matters: which subscription may have changed. */
export interface PaymentEvent {
  id: string
  subscriptionId: string | null
}

/** A page of the provider's that an account's owner is sent to. */
export interface PaymentPage {
  url: string
}

/**
 * The payment provider. Every call may be repeated.
 * @throws GatewayError `upstream_unavailable` when it does not answer, `upstream_refused` when it will not
 */
export interface PaymentProvider {
  createCustomer(account: { id: string; name: string; email: string }): Promise<string>
  createCheckout(order: {
    accountId: string
    customerId: string
    plan: PaidPlan
    returnUrl: string
  }): Promise<PaymentPage>
  /** Where a running subscription is moved to another plan. */
  createPlanChange(change: {
    customerId: string
    subscription: ProviderSubscription
    plan: PaidPlan
    returnUrl: string
  }): Promise<PaymentPage>
  createPortal(visit: { customerId: string; returnUrl: string }): Promise<PaymentPage>
  /** Null: there is no such subscription. */
  readSubscription(id: string): Promise<ProviderSubscription | null>
  /** It is charged no more, and ends with the period that is paid. */
  endSubscription(id: string): Promise<void>
  /** Null: the signature is not the provider's, or too old. */
  readEvent(body: Buffer, signature: string): PaymentEvent | null
}

import type { Plan } from '#tenancy/accounts/plans.ts'
import type { ProviderSubscription } from './payments.ts'

/** A payment that is late keeps its plan while the provider still tries: it says `unpaid` or `canceled` in the end. */
const running = new Set(['active', 'trialing', 'past_due'])

export const isRunning = (status: string): boolean => running.has(status)

/** The plan that a subscription gives its account; null: it decides nothing, as its price is none of our plans. */
export function planOf({ status, plan }: Pick<ProviderSubscription, 'status' | 'plan'>): Plan | null {
  if (isRunning(status)) return plan
  return status === 'incomplete' ? null : 'free'
}

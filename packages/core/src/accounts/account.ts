/** Requests per minute that a plan allows. */
const plans = { free: 20, basic: 100, pro: 500, enterprise: 2000 } as const
export type Plan = keyof typeof plans

/** The operator's word for "no limit" in `requestsPerMinute`. */
export const unlimitedRequests = -1

export interface Account {
  id: string
  name: string
  email: string
  plan: Plan
  active: boolean
  /** Set by the operator; null: as the plan says; -1: unlimited. */
  requestsPerMinute: number | null
}

export const isPlan = (value: string): value is Plan => Object.hasOwn(plans, value)

/** Null: unlimited. */
export function effectiveRequestsPerMinute(account: Pick<Account, 'plan' | 'requestsPerMinute'>): number | null {
  const limit = account.requestsPerMinute ?? plans[account.plan]
  return limit < 0 ? null : limit
}

import { limitsOf, type Plan, type PlanQuotas, type Quota } from './plans.ts'

/** The operator's word for "no limit", of rates and quotas. */
export const unlimitedRequests = -1

export interface Account {
  id: string
  name: string
  email: string
  plan: Plan
  active: boolean
  /** Set by the operator; null: as the plan says; -1: unlimited. */
  requestsPerMinute: number | null
  /** Set by the operator; null: as the plan says; `requests` -1: unlimited. */
  quota: Quota | null
  /** From which is sent when a request names none; null: not chosen. */
  defaultNumberId: string | null
  /** Set by the operator; null: as much as every account may keep; -1: unlimited. */
  storageBytes: number | null
  /** Members without a second factor may do nothing in the account but set one up. */
  requiresTwoFactor: boolean
  /** Suspended from everything, by its partner or for what it owes; `active` is the operator's word. */
  suspended: boolean
}

/** What a change of the account may name. */
export type AccountSettings = Pick<
  Account,
  'name' | 'plan' | 'active' | 'requestsPerMinute' | 'quota' | 'defaultNumberId' | 'storageBytes' | 'requiresTwoFactor'
>

/** Null: unlimited. */
export function effectiveRequestsPerMinute(account: Pick<Account, 'plan' | 'requestsPerMinute'>): number | null {
  const limit = account.requestsPerMinute ?? limitsOf(account.plan).requestsPerMinute
  return limit < 0 ? null : limit
}

/** Null: unlimited. */
export function effectiveQuota({ plan, quota }: Pick<Account, 'plan' | 'quota'>, plans: PlanQuotas): Quota | null {
  const limit = quota ?? plans[plan] ?? limitsOf(plan).quota
  return limit === null || limit.requests < 0 ? null : limit
}

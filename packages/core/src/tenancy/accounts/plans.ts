/** Requests that an account may make in a calendar day or month, UTC. */
export interface Quota {
  requests: number
  per: 'day' | 'month'
}

interface PlanLimits {
  /** In any 60 seconds, over all keys of the account. */
  requestsPerMinute: number
  /** Messages that one bulk request may bring. */
  bulkMessages: number
  /** Null: none beyond the rate. The seeds name no figures, so that the operator gives them (`DAWK_PLAN_QUOTAS`). */
  quota: Quota | null
}

/** Rates and bulk caps are those of seed 004, which names none for bulk on the plan free. */
const plans = {
  free: { requestsPerMinute: 20, bulkMessages: 20, quota: null },
  basic: { requestsPerMinute: 100, bulkMessages: 100, quota: null },
  pro: { requestsPerMinute: 500, bulkMessages: 1000, quota: null },
  enterprise: { requestsPerMinute: 2000, bulkMessages: 5000, quota: null },
} as const satisfies Record<string, PlanLimits>

export type Plan = keyof typeof plans
/** What the operator set in place of the plans' own. */
export type PlanQuotas = Readonly<Partial<Record<Plan, Quota>>>

export const isPlan = (value: string): value is Plan => Object.hasOwn(plans, value)

export const limitsOf = (plan: Plan): PlanLimits => plans[plan]

/** As `free=1000/day`, from the configuration; null: it is not of this form. */
export function readPlanQuota(text: string): { plan: Plan; quota: Quota } | null {
  const [plan = '', figure = ''] = text.split('=')
  const quota = readQuota(figure)
  return isPlan(plan) && quota ? { plan, quota } : null
}

/** As `1000/day` or `50000/month`; null: it is not of this form. */
export function readQuota(text: string): Quota | null {
  const [, figure = '', per] = /^(\d{1,12})\/(day|month)$/.exec(text) ?? []
  const requests = Number(figure)
  return requests >= 1 && (per === 'day' || per === 'month') ? { requests, per } : null
}

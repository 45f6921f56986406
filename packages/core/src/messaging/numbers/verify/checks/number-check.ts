import type { CallOutcome } from '@dawk/cloud-api/client.ts'

/** One thing that has to be right for a number to work. `ok` null: it could not be looked at, `detail` says why. */
export interface NumberCheck {
  check: CheckName
  ok: boolean | null
  /** What was found. */
  detail: string
  /** What to do about it; null: nothing. */
  remedy: string | null
}

export const checkNames = [
  'token_valid',
  'token_expiry',
  'token_scopes',
  'token_app',
  'number_reachable',
  'number_registered',
  'number_state',
  'number_may_send',
  'number_quality',
  'number_name',
  'number_throughput',
  'account_known',
  'account_review',
  'app_subscribed',
  'callback',
] as const

export type CheckName = (typeof checkNames)[number]

export const passed = (check: CheckName, detail: string): NumberCheck => ({ check, ok: true, detail, remedy: null })
export const failed = (check: CheckName, detail: string, remedy: string): NumberCheck => ({
  check,
  ok: false,
  detail,
  remedy,
})
export const unseen = (check: CheckName, detail: string, remedy: string | null = null): NumberCheck => ({
  check,
  ok: null,
  detail,
  remedy,
})

/** Why Meta did not answer, or what it refused. */
export function wordsOf(outcome: Extract<CallOutcome<unknown>, { ok: false }>): string {
  if (outcome.unreachable) return 'Meta could not be reached, or gave no readable answer.'
  const { error, policy } = outcome
  return `Meta: (#${error.code}) ${error.error_data?.details ?? error.message} ${policy.cause}`
}

import { DawkConnectionError, type DawkError, DawkTimeoutError } from './errors.ts'

/**
 * Whether another attempt may succeed, and can do no harm.
 * @param isSafe repeating the request does nothing twice: it is no POST, or it has an idempotency key
 */
export function isWorthRetrying(outcome: Response | DawkError, isSafe: boolean): boolean {
  if (outcome instanceof Response) return false
  if (outcome.status === 429) return outcome.code !== 'quota_exceeded'
  if (outcome instanceof DawkConnectionError && isRefusedConnection(outcome)) return true
  if (!isSafe) return false
  if (outcome instanceof DawkConnectionError || outcome instanceof DawkTimeoutError) return true
  if (outcome.status === 409) return outcome.reason === 'idempotency_in_progress'
  return outcome.status === 408 || (outcome.status !== null && outcome.status >= 500)
}

/** No byte of the request has left. */
const isRefusedConnection = ({ cause }: DawkConnectionError): boolean =>
  (cause as { cause?: { code?: string } } | undefined)?.cause?.code === 'ECONNREFUSED'

/** Half a second, doubled each time up to 8 s, of which a random half is taken off; or what the server asks for. */
export function delayBeforeRetry(attempt: number, outcome: Response | DawkError, mostMs: number): number {
  const asked = outcome instanceof Response ? null : outcome.retryAfterSeconds
  if (asked !== null) return Math.min(asked * 1000, mostMs)
  return Math.min(500 * 2 ** (attempt - 1), 8000) * (0.5 + Math.random() / 2)
}

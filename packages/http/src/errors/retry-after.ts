import type { GatewayError } from '@dawk/core/platform/errors.ts'

const usualSeconds = 5

/** The header of answers that tell a client to come again: every 429 and 503; of other statuses none. */
export function retryAfter(status: number, error: Pick<GatewayError, 'retryAfterSeconds'>): Record<string, string> {
  return status === 429 || status === 503 ? { 'retry-after': String(error.retryAfterSeconds ?? usualSeconds) } : {}
}

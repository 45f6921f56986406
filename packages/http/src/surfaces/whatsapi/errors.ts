import type { MessageError } from '@dawk/core/events/catalogue.ts'
import type { ErrorCode, GatewayError } from '@dawk/core/platform/errors.ts'
import { retryAfter } from '#errors/retry-after.ts'
import type { RenderedError } from '../surface.ts'

interface Rule {
  status: 400 | 401 | 402 | 403 | 404 | 405 | 409 | 429 | 500 | 503
  /** The seed's words, in place of the core's. */
  error?: string
}

const rules: Record<ErrorCode, Rule> = {
  invalid_request: { status: 400 },
  number_not_connected: { status: 400 },
  upstream_refused: { status: 400 },
  window_closed: { status: 400 },
  template_mismatch: { status: 400 },
  media_refused: { status: 400 },
  unauthenticated: { status: 401 },
  account_inactive: { status: 403, error: 'Your account has been deactivated.' },
  forbidden: { status: 403 },
  not_found: { status: 404 },
  method_not_allowed: { status: 405 },
  conflict: { status: 409 },
  precondition_failed: { status: 409 },
  idempotency_mismatch: { status: 409, error: 'This Idempotency-Key was already used with a different request.' },
  rate_limited: { status: 429 },
  quota_exceeded: { status: 429 },
  not_sendable: { status: 403 },
  insufficient_balance: { status: 402 },
  consent_requires_evidence: { status: 409 },
  upstream_unavailable: { status: 503 },
  lane_paused: {
    status: 503,
    error:
      'The WhatsApp API has been erroring repeatedly; sending is paused to protect your account. Resolves automatically.',
  },
  overloaded: { status: 503 },
  database_unavailable: {
    status: 503,
    error: 'The service is temporarily unavailable. Nothing was stored; try again.',
  },
  internal: { status: 500, error: 'Internal server error.' },
}

export const statusOf = (code: ErrorCode): number => rules[code].status

export function renderError(error: GatewayError): RenderedError {
  const { status, error: words = error.message } = rules[error.code]
  const details = status === 400 ? { details: error.details.map(({ field, message }) => ({ field, message })) } : {}
  return { status, body: { success: false, error: words, ...details }, headers: retryAfter(status, error) }
}

/** `errorMessage` of a failed message: what to do about it, then Meta's own name for it. */
export function describeFailure({ cause, title, code }: MessageError): string {
  const name = code === null ? title : `${title}, code ${code}`
  return name === '' || cause.includes(title) ? cause : `${cause} (${name})`
}

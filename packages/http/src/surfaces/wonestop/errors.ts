import type { MessageError } from '@dawk/core/events/catalogue.ts'
import { type ErrorCode, type FieldProblem, GatewayError } from '@dawk/core/platform/errors.ts'
import { retryAfter } from '#errors/retry-after.ts'
import type { RefusedRequest, RenderedError } from '../surface.ts'

const statuses: Record<ErrorCode, number> = {
  invalid_request: 400,
  unauthenticated: 401,
  account_inactive: 403,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  precondition_failed: 412,
  idempotency_mismatch: 409,
  rate_limited: 429,
  quota_exceeded: 429,
  number_not_connected: 400,
  window_closed: 400,
  template_mismatch: 400,
  media_refused: 400,
  not_sendable: 403,
  insufficient_balance: 402,
  consent_requires_evidence: 409,
  upstream_refused: 400,
  upstream_unavailable: 503,
  lane_paused: 503,
  overloaded: 503,
  database_unavailable: 503,
  internal: 500,
}

/** What WhatsApp refused, with its code. */
export function toRefusal({ code, title, details, cause }: MessageError): GatewayError {
  const words = [title, details ?? cause].filter((part) => part !== '').join(': ')
  return new GatewayError('upstream_refused', words, code === null ? {} : { metaCode: code })
}

/** The page shows no error: its `success`, and what a client needs to tell a person. */
export function renderError(error: GatewayError, { transportStatus }: RefusedRequest): RenderedError {
  const status = transportStatus ?? statuses[error.code]
  const { message, details, metaCode } = error
  const code = metaCode === null ? {} : { code: metaCode }
  const body = { success: false, error: message, ...code, ...(details.length > 0 && { details: [...details] }) }
  return { status, body, headers: retryAfter(status, error) }
}

export function reject(problems: readonly FieldProblem[]): void {
  if (problems.length > 0) throw new GatewayError('invalid_request', 'Validation failed.', { details: problems })
}

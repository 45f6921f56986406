import { STATUS_CODES } from 'node:http'
import type { ErrorCode, FieldProblem, GatewayError } from '@dawk/core/platform/errors.ts'
import { retryAfter } from '#errors/retry-after.ts'
import type { RefusedRequest, RenderedError } from '../surface.ts'

interface Rule {
  status: number
  /** Meta's code for the same refusal, as the seed's table of error codes has it: then it is "WhatsApp Cloud API error". */
  metaCode?: string
}

const cloudApiError = 'WhatsApp Cloud API error'

const rules: Record<ErrorCode, Rule> = {
  invalid_request: { status: 400 },
  unauthenticated: { status: 401 },
  account_inactive: { status: 403 },
  forbidden: { status: 403 },
  not_found: { status: 404 },
  method_not_allowed: { status: 405 },
  conflict: { status: 409 },
  precondition_failed: { status: 412 },
  idempotency_mismatch: { status: 409 },
  rate_limited: { status: 429 },
  quota_exceeded: { status: 429 },
  number_not_connected: { status: 400 },
  window_closed: { status: 400, metaCode: '131047' },
  template_mismatch: { status: 400, metaCode: '132000' },
  media_refused: { status: 400, metaCode: '131053' },
  not_sendable: { status: 400, metaCode: '131026' },
  insufficient_balance: { status: 402, metaCode: '131042' },
  consent_requires_evidence: { status: 409 },
  upstream_refused: { status: 400, metaCode: '131000' },
  upstream_unavailable: { status: 503 },
  lane_paused: { status: 503 },
  overloaded: { status: 503 },
  database_unavailable: { status: 503 },
  internal: { status: 500 },
}

/** The seed has two shapes: one for sending, and another, with 422, for reading a message and for media. */
export function renderError(error: GatewayError, request: RefusedRequest): RenderedError {
  const { status: own, metaCode: usual } = rules[error.code]
  const metaCode = error.metaCode ?? usual
  const status = request.transportStatus ?? own
  const headers = headersOf(status, error)
  if (hasFieldErrors(request) && (status === 400 || status === 404)) {
    const body = { errors: toFieldErrors(error) }
    return { status: status === 400 ? 422 : status, body, headers }
  }
  const message = metaCode === undefined ? (STATUS_CODES[status] ?? '') : cloudApiError
  const text = metaCode === undefined ? wordsOf(error) : `(#${metaCode}) ${wordsOf(error)}`
  return { status, body: { error: text, message, statusCode: status }, headers }
}

const hasFieldErrors = ({ method, path }: RefusedRequest) =>
  path.endsWith('/v1/media') || (path.endsWith('/v1/messages') && (method === 'GET' || method === 'HEAD'))

function toFieldErrors({ code, message, details }: GatewayError) {
  const problems: readonly FieldProblem[] = details.length > 0 ? details : [{ field: '', message }]
  return problems.map((problem) => ({ field: problem.field, code, description: problem.message }))
}

/** All that is wrong in one line: the shape has no place for fields. */
function wordsOf({ message, details }: GatewayError): string {
  if (details.length === 0) return message
  return details.map((problem) => `${problem.field} ${problem.message}`).join('; ')
}

function headersOf(status: number, error: GatewayError): Record<string, string> {
  if (status === 401) return { 'www-authenticate': 'Basic realm="WhatsApp for Business API", charset="UTF-8"' }
  return retryAfter(status, error)
}

/** Everything a call can refuse with. Each dialect maps the whole list to its own codes; a new one breaks its build. */
export type ErrorCode =
  | 'invalid_request'
  | 'unauthenticated'
  | 'account_inactive'
  | 'not_found'
  | 'conflict'
  | 'idempotency_mismatch'
  | 'rate_limited'
  | 'number_not_connected'
  | 'upstream_refused'
  | 'upstream_unavailable'
  | 'lane_shut'
  | 'overloaded'
  | 'database_unavailable'
  | 'internal'

export interface FieldProblem {
  /** Path of the member, e.g. `template.name`. */
  field: string
  message: string
}

interface GatewayErrorOptions {
  details?: readonly FieldProblem[]
  retryAfterSeconds?: number
  cause?: unknown
}

export class GatewayError extends Error {
  readonly code: ErrorCode
  readonly details: readonly FieldProblem[]
  readonly retryAfterSeconds: number | null

  constructor(code: ErrorCode, message: string, options: GatewayErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.name = 'GatewayError'
    this.code = code
    this.details = options.details ?? []
    this.retryAfterSeconds = options.retryAfterSeconds ?? null
  }
}

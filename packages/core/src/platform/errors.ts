import type { ProblemRule } from '@dawk/cloud-api/content/schema.ts'

/** Everything a call can refuse with. Each dialect maps the whole list to its own codes; a new one breaks its build. */
export type ErrorCode =
  | 'invalid_request'
  | 'unauthenticated'
  | 'account_inactive'
  | 'forbidden'
  | 'not_found'
  | 'method_not_allowed'
  | 'conflict'
  | 'precondition_failed'
  | 'idempotency_mismatch'
  | 'rate_limited'
  | 'quota_exceeded'
  | 'number_not_connected'
  | 'window_closed'
  | 'template_mismatch'
  | 'media_refused'
  | 'consent_requires_evidence'
  | 'not_sendable'
  | 'insufficient_balance'
  | 'upstream_refused'
  | 'upstream_unavailable'
  | 'lane_paused'
  | 'overloaded'
  | 'database_unavailable'
  | 'internal'

export interface FieldProblem {
  /** Path of the member, places of a list from 0 as in `template.components.0.type`: one spelling for all surfaces. */
  field: string
  message: string
  /** The kind of rule, where a surface has a code of its own for it. */
  rule?: ProblemRule
  /** Meta's code for this problem, where it is another than that of the whole: of a send its code, of a draft of a template its subcode. */
  metaCode?: number
  /** Meta's own sentence for this problem, which clients of its API look for. */
  metaDetails?: string
}

/** Since when something stands in the way, when it ends, and what it rests on. Instants are ISO 8601; null: not known, or never. */
export interface Obstacle {
  since: string | null
  until: string | null
  evidence: { kind: 'consent_event' | 'suppression' | 'report'; id: string | null; source: string } | null
}

/** What a wallet has and what was asked of it, as decimal strings. */
export interface Shortage {
  required: string
  available: string
  currency: string
}

interface GatewayErrorOptions {
  details?: readonly FieldProblem[]
  retryAfterSeconds?: number
  metaCode?: number
  reason?: string
  obstacle?: Obstacle
  balance?: Shortage
  existingId?: string
  cause?: unknown
}

export class GatewayError extends Error {
  readonly code: ErrorCode
  readonly details: readonly FieldProblem[]
  readonly retryAfterSeconds: number | null
  /** The code by which Meta itself would refuse the same, for dialects that show Meta's codes. */
  readonly metaCode: number | null
  /** Stable name of the cause, where one code has several that call for different answers. */
  readonly reason: string | null
  /** What stands in the way of a message; null: the refusal is of another kind. */
  readonly obstacle: Obstacle | null
  /** What a wallet lacks; null: the refusal is of another kind. */
  readonly balance: Shortage | null
  /** Of what is there already, where that stands in the way of another; null: the refusal is of another kind. */
  readonly existingId: string | null

  constructor(code: ErrorCode, message: string, options: GatewayErrorOptions = {}) {
    super(message, { cause: options.cause })
    this.name = 'GatewayError'
    this.code = code
    this.details = options.details ?? []
    this.retryAfterSeconds = options.retryAfterSeconds ?? null
    this.metaCode = options.metaCode ?? null
    this.reason = options.reason ?? null
    this.obstacle = options.obstacle ?? null
    this.balance = options.balance ?? null
    this.existingId = options.existingId ?? null
  }
}

// Written by scripts/sdk/write-sdks.ts from docs/openapi/native.json. Change the API, not this file.

/** Every code that the API refuses with, and its HTTP status. */
export const errorStatuses = {
  /** The request is not valid. */
  invalid_request: 400,
  /** No valid API key or session. */
  unauthenticated: 401,
  /** The account is inactive. */
  account_inactive: 403,
  /** Not allowed with this key or role. */
  forbidden: 403,
  /** Not found. */
  not_found: 404,
  /** Method not allowed. */
  method_not_allowed: 405,
  /** Conflicts with the present state. */
  conflict: 409,
  /** Changed by somebody else. */
  precondition_failed: 412,
  /** Idempotency-Key was used for another request. */
  idempotency_mismatch: 422,
  /** Too many requests. */
  rate_limited: 429,
  /** Quota used up. */
  quota_exceeded: 429,
  /** No phone number to send from. */
  number_not_connected: 409,
  /** The 24-hour window is closed. */
  window_closed: 422,
  /** The template and its parameters do not match. */
  template_mismatch: 422,
  /** The media is not accepted. */
  media_refused: 422,
  /** The balance of the wallet is too low. */
  insufficient_balance: 402,
  /** This person may not be sent this. */
  not_sendable: 422,
  /** Consent needs evidence. */
  consent_requires_evidence: 409,
  /** Meta refused. */
  upstream_refused: 422,
  /** Another system cannot be reached. */
  upstream_unavailable: 503,
  /** Sending from this number is paused. */
  lane_paused: 503,
  /** The server is busy. */
  overloaded: 503,
  /** The store cannot be reached. */
  database_unavailable: 503,
  /** Internal error. */
  internal: 500,
} as const

/** `DawkError.code`: those of this version, and whatever a newer server says. */
export type ErrorCode = keyof typeof errorStatuses | (string & {})

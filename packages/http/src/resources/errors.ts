import type { ErrorCode, GatewayError } from '@dawk/core/platform/errors.ts'
import { retryAfter } from '#errors/retry-after.ts'
import type { RefusedRequest, RenderedError } from '#surfaces/surface.ts'
import { toProblemView } from './problem-view.ts'

export interface ErrorRule {
  status: number
  title: string
  /** What it means and what to do, for the catalogue. */
  description: string
  /** The same request may succeed later. */
  retryable: boolean
}

/** The catalogue behind `type`: every code that this API answers with. */
export const errorRules: Record<ErrorCode, ErrorRule> = {
  invalid_request: {
    status: 400,
    title: 'The request is not valid',
    description: 'A member, parameter or header is missing, surplus or malformed. `errors` names every one.',
    retryable: false,
  },
  unauthenticated: {
    status: 401,
    title: 'No valid API key or session',
    description:
      'Send the header `Authorization: Bearer sk_live_…` with a key that is neither revoked nor expired; a member signs in again.',
    retryable: false,
  },
  account_inactive: {
    status: 403,
    title: 'The account is inactive',
    description:
      'The operator has deactivated the account; or it was suspended, by its partner or for what it owes: `reason` is `suspended` then.',
    retryable: false,
  },
  forbidden: {
    status: 403,
    title: 'Not allowed with this key or role',
    description:
      'The key or role lacks a scope, or the key is not allowed from this address or for this number. `detail` says which.',
    retryable: false,
  },
  not_found: {
    status: 404,
    title: 'Not found',
    description: 'There is no such path, or no such object in this account.',
    retryable: false,
  },
  method_not_allowed: {
    status: 405,
    title: 'Method not allowed',
    description: 'The path exists, but not with this method. `Allow` lists the methods that it has.',
    retryable: false,
  },
  conflict: {
    status: 409,
    title: 'Conflicts with the present state',
    description: 'The object is in a state in which this cannot be done, or the name is taken.',
    retryable: false,
  },
  precondition_failed: {
    status: 412,
    title: 'Changed by somebody else',
    description: 'The object has another version than `If-Match` names. Read it again and repeat the change.',
    retryable: false,
  },
  idempotency_mismatch: {
    status: 422,
    title: 'Idempotency-Key was used for another request',
    description: 'Within 24 hours a key stands for one request: the same method, path and body.',
    retryable: false,
  },
  rate_limited: {
    status: 429,
    title: 'Too many requests',
    description: 'Wait as long as `Retry-After` says. The `X-RateLimit-*` headers tell how much is left.',
    retryable: true,
  },
  quota_exceeded: {
    status: 429,
    title: 'Quota used up',
    description: "The account's plan allows no more in this period.",
    retryable: true,
  },
  number_not_connected: {
    status: 409,
    title: 'No phone number to send from',
    description: 'Connect a number first, or name one that is connected in `from`.',
    retryable: false,
  },
  window_closed: {
    status: 422,
    title: 'The 24-hour window is closed',
    description: 'The person has not written within 24 hours: only a template may be sent.',
    retryable: false,
  },
  template_mismatch: {
    status: 422,
    title: 'The template and its parameters do not match',
    description: 'The template is unknown, not approved, or a parameter is missing, surplus or misformed.',
    retryable: false,
  },
  media_refused: {
    status: 422,
    title: 'The media is not accepted',
    description: "Its type, size or content is outside WhatsApp's rules, or it could not be fetched.",
    retryable: false,
  },
  insufficient_balance: {
    status: 402,
    title: 'The balance of the wallet is too low',
    description:
      'What the message may cost is not there. `required` and `available` say how much it is, in `currency`; top up the wallet and send it again.',
    retryable: false,
  },
  not_sendable: {
    status: 422,
    title: 'This person may not be sent this',
    description:
      'Consent, a suppression or the policy of the account stands in the way. `reason` says which, `since` and `until` when, `evidence` what it rests on; docs/consent.md lists the reasons.',
    retryable: false,
  },
  consent_requires_evidence: {
    status: 409,
    title: 'Consent needs evidence',
    description:
      'Only an act of the person permits more than before. `reason` is `evidence_missing`, or `evidence_older` where the person has restricted it since.',
    retryable: false,
  },
  upstream_refused: {
    status: 422,
    title: 'Meta refused',
    description: 'Meta answered and said no; `detail` gives the cause in plain words.',
    retryable: false,
  },
  upstream_unavailable: {
    status: 503,
    title: 'Another system cannot be reached',
    description:
      'Meta, a payment provider or a connected shop did not answer; `detail` says which. Nothing was changed here.',
    retryable: true,
  },
  lane_paused: {
    status: 503,
    title: 'Sending from this number is paused',
    description: 'Meta refuses or fails at present, or the number was paused. It resumes by itself.',
    retryable: true,
  },
  overloaded: {
    status: 503,
    title: 'The server is busy',
    description: 'Nothing was stored. Try again as `Retry-After` says.',
    retryable: true,
  },
  database_unavailable: {
    status: 503,
    title: 'The store cannot be reached',
    description: 'Whether this request was stored is not known: repeat it with the same Idempotency-Key.',
    retryable: true,
  },
  internal: {
    status: 500,
    title: 'Internal error',
    description: 'A mistake of the server. Quote `requestId` when you report it.',
    retryable: true,
  },
}

export const errorPath = (code: string) => `/v1/errors/${code}`

/** RFC 9457 problem details. */
export function renderError(error: GatewayError, request: RefusedRequest): RenderedError {
  const { title, retryable, ...rule } = errorRules[error.code]
  const status = request.transportStatus ?? rule.status
  return {
    status,
    body: {
      type: errorPath(error.code),
      title,
      status,
      code: error.code,
      ...(error.reason !== null && { reason: error.reason }),
      detail: error.message,
      ...error.obstacle,
      ...error.balance,
      ...(error.existingId !== null && { existingId: error.existingId }),
      errors: error.details.map(toProblemView),
      retryable,
      requestId: request.requestId,
    },
    headers: {
      'content-type': 'application/problem+json',
      ...(error.retryAfterSeconds !== null && { 'retry-after': String(error.retryAfterSeconds) }), // a 409, too
      ...retryAfter(status, error),
    },
  }
}

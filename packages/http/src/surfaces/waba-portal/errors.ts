import type { MessageError } from '@dawk/core/events/catalogue.ts'
import { type ErrorCode, type FieldProblem, GatewayError } from '@dawk/core/platform/errors.ts'
import { retryAfter } from '#errors/retry-after.ts'
import type { RefusedRequest, RenderedError } from '../surface.ts'

/** The page's list of errors: clients compare these words. */
const words = {
  phone: 'Invalid phone number format',
  template: 'Template not found',
  window: 'Outside 24-hour messaging window',
  parameters: 'Invalid template parameters',
  count: 'Component parameter count mismatch',
  media: 'Media URL not accessible',
  parameter: 'Invalid parameter',
  category: "Template category doesn't match",
} as const

/** A refusal in the vendor's words, which stand for themselves; what they leave out goes into `details`. */
class PortalRefusal extends GatewayError {
  readonly status: number
  readonly text: string

  constructor(status: number, text: string, details: string) {
    super('invalid_request', details)
    this.status = status
    this.text = text
  }
}

interface Rule {
  status: number
  /** In place of the core's words, which become `details`. */
  error?: string
}

const rules: Record<ErrorCode, Rule> = {
  invalid_request: { status: 400 },
  unauthenticated: { status: 401 },
  account_inactive: { status: 403 },
  forbidden: { status: 403 },
  not_found: { status: 404 },
  method_not_allowed: { status: 405 },
  conflict: { status: 400 },
  precondition_failed: { status: 400 },
  idempotency_mismatch: { status: 409 },
  rate_limited: { status: 429 },
  quota_exceeded: { status: 429 },
  number_not_connected: { status: 400 },
  window_closed: { status: 400, error: words.window },
  template_mismatch: { status: 400, error: words.parameters },
  media_refused: { status: 400, error: words.media },
  not_sendable: { status: 403 },
  insufficient_balance: { status: 402 },
  consent_requires_evidence: { status: 409 },
  upstream_refused: { status: 400 },
  upstream_unavailable: { status: 503 },
  lane_paused: { status: 503 },
  overloaded: { status: 503 },
  database_unavailable: { status: 503 },
  internal: { status: 500, error: 'Internal server error' },
}

export function renderError(error: GatewayError, { transportStatus, path }: RefusedRequest): RenderedError {
  if (error instanceof PortalRefusal) return { status: error.status, body: bodyOf(error.text, error.message) }
  const rule = byMetaCode[error.metaCode ?? 0] ?? ruleOf(error, path)
  const status = transportStatus ?? rule.status
  const own = wordsOf(error)
  const body = error.code === 'internal' ? { error: rule.error } : bodyOf(rule.error ?? own, own)
  return { status, body, headers: retryAfter(status, error) }
}

/** Where the words of the page say more than the code: about templates. */
function ruleOf({ code, details }: GatewayError, path: string): Rule {
  const isOfParameters = details.some(({ field }) => /^(template\.)?components\..*\bparameters\b/.test(field))
  if (code === 'invalid_request' && isOfParameters) return { status: 400, error: words.parameters }
  const isOfTemplate = path.includes('/templates') && details.length > 0
  if (isOfTemplate && (code === 'invalid_request' || code === 'upstream_refused'))
    return { status: 400, error: isOfCategory(details) ? words.category : words.parameter }
  return rules[code]
}

/** Meta's word on an edit, or on another language of the same name. */
const isOfCategory = (details: readonly FieldProblem[]) =>
  details.some(({ field, message }) => field === 'template' && /category/i.test(message))

const bodyOf = (error: string, details: string) => (details === error ? { error } : { error, details })

/** The page has one text for an error and no place for fields. */
function wordsOf({ message, details }: GatewayError): string {
  if (details.some(isOfPhone)) return words.phone
  if (details.length === 0) return message
  return details.map((problem) => `${memberOf(problem.field)} ${problem.message}`).join('; ')
}

/** The core speaks of Meta's members; some have another name here. */
function memberOf(field: string): string {
  if (field === 'url') return 'webhookUrl'
  if (field === 'text.body') return 'message'
  const [, member = ''] = /^(?:image|video|audio|document|sticker)\.(link|id|caption|filename)$/.exec(field) ?? []
  return { link: 'mediaUrl', id: 'mediaId', '': field }[member] ?? member
}

const isOfPhone = ({ field, message }: FieldProblem) => field === 'to' && message !== 'is required'

/** Meta's codes that the page has words for; the rest are told by Meta's own title, as 400. */
const byMetaCode: Record<number, { status: number; error: string }> = {
  100: { status: 400, error: words.parameter },
  131008: { status: 400, error: words.parameter },
  131009: { status: 400, error: words.parameter },
  131014: { status: 400, error: words.media },
  131047: { status: 400, error: words.window },
  131052: { status: 400, error: words.media },
  131053: { status: 400, error: words.media },
  132000: { status: 400, error: words.count },
  132001: { status: 404, error: words.template },
  132005: { status: 400, error: words.parameters },
  132007: { status: 400, error: words.parameters },
  132012: { status: 400, error: words.parameters },
  132015: { status: 404, error: words.template }, // paused, and below disabled: as the page explains these words
  132016: { status: 404, error: words.template },
  132018: { status: 400, error: words.parameters },
}

/** Why a message failed, as the answer to the request that sent it. */
export function toRefusal({ code, title, details, cause }: MessageError): GatewayError {
  const known = byMetaCode[code ?? 0]
  return new PortalRefusal(known?.status ?? 400, known?.error ?? title, details ?? cause)
}

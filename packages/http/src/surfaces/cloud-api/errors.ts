import { randomBytes } from 'node:crypto'
import type { GraphErrorBody } from '@dawk/cloud-api/error-policy.ts'
import { unknownObject } from '@dawk/cloud-api/unknown-object.ts'
import type { MessageError } from '@dawk/core/events/catalogue.ts'
import { type ErrorCode, type FieldProblem, GatewayError } from '@dawk/core/platform/errors.ts'
import { retryAfter } from '#errors/retry-after.ts'
import type { RenderedError } from '../surface.ts'

/** A refusal in Meta's own words, its `fbtrace_id` included when it is Meta's. */
export class GraphRefusal extends GatewayError {
  readonly status: number
  readonly error: GraphErrorBody
  /** What Meta's answer holds beside the error. */
  readonly beside: object

  constructor(status: number, error: GraphErrorBody, beside: object = {}) {
    super('invalid_request', error.message)
    this.status = status
    this.error = error
    this.beside = beside
  }
}

const messaging_product = 'whatsapp'

const refusal = (status: number, code: number, title: string, details: string) =>
  new GraphRefusal(status, { ...titled(code, title), error_data: { messaging_product, details } })

const titled = (code: number, title: string) => ({ message: `(#${code}) ${title}`, type: 'OAuthException', code })

/** The general form of code 100, from before the message itself is looked at. */
export const badRequest = (message: string) => new GraphRefusal(400, titled(100, message))

export const missing = (name: string) =>
  refusal(400, 131008, 'Required parameter is missing', `The parameter ${name} is required.`)

export const invalid = (details: string) => refusal(400, 131009, 'Parameter value is not valid', details)

/** Of all that is not there, is another's, or cannot do what was asked. */
export const unsupported = (method: string, id: string) => new GraphRefusal(400, unknownObject(method, id))

/** A refusal of the core before the message was queued, in the codes and words that Meta gives to the same mistakes. */
export function toSendRefusal(error: unknown): unknown {
  if (!(error instanceof GatewayError) || error instanceof GraphRefusal) return error
  const [first] = error.details
  if (error.code !== 'invalid_request' || !first) return error
  const message = graphMessage(first)
  const details = error.details.map(toSentence).join(' ')
  if (message !== null)
    return new GraphRefusal(400, { ...titled(100, message), error_data: { messaging_product, details } })
  if (first.rule === 'required') return refusal(400, 131008, 'Required parameter is missing', details)
  return invalid(details)
}

/** The words of Graph itself, for what it finds before the message is looked at; null: it finds nothing. */
function graphMessage({ field, rule }: FieldProblem): string | null {
  switch (rule) {
    case 'unknown_member': {
      const [, parent = '', name = ''] = /^(.*)\.(.*)$/s.exec(field) ?? []
      return `Unexpected key "${name}" on param "${toGraphPath(parent)}".`
    }
    case 'media_id':
      return `Param ${toGraphPath(field)} is not a valid whatsapp business account media attachment ID`
    case 'link':
      return `Param ${toGraphPath(field)} is not a valid URI.`
    default:
      return null
  }
}

/** `a.b.0.c` as Graph writes it: `a['b'][0]['c']`. */
function toGraphPath(field: string): string {
  const [first = '', ...rest] = field.split('.')
  return first + rest.map((name) => (/^\d+$/.test(name) ? `[${name}]` : `['${name}']`)).join('')
}

function toSentence({ field, message, rule }: FieldProblem): string {
  if (message === 'is required') return `The parameter ${field} is required.`
  const [, max, given] = (rule === 'max_length' && /^must have 1 to (\d+) characters, (has .*)$/s.exec(message)) || []
  if (max !== undefined) return `Param ${field} length invalid. Min length: 1, Max length: ${max} (${given}).`
  return `${field} ${message}${/[.?]$/.test(message) ? '' : '.'}`
}

/** Why a message was not marked as read: Meta's own words, or what it says of messages that are not there to be read. */
export function toReadRefusal(error: unknown, messageId: string): unknown {
  if (!(error instanceof GatewayError)) return error
  if (error.code === 'not_found' || error.code === 'conflict')
    return invalid(`Param message_id is not the id of a received message: ${messageId.slice(0, 40)}`)
  const cause = error.cause as Partial<GraphErrorBody> | undefined
  return typeof cause?.code === 'number' ? new GraphRefusal(400, cause as GraphErrorBody) : error
}

/** Why a message failed, as Meta would have answered the request that sent it. */
export function toRefusal({ code, subcode, title, details, cause, traceId }: MessageError): GraphRefusal {
  if (code === null) return refusal(500, 131000, 'Something went wrong', cause)
  return new GraphRefusal(statuses[code] ?? 400, {
    ...titled(code, title.replace(/^\(#\d+\) */, '')),
    ...(subcode !== null && { error_subcode: subcode }),
    error_data: { messaging_product: 'whatsapp', details: details ?? cause },
    ...(traceId !== null && { fbtrace_id: traceId }),
  })
}

/** The status of a refusal is not stored, and Meta says not to build on it: 400 but for these. */
const statuses: Record<number, number> = {
  1: 500,
  2: 503,
  10: 403,
  190: 401,
  200: 403,
  131000: 500,
  131016: 503,
  132001: 404,
}

/** Meta's titles of what is refused here before Meta could. */
const titles: Record<number, string> = {
  131008: 'Required parameter is missing',
  131009: 'Parameter value is not valid',
  131026: 'Message undeliverable',
  131049: 'This message was not delivered to maintain healthy ecosystem engagement.',
  131050: 'User has stopped marketing messages',
  132000: 'Number of parameters does not match the expected number of params',
  132001: 'Template name does not exist in the translation',
  132005: 'Translated text too long',
  132012: 'Parameter format does not match format in the created template',
  132015: 'Template is paused',
  132016: 'Template is disabled',
  132018: 'Template parameter text is not valid',
}

interface Rule {
  status: number
  code: number
  /** Null: the core's words are the message. */
  title: string | null
}

const serviceDown = { status: 503, code: 2, title: 'Service temporarily unavailable' }

const rules: Record<ErrorCode, Rule> = {
  invalid_request: { status: 400, code: 100, title: 'Invalid parameter' },
  unauthenticated: { status: 401, code: 190, title: 'Invalid OAuth access token - Cannot parse access token' },
  account_inactive: { status: 403, code: 131031, title: 'Account has been locked' },
  forbidden: { status: 403, code: 10, title: 'Permission denied' },
  not_found: { status: 400, code: 100, title: null },
  method_not_allowed: { status: 405, code: 100, title: null },
  conflict: { status: 409, code: 100, title: null },
  precondition_failed: { status: 412, code: 100, title: null },
  idempotency_mismatch: { status: 409, code: 100, title: 'Invalid parameter' },
  quota_exceeded: { status: 429, code: 80007, title: 'Rate limit issues' },
  rate_limited: { status: 429, code: 4, title: 'Application request limit reached' },
  window_closed: { status: 400, code: 131047, title: 'Re-engagement message' },
  template_mismatch: {
    status: 400,
    code: 132000,
    title: 'Number of parameters does not match the expected number of params',
  },
  media_refused: { status: 400, code: 131053, title: 'Media upload error' },
  not_sendable: { status: 400, code: 131026, title: 'Message undeliverable' },
  insufficient_balance: { status: 400, code: 131042, title: 'Business eligibility payment issue' },
  consent_requires_evidence: { status: 409, code: 100, title: null },
  number_not_connected: { status: 400, code: 133010, title: 'Phone number not registered' },
  upstream_refused: { status: 400, code: 131000, title: 'Something went wrong' },
  upstream_unavailable: serviceDown,
  lane_paused: { status: 503, code: 131016, title: 'Service unavailable' },
  overloaded: serviceDown,
  database_unavailable: serviceDown,
  internal: { status: 500, code: 1, title: 'An unknown error occurred' },
}

function ruleOf({ code, metaCode }: GatewayError): Rule {
  const title = titles[metaCode ?? 0]
  if (metaCode === null || title === undefined) return rules[code]
  return { status: statuses[metaCode] ?? 400, code: metaCode, title }
}

export function renderError(error: GatewayError): RenderedError {
  if (error instanceof GraphRefusal)
    return { status: error.status, body: { ...error.beside, ...toEnvelope(error.error) } }
  const { status, code, title } = ruleOf(error)
  const headers = retryAfter(status, error)
  const body = toEnvelope({
    ...titled(code, title ?? error.message),
    ...(code === 190 && title !== null && { message: title }),
    ...('retry-after' in headers && { is_transient: true }),
    error_data: { messaging_product: 'whatsapp', details: detailsOf(error) },
  })
  return { status, body, headers }
}

/** Meta's own sentences where they are known; the message of the core only where nothing says it better. */
function detailsOf({ message, details }: GatewayError): string {
  if (details.length === 0) return message
  const words = details.map((problem) => problem.metaDetails ?? toSentence(problem))
  return [...new Set(words)].join(' ')
}

const toEnvelope = (error: GraphErrorBody) => ({ error: { ...error, fbtrace_id: error.fbtrace_id ?? newTraceId() } })

/** Of Meta's form, since clients declare the member as always there; it names nothing. */
const newTraceId = () => `A${randomBytes(17).toString('base64url').slice(0, 22)}`

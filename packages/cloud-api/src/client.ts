import { type Dispatcher, Pool } from 'undici'
import { classifyGraphError, type ErrorPolicy, type GraphErrorBody } from './error-policy.ts'

/** What became of one attempt to send. The dispatcher decides what follows; nothing here is tried twice. */
export type SendOutcome =
  | {
      readonly kind: 'accepted'
      readonly wamid: string
      readonly waId: string | null
      readonly messageStatus: string | null
    }
  | ({ readonly kind: 'refused' } & Refusal)
  /** Surely never taken by Meta: safe to send again. */
  | { readonly kind: 'not_sent'; readonly cause: string }
  /** The request left and no readable answer came: Meta may have sent the message. */
  | { readonly kind: 'unknown'; readonly cause: string }

export interface Refusal {
  readonly httpStatus: number
  readonly error: GraphErrorBody
  readonly policy: ErrorPolicy
  /** How long Meta asked to wait, from `Retry-After` or its usage header. */
  readonly retryAfterMs: number | null
}

export type CallOutcome<Data> =
  | { readonly ok: true; readonly data: Data }
  | ({ readonly ok: false; readonly unreachable: false } & Refusal)
  /** No readable answer; every one of these calls may be repeated. */
  | { readonly ok: false; readonly unreachable: true; readonly cause: string }

export interface PhoneNumberDetails {
  readonly id: string
  readonly display_phone_number?: string
  readonly verified_name?: string
  readonly name_status?: string
  readonly code_verification_status?: string
  readonly status?: string
  readonly quality_rating?: string
  readonly platform_type?: string
  readonly account_mode?: string
  readonly throughput?: { readonly level?: string }
  readonly whatsapp_business_manager_messaging_limit?: string
}

export interface SuccessReply {
  readonly success: boolean
}

export interface CloudApiClientOptions {
  /** Origin, and a path prefix if there is one: `https://graph.facebook.com`. */
  readonly baseUrl: string
  readonly version?: string
  readonly connections?: number
  readonly headersTimeoutMs?: number
  readonly bodyTimeoutMs?: number
}

export interface NumberAccess {
  readonly phoneNumberId: string
  readonly token: string
}

export interface CloudApiClient {
  /** Posts a ready JSON body. Never throws. */
  sendMessage(request: NumberAccess & { readonly body: string }): Promise<SendOutcome>
  getPhoneNumber(request: NumberAccess): Promise<CallOutcome<PhoneNumberDetails>>
  /** Subscribes the token's app to the account; without `overrideCallbackUri` an earlier override is cleared. */
  subscribeApp(request: {
    readonly wabaId: string
    readonly token: string
    readonly overrideCallbackUri?: string
    readonly verifyToken?: string
  }): Promise<CallOutcome<SuccessReply>>
  /** Marks an inbound message as read; `typing` also shows the typing indicator for up to 25 s. */
  markAsRead(
    request: NumberAccess & { readonly messageId: string; readonly typing?: boolean },
  ): Promise<CallOutcome<SuccessReply>>
  /** Waits for calls under way, then closes the connections. */
  close(): Promise<void>
}

const phoneNumberFields = [
  'id',
  'display_phone_number',
  'verified_name',
  'name_status',
  'code_verification_status',
  'status',
  'quality_rating',
  'platform_type',
  'account_mode',
  'throughput',
  'whatsapp_business_manager_messaging_limit',
].join(',')

/** An answer of Meta is a few kilobytes; more than this is cut off, so that memory stays bounded. */
const maxResponseBytes = 1024 * 1024

export function createCloudApiClient({
  baseUrl,
  version = 'v23.0',
  connections = 64,
  headersTimeoutMs = 15_000,
  bodyTimeoutMs = 15_000,
}: CloudApiClientOptions): CloudApiClient {
  const base = new URL(baseUrl)
  const prefix = `${base.pathname.replace(/\/+$/, '')}/${version}`
  const pool = new Pool(base.origin, {
    connections,
    headersTimeout: headersTimeoutMs,
    bodyTimeout: bodyTimeoutMs,
    maxResponseSize: maxResponseBytes,
    pipelining: 1, // a dropped connection must leave one unknown outcome, not several
    allowH2: false, // for the same reason
  })

  let closed = false

  const exchange = async (
    method: 'GET' | 'POST',
    path: string,
    token: string,
    body: string | null,
  ): Promise<Exchange> => {
    if (closed) return { failure: 'The client is closed', left: false }
    try {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
      const reply = await pool.request({ method, path: `${prefix}/${path}`, headers, body })
      return { httpStatus: reply.statusCode, headers: reply.headers, json: parseJson(await reply.body.text()) }
    } catch (error) {
      return { failure: describeFailure(error), left: !failedBeforeSending(error) }
    }
  }
  const call = async <Data>(method: 'GET' | 'POST', path: string, token: string, body: unknown) =>
    toCallOutcome<Data>(await exchange(method, path, token, body === null ? null : JSON.stringify(body)))

  return {
    sendMessage: async ({ phoneNumberId, token, body }) =>
      toSendOutcome(await exchange('POST', `${encodeURIComponent(phoneNumberId)}/messages`, token, body)),
    getPhoneNumber: ({ phoneNumberId, token }) =>
      call('GET', `${encodeURIComponent(phoneNumberId)}?fields=${phoneNumberFields}`, token, null),
    subscribeApp: ({ wabaId, token, overrideCallbackUri, verifyToken }) => {
      const override = { override_callback_uri: overrideCallbackUri, verify_token: verifyToken }
      const body = overrideCallbackUri === undefined ? null : override
      return call('POST', `${encodeURIComponent(wabaId)}/subscribed_apps`, token, body)
    },
    markAsRead: ({ phoneNumberId, token, messageId, typing }) => {
      const read = { messaging_product: 'whatsapp', status: 'read', message_id: messageId }
      const body = typing ? { ...read, typing_indicator: { type: 'text' } } : read
      return call('POST', `${encodeURIComponent(phoneNumberId)}/messages`, token, body)
    },
    close: () => {
      closed = true
      return pool.close()
    },
  }
}

type Headers = Dispatcher.ResponseData['headers']
interface Answer {
  readonly httpStatus: number
  readonly headers: Headers
  /** `undefined` when the body was not JSON. */
  readonly json: unknown
}
type Exchange = Answer | { readonly failure: string; readonly left: boolean }

function toSendOutcome(exchange: Exchange): SendOutcome {
  if ('failure' in exchange) return { kind: exchange.left ? 'unknown' : 'not_sent', cause: exchange.failure }
  const { httpStatus } = exchange
  const accepted = isSuccess(httpStatus) ? readAccepted(exchange.json) : null
  if (accepted) return accepted
  const refusal = readRefusal(exchange)
  if (refusal) return { kind: 'refused', ...refusal }
  if (httpStatus === 503) return { kind: 'not_sent', cause: 'HTTP 503 before the Graph API' }
  return { kind: 'unknown', cause: `HTTP ${httpStatus} without a readable answer` }
}

function toCallOutcome<Data>(exchange: Exchange): CallOutcome<Data> {
  if ('failure' in exchange) return { ok: false, unreachable: true, cause: exchange.failure }
  const refusal = readRefusal(exchange)
  if (refusal) return { ok: false, unreachable: false, ...refusal }
  if (isSuccess(exchange.httpStatus) && isObject(exchange.json)) return { ok: true, data: exchange.json as Data }
  return { ok: false, unreachable: true, cause: `HTTP ${exchange.httpStatus} without a readable answer` }
}

function readAccepted(json: unknown): SendOutcome | null {
  if (!isObject(json)) return null
  const message = firstOf(json['messages'])
  const wamid = textOf(message?.['id'])
  if (wamid === null) return null
  const waId = textOf(firstOf(json['contacts'])?.['wa_id'])
  return { kind: 'accepted', wamid, waId, messageStatus: textOf(message?.['message_status']) }
}

function readRefusal({ httpStatus, headers, json }: Answer): Refusal | null {
  const body = isObject(json) ? json['error'] : null
  if (!isObject(body) || typeof body['code'] !== 'number') return null
  const error: GraphErrorBody = { ...body, code: body['code'], message: textOf(body['message']) ?? '' }
  return { httpStatus, error, policy: classifyGraphError(error, httpStatus), retryAfterMs: readRetryAfterMs(headers) }
}

/** `Retry-After` in seconds or as a date; else the longest wait, in minutes, that the business usage header names. */
function readRetryAfterMs(headers: Headers): number | null {
  const retryAfter = headers['retry-after']
  if (typeof retryAfter === 'string') {
    const waitMs = /^\d+$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - Date.now()
    if (Number.isFinite(waitMs)) return Math.max(0, waitMs)
  }
  const usage = headers['x-business-use-case-usage']
  const accounts = typeof usage === 'string' ? parseJson(usage) : null
  if (!isObject(accounts)) return null
  const minutes = Object.values(accounts)
    .flat()
    .map((use) => (isObject(use) ? Number(use['estimated_time_to_regain_access']) : 0))
  const longest = Math.max(0, ...minutes.filter(Number.isFinite))
  return longest > 0 ? longest * 60_000 : null
}

const failuresBeforeSending = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_INVALID_ARG',
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

/** Only what certainly happened before a byte of the request left: when in doubt the outcome is unknown. */
function failedBeforeSending(error: unknown): boolean {
  if (error instanceof AggregateError && error.errors.length > 0) return error.errors.every(failedBeforeSending)
  if (!isObject(error)) return false
  return error['syscall'] === 'connect' || failuresBeforeSending.has(`${error['code']}`)
}

function describeFailure(error: unknown): string {
  const code = isObject(error) ? textOf(error['code']) : null
  const message = error instanceof Error ? error.message : String(error)
  return [code, message].filter(Boolean).join(': ')
}

const isSuccess = (httpStatus: number): boolean => httpStatus >= 200 && httpStatus < 300
const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

function firstOf(value: unknown): Readonly<Record<string, unknown>> | null {
  const first: unknown = Array.isArray(value) ? value[0] : null
  return isObject(first) ? first : null
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

import { Pool } from 'undici'
import type { CallOutcome, Refusal } from './call-outcome.ts'
import { classifyGraphError, type GraphErrorBody } from './error-policy.ts'
import { ExchangeTimeout, exchange as exchangeOver, HeldBack, type MayLeave, type RawAnswer } from './exchange.ts'
import { type GraphCall, type GraphRequest, pathWithQuery } from './graph-call.ts'
import { isObject } from './json.ts'

/** Of the Graph API, where nothing else is asked for. */
export const graphVersion = 'v23.0'

export interface CloudApiClientOptions {
  /** Origin, and a path prefix if there is one: `https://graph.facebook.com`. */
  readonly baseUrl: string
  readonly version?: string
  readonly connections?: number
  readonly headersTimeoutMs?: number
  readonly bodyTimeoutMs?: number
}

type Headers = RawAnswer['headers']
interface Answer {
  readonly httpStatus: number
  readonly headers: Headers
  /** `undefined` when the body was not JSON. */
  readonly json: unknown
}
export type Exchange = Answer | { readonly failure: string; readonly left: boolean; readonly heldBack?: boolean }

/** One connection pool to the Graph API. */
export interface GraphTransport {
  /** Never throws; the body is text, JSON or not. */
  exchange(
    request: Omit<GraphRequest, 'body'> & { readonly body?: string | null; readonly mayLeave?: MayLeave | undefined },
  ): Promise<Exchange>
  call: GraphCall
  /** Of the base URL. */
  readonly origin: string
  close(): Promise<void>
}

/** An answer of Meta is a few kilobytes, a page of templates some hundred; more than this is cut off: memory is bounded. */
const maxResponseBytes = 4 * 1024 * 1024

export function createGraphTransport({
  baseUrl,
  version = graphVersion,
  connections = 64,
  headersTimeoutMs = 15_000,
  bodyTimeoutMs = 15_000,
}: CloudApiClientOptions): GraphTransport {
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

  const exchange: GraphTransport['exchange'] = async (request) => {
    if (closed) return { failure: 'The client is closed', left: false }
    const { method, token, scheme = 'Bearer', bytes, headersTimeoutMs: timeoutMs } = request
    try {
      const body = bytes?.data ?? request.body ?? null
      const headers = {
        ...(token !== null && { authorization: `${scheme} ${token}` }),
        ...(body !== null && { 'content-type': 'application/json' }),
        ...bytes?.headers,
      }
      const path = `${prefix}/${pathWithQuery(request)}`
      const options = { method, path, headers, body, ...(timeoutMs && { headersTimeout: timeoutMs }) }
      const limits = {
        timeoutMs: (timeoutMs ?? headersTimeoutMs) + bodyTimeoutMs,
        maxBytes: maxResponseBytes,
        mayLeave: request.mayLeave,
      }
      const reply = await exchangeOver(pool, options, limits)
      if (reply.brokenBy) return { failure: describeFailure(reply.brokenBy), left: true }
      const text = reply.body.toString('utf8')
      const json = parseJson(isSuccess(reply.status) ? text : withoutToken(text, token))
      return { httpStatus: reply.status, headers: reply.headers, json }
    } catch (error) {
      if (error instanceof HeldBack) return { failure: error.message, left: false, heldBack: true }
      return { failure: describeFailure(error), left: !failedBeforeSending(error) }
    }
  }

  return {
    exchange,
    call: async <Data>({ body, ...request }: GraphRequest) =>
      toCallOutcome<Data>(await exchange({ ...request, body: body === undefined ? null : JSON.stringify(body) })),
    origin: base.origin,
    close() {
      closed = true
      return pool.close()
    },
  }
}

const minTokenLength = 16

/** Some of Meta's refusals quote the token, and refusals are stored and told. */
const withoutToken = (text: string, token: string | null) =>
  token === null || token.length < minTokenLength ? text : text.replaceAll(token, '…')

export function toCallOutcome<Data>(exchange: Exchange): CallOutcome<Data> {
  if ('failure' in exchange) return { ok: false, unreachable: true, cause: exchange.failure }
  const refusal = readRefusal(exchange)
  if (refusal) return { ok: false, unreachable: false, ...refusal }
  if (isSuccess(exchange.httpStatus) && isObject(exchange.json)) return { ok: true, data: exchange.json as Data }
  return { ok: false, unreachable: true, cause: `HTTP ${exchange.httpStatus} without a readable answer` }
}

export function readRefusal({ httpStatus, headers, json }: Answer): Refusal | null {
  if (!isObject(json)) return null
  const { error: body, ...beside } = json
  if (!isObject(body) || typeof body['code'] !== 'number') return null
  const error: GraphErrorBody = { ...body, code: body['code'], message: textOf(body['message']) ?? '' }
  const policy = classifyGraphError(error, httpStatus)
  return { httpStatus, error, beside, policy, retryAfterMs: readRetryAfterMs(headers) }
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
  if (error instanceof ExchangeTimeout) return !error.left
  return error['syscall'] === 'connect' || failuresBeforeSending.has(`${error['code']}`)
}

export function describeFailure(error: unknown): string {
  const code = isObject(error) ? textOf(error['code']) : null
  const message = error instanceof Error ? error.message : String(error)
  return [code, message].filter(Boolean).join(': ')
}

export const isSuccess = (httpStatus: number): boolean => httpStatus >= 200 && httpStatus < 300
export const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null)

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

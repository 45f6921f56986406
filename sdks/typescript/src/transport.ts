import { DawkConnectionError, DawkError, DawkTimeoutError } from './errors.ts'
import { createPage, type Page } from './paging.ts'
import { delayBeforeRetry, isWorthRetrying } from './retries.ts'

export interface ClientOptions {
  /** `sk_live_…` or `sk_test_…`. Left out: `DAWK_API_KEY` of the environment. */
  apiKey?: string
  /** Of your Dawk, such as `https://dawk.example.com`. Left out: `DAWK_URL` of the environment, else `http://127.0.0.1:4000`. */
  baseUrl?: string
  /** For one attempt; 30 seconds unless said otherwise. */
  timeoutMs?: number
  /** After the first attempt; 3 unless said otherwise. */
  maxRetries?: number
  /** In place of the `fetch` of the platform. */
  fetch?: typeof fetch
  /** Sent with each request. */
  headers?: Record<string, string>
  /** Names your application in the `User-Agent`, such as `my-shop/1.2`. */
  appInfo?: string
  /** Hears of each attempt when it has ended. Never given keys or bodies. */
  onAttempt?: (attempt: Attempt) => void
}

export interface Attempt {
  method: string
  url: string
  /** From 1. */
  attempt: number
  durationMs: number
  /** Null: no answer came. */
  status: number | null
  requestId: string | null
  error: unknown
  /** Milliseconds until the next attempt; null: this was the last. */
  retryInMs: number | null
}

export interface CallOptions {
  /** Made by the SDK where the operation honours one and you give none. */
  idempotencyKey?: string
  /** The version that you have read, such as `"7"`: the change is refused when there is a newer one. */
  ifMatch?: string
  timeoutMs?: number
  maxRetries?: number
  signal?: AbortSignal
  headers?: Record<string, string>
}

export interface WithResponse<T> {
  data: T
  response: Response
  requestId: string | null
}

/** A promise of the body; `withResponse()` gives status and headers too. */
export interface Result<T> extends Promise<T> {
  withResponse(): Promise<WithResponse<T>>
}

/** A promise of the first page, and an iteration over the items of all pages. */
export interface PageResult<T> extends Result<Page<T>>, AsyncIterable<T> {
  page(): Promise<Page<T>>
}

/** One operation as the generated table has it, with the arguments of a call filled in. */
export interface Call {
  method: string
  /** With `/v1`, and the query. */
  path: string
  body?: { json: unknown } | { form: Record<string, unknown> }
  /** Honours `Idempotency-Key`, so it may be repeated. */
  isIdempotent: boolean
  options: CallOptions
}

const version = '0.1.0'
const maxRetryAfterMs = 60_000

export interface Transport {
  baseUrl: string
  /** @throws DawkError, DawkConnectionError, DawkTimeoutError */
  send(call: Call): Promise<Response>
}

export function createTransport(options: ClientOptions): Transport {
  const env = (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env ?? {}
  const apiKey = options.apiKey ?? env['DAWK_API_KEY']
  if (!apiKey) throw new TypeError('Dawk needs an API key: new Dawk({ apiKey }), or DAWK_API_KEY in the environment')
  const baseUrl = (options.baseUrl ?? env['DAWK_URL'] ?? 'http://127.0.0.1:4000').replace(/\/+$/, '')
  const request = options.fetch ?? globalThis.fetch
  const userAgent = ['dawk-sdk-js', version].join('/') + (options.appInfo ? ` ${options.appInfo}` : '')

  async function send(call: Call): Promise<Response> {
    const most = call.options.maxRetries ?? options.maxRetries ?? 3
    const key = call.isIdempotent ? (call.options.idempotencyKey ?? crypto.randomUUID()) : call.options.idempotencyKey
    const isSafe = call.method !== 'POST' || key !== undefined
    const headers: Record<string, string> = {
      accept: 'application/json, */*;q=0.5',
      authorization: `Bearer ${apiKey}`,
      'user-agent': userAgent,
      ...(key !== undefined && { 'idempotency-key': key }),
      ...(call.options.ifMatch !== undefined && { 'if-match': call.options.ifMatch }),
      ...(call.body && 'json' in call.body && { 'content-type': 'application/json' }),
      ...options.headers,
      ...call.options.headers,
    }
    for (let attempt = 1; ; attempt++) {
      const startedAt = Date.now()
      const outcome = await attemptOnce(call, headers)
      const isRetried = attempt <= most && !call.options.signal?.aborted && isWorthRetrying(outcome, isSafe)
      const retryInMs = isRetried ? delayBeforeRetry(attempt, outcome, maxRetryAfterMs) : null
      options.onAttempt?.(describe(call, { outcome, attempt, durationMs: Date.now() - startedAt, retryInMs }))
      if (outcome instanceof Response) return outcome
      if (retryInMs === null) throw outcome
      await pause(retryInMs, call.options.signal)
    }
  }

  /** The answer, or why there is none. */
  async function attemptOnce(call: Call, headers: Record<string, string>): Promise<Response | DawkError> {
    const { signal, timeoutMs = options.timeoutMs ?? 30_000 } = call.options
    const timeout = AbortSignal.timeout(timeoutMs)
    try {
      const response = await request(`${baseUrl}${call.path}`, {
        method: call.method,
        headers,
        signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
        ...(call.body && { body: 'json' in call.body ? JSON.stringify(call.body.json) : toForm(call.body.form) }),
      })
      return response.ok ? response : await DawkError.fromResponse(response)
    } catch (error) {
      if (signal?.aborted) throw error
      if (timeout.aborted) return new DawkTimeoutError(`No answer within ${timeoutMs} ms`, { cause: error })
      return new DawkConnectionError(`${call.method} ${baseUrl}${call.path}: ${reasonOf(error)}`, { cause: error })
    }
  }

  function describe(
    { method, path }: Call,
    {
      outcome,
      ...rest
    }: { outcome: Response | DawkError; attempt: number; durationMs: number; retryInMs: number | null },
  ): Attempt {
    const isAnswer = outcome instanceof Response
    return {
      method,
      url: `${baseUrl}${path}`,
      status: outcome.status,
      requestId: isAnswer ? outcome.headers.get('x-request-id') : outcome.requestId,
      error: isAnswer ? null : outcome,
      ...rest,
    }
  }
  return { baseUrl, send }
}

function reasonOf(error: unknown): string {
  const { cause, message } = error as { cause?: { code?: string; message?: string }; message?: string }
  return cause?.code ?? cause?.message ?? message ?? String(error)
}

function toForm(members: Record<string, unknown>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(members)) {
    if (value === undefined) continue
    if (typeof value !== 'object' || value === null) form.append(name, String(value))
    else if (value instanceof Blob || value instanceof Uint8Array) form.append(name, toBlob(value), 'file')
    else if ('content' in value) {
      const {
        content,
        filename = 'file',
        type,
      } = value as { content: Blob | Uint8Array; filename?: string; type?: string }
      form.append(name, toBlob(content, type), filename)
    } else form.append(name, JSON.stringify(value))
  }
  return form
}

const toBlob = (content: Blob | Uint8Array | string, type?: string): Blob =>
  new Blob([typeof content === 'string' || content instanceof Blob ? content : Uint8Array.from(content)], {
    type: type ?? (content instanceof Blob ? content.type : 'application/octet-stream'),
  })

export function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(done, ms)
    function done() {
      signal?.removeEventListener('abort', stop)
      resolve()
    }
    function stop() {
      clearTimeout(timer)
      reject(signal?.reason)
    }
    signal?.addEventListener('abort', stop, { once: true })
  })
}

/** Runs a call and reads its reply as the flags of its operation say. */
export function call<T>(transport: Transport, request: Call, reply: string): Result<T> {
  const whole = transport.send(request).then(
    async (response): Promise<WithResponse<T>> => ({
      data: (await readReply(response, reply)) as T,
      response,
      requestId: response.headers.get('x-request-id'),
    }),
  )
  return withWhole(whole)
}

/** Who asks for the whole never waits for the data alone, whose failure would then seem to be handled by nobody. */
function withWhole<T>(whole: Promise<WithResponse<T>>): Result<T> {
  const data = whole.then((one) => one.data)
  const withResponse = () => {
    data.catch(() => undefined)
    return whole
  }
  return Object.assign(data, { withResponse })
}

async function readReply(response: Response, reply: string): Promise<unknown> {
  if (reply === 'r') return response
  const text = await response.text()
  if (reply === 'n' || text === '') return undefined
  return JSON.parse(text)
}

/** As `call`, for a list. */
export function callPage<T>(transport: Transport, request: Call): PageResult<T> {
  const at = (cursor: string): Call => {
    if (request.body && 'json' in request.body)
      return { ...request, body: { json: { ...(request.body.json as object), cursor } } }
    const [path = '', query = ''] = request.path.split('?')
    const parameters = new URLSearchParams(query)
    parameters.set('cursor', cursor)
    return { ...request, path: `${path}?${parameters}` }
  }
  const load = (one: Call): Result<Page<T>> => {
    const loaded = call<{ data: T[]; nextCursor: string | null }>(transport, one, 'j')
    const whole = loaded
      .withResponse()
      .then(({ data, ...rest }) => ({ ...rest, data: createPage(data, (cursor) => load(at(cursor))) }))
    return withWhole(whole)
  }
  const first = load(request)
  async function* items(): AsyncGenerator<T> {
    for (let page: Page<T> | null = await first; page; page = await page.next()) yield* page.data
  }
  return Object.assign(first, { page: () => Promise.resolve(first), [Symbol.asyncIterator]: items })
}

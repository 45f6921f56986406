import type { ErrorCode } from './generated/errors.ts'
import type { Problem } from './generated/types.ts'

interface ErrorFacts {
  status: number | null
  code: ErrorCode
  requestId: string | null
  headers: Headers | null
  problem: Problem | null
}

const nothing: ErrorFacts = { status: null, code: 'connection', requestId: null, headers: null, problem: null }

/** What the API refused, or why no answer came. `code` is stable; the class tells kinds apart. */
export class DawkError extends Error {
  override readonly name: string = 'DawkError'
  /** Null: no answer came. */
  readonly status: number | null
  readonly code: ErrorCode
  /** Quote it when you ask for help. */
  readonly requestId: string | null
  readonly headers: Headers | null
  /** The whole answer, as RFC 9457 writes it. */
  readonly problem: Problem | null

  constructor(message: string, facts: Partial<ErrorFacts> & { cause?: unknown } = {}) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause })
    const whole = { ...nothing, ...facts }
    this.status = whole.status
    this.code = whole.code
    this.requestId = whole.requestId
    this.headers = whole.headers
    this.problem = whole.problem
  }

  /** Why, where one code has several causes. */
  get reason(): string | null {
    return (this.problem?.reason as string | undefined) ?? null
  }

  /** Every problem of the request, by its place. */
  get errors(): readonly { path: string; detail: string }[] {
    return this.problem?.errors ?? []
  }

  get retryAfterSeconds(): number | null {
    const text = this.headers?.get('retry-after')
    const seconds = text ? Number(text) : Number.NaN
    return Number.isFinite(seconds) && seconds >= 0 ? seconds : null
  }

  /** The error of an answer that is no 2xx, in the class of its status. */
  static async fromResponse(response: Response): Promise<DawkError> {
    const text = await response.text().catch(() => '')
    const problem = parseProblem(text)
    const message = problem
      ? [problem.detail ?? problem.title, ...problem.errors.map(({ path, detail }) => `${path} ${detail}`)].join('\n')
      : `HTTP ${response.status} without an explanation: ${text.slice(0, 200)}`
    const Class = classes[response.status] ?? (response.status >= 500 ? DawkServerError : DawkError)
    return new Class(message, {
      status: response.status,
      code: problem?.code ?? 'unknown',
      requestId: response.headers.get('x-request-id') ?? problem?.requestId ?? null,
      headers: response.headers,
      problem,
    })
  }
}

function parseProblem(text: string): Problem | null {
  try {
    const body = JSON.parse(text) as Partial<Problem> | null
    return typeof body?.code === 'string' ? ({ ...body, errors: body.errors ?? [] } as Problem) : null
  } catch {
    return null
  }
}

/** 400: `errors` names every member that is wrong. */
export class DawkInvalidRequestError extends DawkError {
  override readonly name = 'DawkInvalidRequestError'
}

/** 401: the key is unknown, revoked or expired. */
export class DawkAuthenticationError extends DawkError {
  override readonly name = 'DawkAuthenticationError'
}

/** 402: the wallet does not hold what the message may cost. */
export class DawkBalanceError extends DawkError {
  override readonly name = 'DawkBalanceError'
}

/** 403: the key lacks a scope. */
export class DawkPermissionError extends DawkError {
  override readonly name = 'DawkPermissionError'
}

/** 404: there is no such object in this account. */
export class DawkNotFoundError extends DawkError {
  override readonly name = 'DawkNotFoundError'
}

/** 409 and 412: the object is in another state than the request expects. */
export class DawkConflictError extends DawkError {
  override readonly name = 'DawkConflictError'
}

/** 422: understood and refused; `code` says why. */
export class DawkRefusedError extends DawkError {
  override readonly name = 'DawkRefusedError'
}

/** 429: too many requests, or the quota is used up. */
export class DawkRateLimitError extends DawkError {
  override readonly name = 'DawkRateLimitError'
}

/** 5xx, after all attempts. */
export class DawkServerError extends DawkError {
  override readonly name = 'DawkServerError'
}

/** No connection, or it broke before the answer. */
export class DawkConnectionError extends DawkError {
  override readonly name = 'DawkConnectionError'
}

export class DawkTimeoutError extends DawkError {
  override readonly name = 'DawkTimeoutError'
}

const classes: Readonly<Record<number, typeof DawkError>> = {
  400: DawkInvalidRequestError,
  401: DawkAuthenticationError,
  402: DawkBalanceError,
  403: DawkPermissionError,
  404: DawkNotFoundError,
  409: DawkConflictError,
  412: DawkConflictError,
  422: DawkRefusedError,
  429: DawkRateLimitError,
}

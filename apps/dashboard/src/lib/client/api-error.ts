interface Problem {
  /** 0: no answer came. */
  status: number
  code: string
  /** The cause, where one code has several. */
  reason: string | null
  detail: string
  errors: readonly { path: string; detail: string }[]
  /** By which the operator finds the request in the log. */
  requestId: string | null
}

/** An answer that is not what was asked for, in the API's own words. */
export class ApiError extends Error {
  readonly problem: Problem

  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.detail || problem.code, options)
    this.problem = problem
  }

  /** What is wrong with one member of what was sent. */
  at(path: string): string | undefined {
    return this.problem.errors.find((one) => dotted(one.path) === path)?.detail
  }

  /** The same, with what is wrong within it. */
  below(path: string): Problem['errors'] {
    return this.problem.errors.filter((one) => `${dotted(one.path)}.`.startsWith(`${path}.`))
  }
}

const dotted = (path: string): string => path.replace(/^\//, '').replaceAll('/', '.')

export function readProblem(response: Response, body: unknown): Problem {
  const known = (typeof body === 'object' && body !== null ? body : {}) as Partial<Problem>
  return {
    status: response.status,
    code: known.code ?? `http_${response.status}`,
    reason: known.reason ?? null,
    detail: known.detail ?? response.statusText,
    errors: known.errors ?? [],
    requestId: known.requestId ?? response.headers.get('x-request-id'),
  }
}

export const hasReason = (error: unknown, reason: string): boolean =>
  error instanceof ApiError && error.problem.reason === reason

export const isStatus = (error: unknown, status: number): boolean =>
  error instanceof ApiError && error.problem.status === status

/** What is wrong with one member of what was sent, for the field that shows it. */
export const problemAt = (error: unknown, path: string): string | undefined =>
  error instanceof ApiError ? error.at(path) : undefined

/** What is wrong with a member of what was sent, or with anything within it. */
export function problemsBelow(error: unknown, path: string): string | undefined {
  const below = error instanceof ApiError ? error.below(path) : []
  return below.length === 0 ? undefined : below.map(({ detail }) => detail).join('; ')
}

import type { Json, OpenApiOperation } from './document.ts'

const whole = (description: string) => ({ description, schema: { type: 'integer' } })
const text = (description: string) => ({ description, schema: { type: 'string' } })

/** What every answer of a surface with keys carries. */
const always: Record<string, Json> = {
  'X-Request-Id': text('That of the request, where it brought a usable one; in logs and in the audit log too.'),
  'X-RateLimit-Limit': whole('Requests that are allowed in any 60 seconds; or the quota, once that is used up.'),
  'X-RateLimit-Remaining': whole('How many are left.'),
  'X-RateLimit-Reset': whole('When more is allowed again, in seconds since 1970.'),
  RateLimit: text('What is left of each limit, `r`, and the seconds until it is more, `t`, as the IETF writes it.'),
  'RateLimit-Policy': text('Each limit, `q` requests in `w` seconds, as the IETF writes it.'),
}
const retryAfter = { 'Retry-After': whole('Seconds to wait.') }

/**
 * For `components.headers`.
 * @param isCounted requests to the surface are counted against limits, of which its answers tell
 */
export const answerHeaders = (isCounted: boolean): Record<string, Json> => ({
  ...(isCounted && always),
  ...retryAfter,
})

const refer = (headers: Record<string, Json>) =>
  Object.fromEntries(Object.keys(headers).map((name) => [name, { $ref: `#/components/headers/${name}` }]))
const [common, waiting] = [refer(always), refer(retryAfter)]

/** Names them on each answer of an operation. */
export function describeHeaders({ responses = {} }: OpenApiOperation, isCounted: boolean): void {
  for (const [status, response] of Object.entries(responses)) {
    const waits = status === '429' || status === '503'
    if (!isCounted && !waits) continue
    response['headers'] = {
      ...(isCounted && common),
      ...(waits && waiting),
      ...(response['headers'] as Json | undefined),
    }
  }
}

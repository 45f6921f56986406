import type { CallOutcome } from '@dawk/cloud-api/client.ts'
import { GatewayError } from './errors.ts'

export type UpstreamFailure = Extract<CallOutcome<unknown>, { ok: false }>
type UpstreamRefusal = Extract<UpstreamFailure, { unreachable: false }>

/** A call to Meta that failed, in plain language, with Meta's own words about what the caller gave. */
export function toUpstreamError(failure: UpstreamFailure, fieldOf: (code: number) => string): GatewayError {
  if (failure.unreachable)
    return new GatewayError('upstream_unavailable', 'Meta could not be reached, or gave no readable answer', {
      cause: failure.cause,
      retryAfterSeconds: 10,
    })
  const { error, policy, retryAfterMs } = failure
  const code = policy.action === 'retry' || policy.action === 'wait' ? 'upstream_unavailable' : 'upstream_refused'
  const subcode = error.error_subcode === undefined ? '' : `/${error.error_subcode}`
  const message = `Meta: (#${error.code}${subcode}) ${error.error_data?.details ?? userWords(error) ?? error.message}`
  return new GatewayError(code, policy.cause, {
    details: [{ field: fieldOf(error.code), message }],
    cause: error,
    ...(retryAfterMs === null ? {} : { retryAfterSeconds: Math.ceil(retryAfterMs / 1000) }),
  })
}

/** What Meta shows to people, which says more than `Invalid parameter`. */
function userWords({ error_user_title: title, error_user_msg: text }: UpstreamRefusal['error']): string | null {
  const words = [title, text].filter((part) => part !== undefined && part !== '')
  return words.length === 0 ? null : words.join(': ')
}

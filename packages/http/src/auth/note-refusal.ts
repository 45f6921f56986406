import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { SpentKey } from '@dawk/core/tenancy/api-keys/authenticate/authenticate.ts'
import type { RefusalReason, RefusedTarget } from '@dawk/core/tenancy/audit/refusals.ts'
import type { FastifyRequest } from 'fastify'
import type { HttpContext } from '../context.ts'

interface Refused {
  reason: RefusalReason
  target: RefusedTarget | null
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Why the request is about to be refused, where the error alone does not say it. */
    refused: Refused | null
  }
}

const refusing = new Set<string>(['unauthenticated', 'forbidden', 'account_inactive'])

/** Counts what was refused for want of a key, a session or a permission. */
export function noteRefusal({ refusals }: Pick<HttpContext, 'refusals'>, error: GatewayError, request: FastifyRequest) {
  if (!refusing.has(error.code)) return
  const { reason, target } = request.refused ?? refusedOf(error, request)
  refusals.note({ reason, target, ip: request.ip, requestId: request.id })
}

/** A key or a session that was recognised, and then may not do what was asked. */
function refusedOf({ code }: GatewayError, { principal, presented }: FastifyRequest): Refused {
  if (!principal) return { reason: 'other', target: null }
  const reason = code === 'unauthenticated' ? (presented ? 'signature' : 'other') : (code as RefusalReason)
  const { account, member, keyId, keyDisplay } = principal
  const accountId = account.id
  if (member) return { reason, target: { kind: 'member', accountId, id: member.id, name: member.email } }
  return { reason, target: keyId === null ? null : { kind: 'api_key', accountId, id: keyId, name: keyDisplay } }
}

/** A key that is not good; null: there was none. */
export function refusedKey(text: string | null, spent: SpentKey | null): Refused {
  if (text === null) return { reason: 'key_missing', target: null }
  if (!spent) return { reason: 'key_unknown', target: null }
  const { why, keyId: id, keyDisplay: name, accountId } = spent
  return { reason: `key_${why}`, target: { kind: 'api_key', accountId, id, name } }
}

/** Runs a step of a sign-in: when it is refused, the refusal is this person's. */
export async function asSignIn<T>(request: FastifyRequest, refused: Refused, step: () => Promise<T>): Promise<T> {
  try {
    return await step()
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'unauthenticated') request.refused = refused
    throw error
  }
}

import { effectiveRequestsPerMinute } from '@dawk/core/accounts/account.ts'
import { isApiKey } from '@dawk/core/api-keys/api-key.ts'
import type { Principal } from '@dawk/core/api-keys/principal.ts'
import { GatewayError } from '@dawk/core/errors.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { HttpContext } from './context.ts'
import { createMinuteCounter, limitRequest, type MinuteCounter, showUsage, tooMany } from './rate-limit.ts'

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | null
  }
}

const failuresPerMinute = 60

/** Who makes the request; only for routes behind `createAuthentication`. */
export function principalOf(request: FastifyRequest): Principal {
  if (!request.principal) throw new Error(`${request.routeOptions.url} is not behind authentication`)
  return request.principal
}

export type Authentication = (request: FastifyRequest, reply: FastifyReply) => Promise<void>

/**
 * The hook of everything that needs a key: recognises it, counts the request, refuses deactivated accounts. One for
 * all dialects, so that a key's limit holds for what it does in all of them together.
 */
export function createAuthentication({ authenticator }: Pick<HttpContext, 'authenticator'>): Authentication {
  const requests = createMinuteCounter()
  const failures = createMinuteCounter()
  const recognised = createMinuteCounter() // keys that were good this minute pass an address that others misuse
  return async (request, reply) => {
    const key = bearerOf(request.headers.authorization)
    if (failures.count(request.ip) >= failuresPerMinute && !(key && recognised.count(key) > 0))
      refuseAddress(failures, request, reply)
    const principal = key && isApiKey(key) ? await authenticator.authenticate(key) : null
    if (!principal || !key) return refuseKey(failures, key, request, reply)
    recognised.add(key)
    request.principal = principal
    limitRequest(requests, principal.keyId, effectiveRequestsPerMinute(principal.account), reply)
    if (!principal.account.active) throw new GatewayError('account_inactive', 'The account is inactive.')
  }
}

function bearerOf(header: string | undefined): string | null {
  const match = header === undefined ? null : /^Bearer +(\S+) *$/i.exec(header)
  return match?.[1] ?? null
}

function refuseAddress(failures: MinuteCounter, request: FastifyRequest, reply: FastifyReply): never {
  showUsage(failures, failures.count(request.ip), failuresPerMinute, reply)
  throw tooMany(failures)
}

function refuseKey(failures: MinuteCounter, key: string | null, request: FastifyRequest, reply: FastifyReply): never {
  showUsage(failures, failures.add(request.ip), failuresPerMinute, reply)
  const words = key === null ? 'Missing API key. Send the header Authorization: Bearer sk_live_…' : 'Invalid API key.'
  throw new GatewayError('unauthenticated', words)
}

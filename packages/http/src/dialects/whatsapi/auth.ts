import { effectiveRequestsPerMinute } from '@dawk/core/accounts/account.ts'
import { isApiKey } from '@dawk/core/api-keys/api-key.ts'
import type { Principal } from '@dawk/core/api-keys/principal.ts'
import { GatewayError } from '@dawk/core/errors.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { HttpContext } from '../../context.ts'
import { createMinuteCounter, limitRequest, type MinuteCounter, showUsage, tooMany } from './rate-limit.ts'

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | null
  }
}

const failuresPerMinute = 60
const registrationsPerMinute = 5

/** Who makes the request; only for routes behind `createAuthentication`. */
export function principalOf(request: FastifyRequest): Principal {
  if (!request.principal) throw new Error(`${request.routeOptions.url} is not behind authentication`)
  return request.principal
}

/** The hook of everything that needs a key: recognises it, counts the request, refuses deactivated accounts. */
export function createAuthentication({ authenticator }: Pick<HttpContext, 'authenticator'>) {
  const requests = createMinuteCounter()
  const failures = createMinuteCounter()
  const recognised = createMinuteCounter() // keys that were good this minute pass an address that others misuse
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
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

/** The hook of registration, which has no key yet: five a minute from one address. */
export function createRegistrationLimit() {
  const registrations = createMinuteCounter()
  return async (request: FastifyRequest, reply: FastifyReply): Promise<void> =>
    limitRequest(registrations, request.ip, registrationsPerMinute, reply)
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

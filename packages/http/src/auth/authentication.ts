import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { Caller } from '@dawk/core/tenancy/access/caller.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'
import type { Scope } from '@dawk/core/tenancy/access/scopes.ts'
import type { GoodKey } from '@dawk/core/tenancy/api-keys/authenticate/authenticate.ts'
import type { Actor } from '@dawk/core/tenancy/audit/actor.ts'
import type { FailedAttempts } from '@dawk/core/tenancy/limits/failed-attempts.ts'
import type { Delegation } from '@dawk/core/tenancy/partners/delegation.ts'
import { recordDelegatedUse } from '@dawk/core/tenancy/partners/record-use.ts'
import { authenticateSession } from '@dawk/core/tenancy/sign-in/sessions/authenticate-session.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { HttpContext } from '../context.ts'
import { authorize, authorizeKey } from './authorize.ts'
import { countRequest, type Limits } from './count-request.ts'
import { rejectBlocked, rejectKey, rejectSession } from './guard.ts'
import { bearerOf, type Credentials } from './identify.ts'
import { addressKey, showBurst } from './rate-limit.ts'
import { assertOwnPage } from './sessions/own-origin.ts'
import { readSessionToken } from './sessions/session-cookie.ts'
import { checkSignature, checkSignedBodies } from './signed-requests.ts'

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | null
    /** The principal as core's operations take it; see `callerOf`. */
    caller: Caller | null
    /** The key by which the principal was recognised. */
    presented: GoodKey | null
    /** It stands in the body, if anywhere: whoever reads that says which it is, to `AuthenticateKey`. */
    keyFollows: boolean
  }
  interface FastifyContextConfig {
    /**
     * What a key needs for this route; the documents show it. `null`: any valid key will do. A route that says nothing
     * wants a key that holds every scope.
     */
    scope?: Scope | null
    /** Also for an account that waits for its erasure: how it is undone. */
    inactiveToo?: boolean
    /** As how many requests it counts against the burst limit; absent: one. */
    cost?: number
    /** What members do about themselves: also those without a second factor that the account demands. */
    membersOnly?: boolean
  }
}

const unsignedKey = 'This API key demands signed requests: send it in the header Authorization.'

/** Who makes the request; only for routes behind `createAuthentication`. */
export function principalOf(request: FastifyRequest): Principal {
  if (!request.principal) throw new Error(`${request.routeOptions.url} is not behind authentication`)
  return request.principal
}

/** On whose behalf the request acts; only for routes behind `createAuthentication`. */
export function callerOf(request: FastifyRequest): Caller {
  request.caller ??= toCaller(request)
  return request.caller
}

function toCaller(request: FastifyRequest): Caller {
  const { account, member, ...granted } = principalOf(request)
  const { scopes, numberIds, test, bounds } = granted
  return { accountId: account.id, actor: actorOf(request), role: member?.role ?? null, scopes, numberIds, test, bounds }
}

/** The same, for the audit log: the key or the member, and where the request came from. */
export function actorOf(request: FastifyRequest): Actor {
  const { keyId, keyDisplay, member } = principalOf(request)
  const from = { ip: request.ip, requestId: request.id }
  if (member) return { kind: 'member', id: member.id, name: member.email, ...from }
  return { kind: 'api_key', id: keyId, name: keyDisplay, ...from }
}

function toDelegatedUse(request: FastifyRequest, delegation: Delegation) {
  const operation = `${request.method} ${request.routeOptions.url ?? ''}`
  return { accountId: principalOf(request).account.id, actor: actorOf(request), delegation, operation }
}

/** What stands for the secret that was presented, for a key that rotates itself. */
export const presentedHashOf = ({ presented }: FastifyRequest): Buffer | null => presented?.hash ?? null

/** For surfaces that take keys alone. */
export function keyIdOf({ presented, routeOptions }: FastifyRequest): string {
  if (!presented) throw new Error(`${routeOptions.url} was reached without a key`)
  return presented.keyId
}

export type Authentication = (request: FastifyRequest, reply: FastifyReply) => Promise<void>

/** The same once a body was read, by the key that it held. */
export type AuthenticateKey = (key: string | null, request: FastifyRequest, reply: FastifyReply) => Promise<void>

/**
 * The hook of everything that needs a key, in four steps: who calls (`identify.ts`, unless `guard.ts` refuses an address that guesses), how
 * often (`count-request.ts`), and whether they may do this (`authorize.ts`); a key that demands signatures is checked for one at the end.
 * Where there is no key, a surface that takes sessions looks for the cookie of a member who has signed in: they count and are authorized in
 * the same way, by the scopes of their role. One for all surfaces, so that a limit holds for what is done in all of them together.
 */
export function createAuthentication(
  app: FastifyInstance,
  ctx: Pick<HttpContext, 'authenticator' | 'keyUsage' | 'replays' | 'core' | 'publicUrl'> & Limits,
  failures: FailedAttempts,
): { authenticateBy: (credentials: Credentials) => Authentication; authenticateKey: AuthenticateKey } {
  app.decorateRequest('presented', null)
  app.decorateRequest('caller', null)
  app.decorateRequest('keyFollows', false)
  app.decorateRequest('refused', null)
  checkSignedBodies(app)
  const show = (request: FastifyRequest, reply: FastifyReply) =>
    showBurst(failures.usage(addressKey(request.ip)), reply)

  async function identifyKey(text: string | null, request: FastifyRequest, reply: FastifyReply): Promise<GoodKey> {
    rejectBlocked(failures, text, request, reply)
    const key = text === null ? null : await ctx.authenticator.authenticate(text)
    rejectBlocked(failures, text, request, reply) // guesses that are looked up at once count against each other
    if (!key?.good || text === null) return rejectKey(failures, { text, key }, request, reply)
    failures.remember(text, key)
    request.principal = key.principal
    request.presented = key
    ctx.keyUsage.note(key.keyId)
    return key
  }

  async function authenticateKey(text: string | null, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (text === null && request.is404) return show(request, reply)
    const key = await identifyKey(text, request, reply)
    const counted = countRequest(ctx, key.principal.account, reply)
    if (counted) await counted
    authorizeKey(key, request, reply)
    authorize(key.principal, request)
    if (key.signingKey && request.keyFollows) throw new GatewayError('unauthenticated', unsignedKey)
    if (key.signingKey && !request.is404) await checkSignature(request, key.signingKey, ctx.replays)
    const { delegation } = key.principal
    if (delegation && !request.is404) await recordDelegatedUse(ctx.core, toDelegatedUse(request, delegation))
  }

  async function identifySession(token: string, request: FastifyRequest, reply: FastifyReply): Promise<Principal> {
    rejectBlocked(failures, token, request, reply)
    assertOwnPage(request, ctx, true)
    const principal = await authenticateSession(ctx.core, token)
    rejectBlocked(failures, token, request, reply)
    if (!principal) return rejectSession(ctx, failures, token, { request, reply })
    failures.remember(token)
    request.principal = principal
    return principal
  }

  async function authenticateMember(token: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const principal = await identifySession(token, request, reply)
    const counted = countRequest(ctx, principal.account, reply)
    if (counted) await counted
    authorize(principal, request)
  }

  async function defer(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    request.keyFollows = true
    show(request, reply) // for bodies that cannot be read
  }

  const authenticateBy =
    ({ readKey = bearerOf, keyMayFollow, takesSessions }: Credentials): Authentication =>
    (request, reply) => {
      const { authorization } = request.headers
      const token = takesSessions && !authorization ? readSessionToken(request, ctx) : null
      if (token !== null) return authenticateMember(token, request, reply)
      const key = readKey(authorization, request.query)
      const follows = key === null && !authorization && !request.is404 && keyMayFollow?.(request)
      return follows ? defer(request, reply) : authenticateKey(key, request, reply)
    }
  return { authenticateBy, authenticateKey }
}

import { GatewayError } from '@dawk/core/platform/errors.ts'
import { assertEveryScope, assertScope, type Caller } from '@dawk/core/tenancy/access/caller.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'
import type { Scope } from '@dawk/core/tenancy/access/scopes.ts'
import { type Account, effectiveQuota, effectiveRequestsPerMinute } from '@dawk/core/tenancy/accounts/account.ts'
import type { Quota } from '@dawk/core/tenancy/accounts/plans.ts'
import type { GoodKey, SpentKey } from '@dawk/core/tenancy/api-keys/authenticate/authenticate.ts'
import type { Actor } from '@dawk/core/tenancy/audit/actor.ts'
import type { FailedAttempts } from '@dawk/core/tenancy/limits/failed-attempts.ts'
import type { Verdict } from '@dawk/core/tenancy/limits/limiter.ts'
import { authenticateSession } from '@dawk/core/tenancy/sign-in/sessions/authenticate-session.ts'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { HttpContext } from '../context.ts'
import { refusedKey } from './note-refusal.ts'
import { addressKey, refuseBurst, refuseQuota, showBurst, showQuota, showUnlimited } from './rate-limit.ts'
import { assertForNumbers } from './restricted-keys.ts'
import { assertOwnPage } from './sessions/own-origin.ts'
import { clearSession, readSessionToken } from './sessions/session-cookie.ts'
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

/** The API key that a vendor's `Authorization` header or the query holds; null: none. */
export type ReadKey = (authorization: string | undefined, query: unknown) => string | null

/** By what a surface recognises who calls. */
export interface Credentials {
  /** Where its key stands; absent: `Authorization: Bearer`. */
  readKey?: ReadKey
  /** Whether the body may hold the key that was not found there; absent: never. */
  keyMayFollow?: (request: FastifyRequest) => boolean
  /** Members who have signed in may use it; absent: keys alone. */
  takesSessions?: true
}

/**
 * The hook of everything that needs a key: recognises it, counts the request, refuses deactivated accounts, addresses
 * that the key does not allow, keys without the scope that the route declares (`config: { scope }`), and requests that
 * lack a signature which the key demands. Where there is no key, the dialect that takes sessions looks for the cookie of a
 * member who has signed in: they count and are let in the same way, by the scopes of their role. One for all dialects, so that a limit holds for what is done in all of them together; each says where its key stands.
 */
export function createAuthentication(
  app: FastifyInstance,
  ctx: Pick<HttpContext, 'authenticator' | 'keyUsage' | 'replays' | 'core' | 'publicUrl'> & Limits,
  failures: FailedAttempts,
): { authenticateBy: (wanted: Credentials) => Authentication; authenticateKey: AuthenticateKey } {
  const { authenticator, keyUsage, replays } = ctx
  app.decorateRequest('presented', null)
  app.decorateRequest('caller', null)
  app.decorateRequest('keyFollows', false)
  app.decorateRequest('refused', null)
  checkSignedBodies(app)
  const check = async (text: string | null, request: FastifyRequest, reply: FastifyReply) => {
    if (text === null && request.is404) return showBurst(failures.usage(addressKey(request.ip)), reply)
    refuseBlocked(failures, text, request, reply)
    const key = text === null ? null : await authenticator.authenticate(text)
    refuseBlocked(failures, text, request, reply) // guesses that are looked up at once count against each other
    if (!key?.good || text === null) return refuseKey(failures, { text, key }, request, reply)
    failures.remember(text, key)
    const { principal } = key
    request.principal = principal
    request.presented = key
    keyUsage.note(key.keyId)
    const counted = countRequest(ctx, principal.account, reply)
    if (counted) await counted
    admitKey(key, request, reply)
    admit(principal, request)
    if (key.signingKey && request.keyFollows) throw new GatewayError('unauthenticated', unsignedKey)
    if (key.signingKey && !request.is404) await checkSignature(request, key.signingKey, replays)
  }
  const defer = async (request: FastifyRequest, reply: FastifyReply) => {
    request.keyFollows = true
    showBurst(failures.usage(addressKey(request.ip)), reply) // for bodies that cannot be read
  }
  const checkSession = async (token: string, request: FastifyRequest, reply: FastifyReply) => {
    refuseBlocked(failures, token, request, reply)
    assertOwnPage(request, ctx, true)
    const principal = await authenticateSession(ctx.core, token)
    refuseBlocked(failures, token, request, reply)
    if (!principal) return refuseSession(ctx, failures, token, { request, reply })
    failures.remember(token)
    request.principal = principal
    const counted = countRequest(ctx, principal.account, reply)
    if (counted) await counted
    admit(principal, request)
  }
  const authenticateBy =
    ({ readKey = bearerOf, keyMayFollow, takesSessions }: Credentials): Authentication =>
    (request, reply) => {
      const { authorization } = request.headers
      const token = takesSessions && !authorization ? readSessionToken(request, ctx) : null
      if (token !== null) return checkSession(token, request, reply)
      const key = readKey(authorization, request.query)
      const follows = key === null && !authorization && !request.is404 && keyMayFollow?.(request)
      return follows ? defer(request, reply) : check(key, request, reply)
    }
  return { authenticateBy, authenticateKey: check }
}

type Limits = Pick<HttpContext, 'limiter' | 'quotas' | 'planQuotas'>

/**
 * Against the burst and the quota of the account, whatever key it used: only a promise when another has to be asked.
 * @throws GatewayError `rate_limited`, `quota_exceeded`
 */
function countRequest(limits: Limits, account: Account, reply: FastifyReply): Promise<void> | null {
  const limit = effectiveRequestsPerMinute(account)
  const quota = effectiveQuota(account, limits.planQuotas)
  if (limit === null && quota === null) {
    showUnlimited(limits.limiter.windowMs, reply)
    return null
  }
  const burst = limit === null ? null : limits.limiter.take(account.id, limit)
  if (burst instanceof Promise || quota !== null) return settleCount(limits, account, burst, quota, reply)
  if (burst) showBurst(burst, reply)
  if (burst) refuseBurst(burst)
  return null
}

async function settleCount(
  { limiter, quotas }: Limits,
  account: Account,
  burst: Verdict | Promise<Verdict> | null,
  quota: Quota | null,
  reply: FastifyReply,
): Promise<void> {
  const verdict = await burst
  if (verdict) showBurst(verdict, reply)
  else showUnlimited(limiter.windowMs, reply)
  if (verdict) refuseBurst(verdict)
  if (quota === null) return
  const used = await quotas.take(account.id, quota)
  showQuota(used, quota, reply)
  refuseQuota(used, quota)
}

/** @throws GatewayError `forbidden` from another address than the key allows */
function admitKey({ allowsAddress, replaced }: GoodKey, request: FastifyRequest, reply: FastifyReply): void {
  if (replaced) tellOfRotation(replaced, reply)
  if (allowsAddress && !allowsAddress(request.ip))
    throw new GatewayError('forbidden', `The API key may not be used from ${request.ip}.`)
}

/** Before the body is read. @throws GatewayError `account_inactive`; `forbidden`, whose message names the scope */
function admit(principal: Principal, request: FastifyRequest): void {
  if (request.is404) return
  const { scope, inactiveToo, membersOnly } = request.routeOptions.config
  if (!principal.account.active && !inactiveToo) throw new GatewayError('account_inactive', 'The account is inactive.')
  if (!membersOnly) assertSecondFactor(principal)
  const granted = { scopes: principal.scopes, role: principal.member?.role ?? null }
  if (scope) assertScope(granted, scope)
  else if (scope === undefined) assertEveryScope(granted)
  assertForNumbers(principal, operationIdOf(request))
}

/** @throws GatewayError `forbidden` for a member without the second factor that the account demands */
function assertSecondFactor({ account, member }: Principal): void {
  if (!account.requiresTwoFactor || member === null || member.twoFactor) return
  const message = 'The account demands a second factor. Set one up first: POST /v1/two-factor.'
  throw new GatewayError('forbidden', message, { reason: 'two_factor_required' })
}

/** As the document names it. */
function operationIdOf({ routeOptions: { schema, config } }: FastifyRequest): string | undefined {
  const { operationId } = { ...config.documents, ...(schema as { operationId?: string } | undefined) }
  return typeof operationId === 'string' ? operationId : undefined
}

/** RFC 9745 and RFC 8594: since when the secret is deprecated, and when it ends. */
function tellOfRotation({ at, until }: NonNullable<GoodKey['replaced']>, reply: FastifyReply): void {
  reply.header('deprecation', `@${Math.floor(at / 1000)}`)
  reply.header('sunset', new Date(until).toUTCString())
}

export const bearerOf = (header: string | undefined): string | null => {
  const match = header === undefined ? null : /^Bearer +(\S+) *$/i.exec(header)
  return match?.[1] ?? null
}

/** @throws GatewayError `rate_limited` to an address that guesses, unless the secret was good lately */
function refuseBlocked(
  failures: FailedAttempts,
  secret: string | null,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  if (!failures.isBlocked(addressKey(request.ip), secret)) return
  const usage = failures.usage(addressKey(request.ip))
  showBurst(usage, reply)
  refuseBurst({ ...usage, allowed: false })
}

/** The browser is told to forget what it sent, so that it does not go on counting as an attempt. */
function refuseSession(
  ctx: Pick<HttpContext, 'publicUrl'>,
  failures: FailedAttempts,
  token: string,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): never {
  const address = addressKey(request.ip)
  failures.add(address, token)
  showBurst(failures.usage(address), reply)
  clearSession(reply, ctx)
  request.refused = { reason: 'session', target: null }
  throw new GatewayError('unauthenticated', 'The session has ended. Sign in again.')
}

const spentWords: Record<SpentKey['why'], string> = {
  revoked: 'The API key has been revoked.',
  expired: 'The API key has expired.',
  replaced: 'The API key was replaced by a rotation.',
}

function refuseKey(
  failures: FailedAttempts,
  { text, key }: { text: string | null; key: SpentKey | GoodKey | null },
  request: FastifyRequest,
  reply: FastifyReply,
): never {
  const address = addressKey(request.ip)
  failures.add(address, text)
  showBurst(failures.usage(address), reply)
  request.refused = refusedKey(text, key && !key.good ? key : null)
  if (text === null)
    throw new GatewayError('unauthenticated', 'Missing API key. Send the header Authorization: Bearer sk_live_…')
  throw new GatewayError('unauthenticated', key && !key.good ? spentWords[key.why] : 'Invalid API key.')
}

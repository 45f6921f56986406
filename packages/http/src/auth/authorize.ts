import { GatewayError } from '@dawk/core/platform/errors.ts'
import { assertEveryScope, assertScope } from '@dawk/core/tenancy/access/caller.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'
import type { GoodKey } from '@dawk/core/tenancy/api-keys/authenticate/authenticate.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { assertForNumbers } from './restricted-keys.ts'

/** @throws GatewayError `forbidden` from another address than the key allows */
export function authorizeKey({ allowsAddress, replaced }: GoodKey, request: FastifyRequest, reply: FastifyReply): void {
  if (replaced) setRotationHeaders(replaced, reply)
  if (allowsAddress && !allowsAddress(request.ip))
    throw new GatewayError('forbidden', `The API key may not be used from ${request.ip}.`)
}

/** Before the body is read. @throws GatewayError `account_inactive`; `forbidden`, whose message names the scope */
export function authorize(principal: Principal, request: FastifyRequest): void {
  if (request.is404) return
  const { scope, inactiveToo, membersOnly } = request.routeOptions.config
  if (!principal.account.active && !inactiveToo) throw new GatewayError('account_inactive', 'The account is inactive.')
  if (principal.account.suspended && !inactiveToo)
    throw new GatewayError('account_inactive', 'The account is suspended.', { reason: 'suspended' })
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
function setRotationHeaders({ at, until }: NonNullable<GoodKey['replaced']>, reply: FastifyReply): void {
  reply.header('deprecation', `@${Math.floor(at / 1000)}`)
  reply.header('sunset', new Date(until).toUTCString())
}

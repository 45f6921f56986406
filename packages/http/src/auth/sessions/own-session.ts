import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { SignedInMember } from '@dawk/core/tenancy/access/principal.ts'
import type { OwnSession } from '@dawk/core/tenancy/sign-in/second-factor/two-factor.ts'
import type { Whence } from '@dawk/core/tenancy/sign-in/sessions/session.ts'
import type { FastifyRequest } from 'fastify'
import { actorOf, principalOf } from '../authentication.ts'
import { addressKey } from '../rate-limit.ts'

/** Who has signed in, for what is a person's own. @throws GatewayError `forbidden` for an API key */
export function memberOf(request: FastifyRequest): SignedInMember {
  const { member } = principalOf(request)
  if (!member) throw new GatewayError('forbidden', 'This is for members who have signed in, not for API keys.')
  return member
}

export function ownSessionOf(request: FastifyRequest): OwnSession {
  const { id, personId, sessionId } = memberOf(request)
  const accountId = principalOf(request).account.id
  return { id: sessionId, personId, accountId, memberId: id, place: placeOf(request), by: actorOf(request) }
}

/** What attempts from one place are counted under. */
export const placeOf = ({ ip }: FastifyRequest): string => addressKey(ip)

export const whenceOf = ({ ip, id, headers }: FastifyRequest): Whence => ({
  ip,
  requestId: id,
  userAgent: headers['user-agent'] ?? null,
})

import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'
import type { Scope } from '@dawk/core/tenancy/access/scopes.ts'
import { authenticateSession } from '@dawk/core/tenancy/sign-in/sessions/authenticate-session.ts'
import { endSession, listMemberships, type OpenedSession } from '@dawk/core/tenancy/sign-in/sessions/sessions.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { OperationContext } from '#context.ts'
import { readSessionToken, setSession } from './session-cookie.ts'

/** What a dashboard has to know of whom it shows itself to. */
export interface CurrentSession {
  id: string
  member: { id: string; name: string; email: string; role: string }
  account: { id: string; name: string }
  scopes: Scope[]
  /** Everything that the person is a member of, this account included. */
  accounts: { id: string; name: string; role: string }[]
}

export async function readCurrentSession(
  { core }: Pick<OperationContext, 'core'>,
  { account, member, scopes }: Principal,
): Promise<CurrentSession> {
  if (!member) throw new GatewayError('forbidden', 'This is for members who have signed in, not for API keys.')
  const { id, name, email, role, personId, sessionId } = member
  const memberships = await listMemberships(core, personId)
  return {
    id: sessionId,
    member: { id, name, email, role },
    account: { id: account.id, name: account.name },
    scopes: [...scopes],
    accounts: memberships.map((one) => ({ id: one.accountId, name: one.accountName, role: one.role })),
  }
}

/** Gives the browser the session's cookie, and its page what it shows; what it was signed in as before is over. */
export async function enterSession(
  ctx: Pick<OperationContext, 'core' | 'publicUrl'>,
  request: FastifyRequest,
  reply: FastifyReply,
  { token }: OpenedSession,
): Promise<CurrentSession> {
  const principal = await authenticateSession(ctx.core, token)
  if (!principal) throw new GatewayError('unauthenticated', 'The session has ended. Sign in again.')
  await endFormer(ctx, request)
  setSession(reply, ctx, token)
  return readCurrentSession(ctx, principal)
}

/** The session that this browser had, so that none stays behind whose cookie is overwritten. */
async function endFormer(ctx: Pick<OperationContext, 'core' | 'publicUrl'>, request: FastifyRequest): Promise<void> {
  const token = readSessionToken(request, ctx)
  const member = token === null ? null : (await authenticateSession(ctx.core, token))?.member
  if (!member) return
  const by = { kind: 'member' as const, id: member.id, name: member.email, ip: request.ip, requestId: request.id }
  await endSession(ctx.core, member.personId, member.sessionId, by).catch((error) => {
    if (!(error instanceof GatewayError && error.code === 'not_found')) throw error // it ended at this moment
  })
}

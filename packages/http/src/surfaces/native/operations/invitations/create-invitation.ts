import { inviteMember } from '@dawk/core/tenancy/members/invitations.ts'
import { readEmail } from '@dawk/core/tenancy/members/member.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { strict } from '#resources/schemas.ts'
import { Email, RoleName } from '#resources/session-schemas.ts'
import { Shown, showInvitation } from './invitation-views.ts'

export const createInvitation = operation({
  route: 'POST /invitations',
  tag: 'Invitations',
  scope: 'members:write',
  refuses: ['conflict'],
  summary: 'Invite somebody',
  description:
    'The link is in this answer and never again; it is also mailed where the installation sends mail. With a key that holds every scope an account gets its first owner this way.',
  body: Type.Object(
    { email: Email, role: RoleName },
    { ...strict, examples: [{ email: 'asha@example.com', role: 'agent' }] },
  ),
  reply: { 201: Shown },
  async handle({ ctx, caller, principal, body }) {
    const given = { email: readEmail(body.email), role: body.role }
    const shown = await inviteMember(ctx.core, caller, given)
    return showInvitation(ctx, principal.account.name, shown)
  },
})

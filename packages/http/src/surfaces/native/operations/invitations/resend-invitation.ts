import { resendInvitation as resendInvitationInCore } from '@dawk/core/tenancy/members/invite.ts'
import { operation } from '#operations/operation.ts'
import { Shown, showInvitation } from './invitation-views.ts'

export const resendInvitation = operation({
  route: 'POST /invitations/:id/resend',
  of: 'invitation',
  tag: 'Invitations',
  scope: 'members:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Send an invitation again',
  description: 'Another link, good for another seven days; the one before is dead. Also for one that has expired.',
  reply: { 200: Shown },
  async handle({ ctx, accountId, principal, actor, id }) {
    const shown = await resendInvitationInCore(ctx.core, accountId, id, actor, principal)
    return showInvitation(ctx, principal.account.name, shown)
  },
})

import { resendInvitation as resendInvitationInCore } from '@dawk/core/tenancy/members/invitations.ts'
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
  async handle({ ctx, caller, principal, id }) {
    const shown = await resendInvitationInCore(ctx.core, caller, id)
    return showInvitation(ctx, principal.account.name, shown)
  },
})

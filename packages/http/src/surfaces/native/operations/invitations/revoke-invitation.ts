import { revokeInvitation as revokeInvitationInCore } from '@dawk/core/tenancy/members/invitations.ts'
import { operation } from '#operations/operation.ts'
import { InvitationView, toInvitationView } from './invitation-views.ts'

export const revokeInvitation = operation({
  route: 'POST /invitations/:id/revoke',
  of: 'invitation',
  tag: 'Invitations',
  scope: 'members:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Revoke an invitation',
  description: 'Its link is dead at once; doing so twice changes nothing.',
  reply: { 200: InvitationView },
  handle: async ({ ctx, caller, id }) => toInvitationView(await revokeInvitationInCore(ctx.core, caller, id)),
})

import { listInvitations as listInvitationsInCore } from '@dawk/core/tenancy/members/invitations.ts'
import { list } from '#operations/list.ts'
import { InvitationView, toInvitationView } from './invitation-views.ts'

export const listInvitations = list({
  route: 'GET /invitations',
  tag: 'Invitations',
  scope: 'members:read',
  summary: 'List invitations',
  description: 'Newest first, whatever became of them.',
  item: InvitationView,
  read: ({ ctx, caller }, page) => listInvitationsInCore(ctx.core, caller, page),
  view: toInvitationView,
})

import { listMembers as listMembersInCore } from '@dawk/core/tenancy/members/members.ts'
import { list } from '#operations/list.ts'
import { MemberView, toMemberView } from './member-view.ts'

export const listMembers = list({
  route: 'GET /members',
  tag: 'Members',
  scope: 'members:read',
  summary: 'List members',
  description: 'In the order in which they joined.',
  item: MemberView,
  read: ({ ctx, caller }, page) => listMembersInCore(ctx.core, caller, page),
  view: toMemberView,
})

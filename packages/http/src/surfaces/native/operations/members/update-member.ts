import { updateMember as updateMemberInCore } from '@dawk/core/tenancy/members/members.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { strict } from '#resources/schemas.ts'
import { PersonName, RoleName } from '#resources/session-schemas.ts'
import { MemberView, toMemberView } from './member-view.ts'

const MemberChange = Type.Object(
  { name: Type.Optional(PersonName), role: Type.Optional(RoleName) },
  { ...strict, examples: [{ role: 'admin' }] },
)

export const updateMember = operation({
  route: 'PATCH /members/:id',
  of: 'member',
  tag: 'Members',
  scope: 'members:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Change a member',
  description:
    'Name or role. Another role ends the sessions of the member in this account at once: they sign in again. The last owner stays one (409).',
  body: MemberChange,
  reply: { 200: MemberView },
  handle: async ({ ctx, caller, id, body }) => toMemberView(await updateMemberInCore(ctx.core, caller, id, body)),
})

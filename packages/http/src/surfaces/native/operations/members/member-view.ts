import type { Member } from '@dawk/core/tenancy/members/member.ts'
import Type from 'typebox'
import { Id } from '#resources/schemas.ts'
import { RoleName } from '#resources/session-schemas.ts'

export const MemberView = Type.Object({
  id: Id,
  email: Type.String(),
  name: Type.String(),
  role: RoleName,
  createdAt: Type.String({ format: 'date-time' }),
})

export const toMemberView = ({ accountId: _, personId: __, ...member }: Member) => member

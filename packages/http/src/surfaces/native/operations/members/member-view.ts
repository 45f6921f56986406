import type { Member } from '@dawk/core/tenancy/members/member.ts'
import Type from 'typebox'
import { Id } from '#surfaces/native/schemas/schemas.ts'
import { RoleName } from '#surfaces/native/schemas/session-schemas.ts'

export const MemberView = Type.Object({
  id: Id,
  email: Type.String(),
  name: Type.String(),
  role: RoleName,
  createdAt: Type.String({ format: 'date-time' }),
})

export const toMemberView = ({ accountId: _, personId: __, ...member }: Member) => member

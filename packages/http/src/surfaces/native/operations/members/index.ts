import { getMember } from './get-member.ts'
import { listMembers } from './list-members.ts'
import { removeMember } from './remove-member.ts'
import { signMemberOut } from './sign-member-out.ts'
import { updateMember } from './update-member.ts'

export const members = { listMembers, getMember, updateMember, removeMember, signMemberOut }

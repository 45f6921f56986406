import { api, take } from '#lib/client/client.ts'
import type { Role } from './members.ts'

/** A member with another role is signed out everywhere. */
export const changeRole = (id: string, role: Role) =>
  take(api.PATCH('/members/{id}', { params: { path: { id } }, body: { role } }))

export const removeMember = (id: string) => take(api.DELETE('/members/{id}', { params: { path: { id } } }))

export const signMemberOut = (id: string) => take(api.DELETE('/members/{id}/sessions', { params: { path: { id } } }))

import { api, take } from '#lib/client/client.ts'
import { after, pagedQuery } from '#lib/data/use-pages.ts'
import type { Role } from './members.ts'

export const invitationsQuery = pagedQuery(['invitations'], (cursor) =>
  take(api.GET('/invitations', { params: { query: { limit: 100, ...after(cursor) } } })),
)

export type Invitation = Awaited<ReturnType<typeof invitationsQuery.readPage>>['data'][number]

/** The answer holds the link, which is mailed where this host sends mail. */
export const createInvitation = (body: { email: string; role: Role }) => take(api.POST('/invitations', { body }))

/** Another link; the one before is dead. */
export const resendInvitation = (id: string) => take(api.POST('/invitations/{id}/resend', { params: { path: { id } } }))

export const revokeInvitation = (id: string) => take(api.POST('/invitations/{id}/revoke', { params: { path: { id } } }))

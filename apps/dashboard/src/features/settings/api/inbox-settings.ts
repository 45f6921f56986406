import { api, take } from '#lib/client/client.ts'
import type { InboxSettings } from '#lib/inbox/team-work.ts'

export const changeInboxSettings = (change: Partial<InboxSettings>) =>
  take(api.PATCH('/inbox/settings', { body: change }))

export const createLabel = (name: string) => take(api.POST('/labels', { body: { name } }))

export const deleteLabel = (id: string) => take(api.DELETE('/labels/{id}', { params: { path: { id } } }))

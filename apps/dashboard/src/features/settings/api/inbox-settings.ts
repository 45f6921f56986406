import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, take } from '#lib/client/client.ts'

export type InboxSettings = Schemas['InboxSettings']

export const inboxSettingsQuery = queryOptions({
  queryKey: ['inbox-settings'],
  queryFn: () => take(api.GET('/inbox/settings')),
})

export const changeInboxSettings = (change: Partial<InboxSettings>) =>
  take(api.PATCH('/inbox/settings', { body: change }))

export const labelsQuery = queryOptions({
  queryKey: ['labels'],
  queryFn: async () => (await take(api.GET('/labels', { params: { query: { limit: 100 } } }))).data,
})

export const createLabel = (name: string) => take(api.POST('/labels', { body: { name } }))

export const deleteLabel = (id: string) => take(api.DELETE('/labels/{id}', { params: { path: { id } } }))

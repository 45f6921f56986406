import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, take } from '#lib/client/client.ts'

export type Team = Schemas['Team']
export type InboxSettings = Schemas['InboxSettings']

const staleTime = 60_000

export const labelsQuery = queryOptions({
  queryKey: ['labels'],
  staleTime,
  queryFn: async () => (await take(api.GET('/labels', { params: { query: { limit: 100 } } }))).data,
})

export const teamsQuery = queryOptions({
  queryKey: ['teams'],
  staleTime,
  queryFn: async () => (await take(api.GET('/teams', { params: { query: { limit: 100 } } }))).data,
})

export const inboxSettingsQuery = queryOptions({
  queryKey: ['inbox-settings'],
  staleTime,
  queryFn: () => take(api.GET('/inbox/settings')),
})

import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, take } from '#lib/client/client.ts'

type Label = Schemas['Label']

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

export const agentsQuery = queryOptions({
  queryKey: ['inbox-agents'],
  staleTime,
  queryFn: async () => (await take(api.GET('/inbox/agents', {}))).data,
})

export const takeConversations = (memberId: string, available: boolean) =>
  take(api.PATCH('/inbox/agents/{id}', { params: { path: { id: memberId } }, body: { available } }))

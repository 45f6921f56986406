import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'

export const agentsQuery = queryOptions({
  queryKey: ['inbox-agents'],
  queryFn: async () => (await take(api.GET('/inbox/agents', {}))).data,
})

export const takeConversations = (memberId: string, available: boolean) =>
  take(api.PATCH('/inbox/agents/{id}', { params: { path: { id: memberId } }, body: { available } }))

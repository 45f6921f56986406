import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'

export const contactQuery = (id: string) =>
  queryOptions({
    queryKey: ['contact', id],
    queryFn: () => take(api.GET('/contacts/{id}', { params: { path: { id } } })),
  })

/** The conversations with a person, one for each of our numbers. */
export const contactConversationsQuery = (contactId: string) =>
  queryOptions({
    queryKey: ['conversations', 'of-contact', contactId],
    queryFn: async () => (await take(api.GET('/conversations', { params: { query: { contactId, limit: 20 } } }))).data,
  })

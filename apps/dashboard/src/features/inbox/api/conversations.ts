import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, take } from '#lib/client/client.ts'
import { after, pagedQuery } from '#lib/data/use-pages.ts'

export type Conversation = Schemas['Conversation']

export interface ConversationFilters {
  status?: Conversation['status']
  unread?: boolean
  assignee?: string
  teamId?: string
  labelId?: string
  priority?: Conversation['priority']
  numberId?: string
  search?: string
}

const pageSize = 50

/** By their last activity, the latest first. */
export const conversationsQuery = (filters: ConversationFilters) =>
  pagedQuery<Conversation>(['conversations', filters], (cursor) =>
    take(api.GET('/conversations', { params: { query: { ...filters, limit: pageSize, ...after(cursor) } } })),
  )

export const conversationQuery = (id: string) =>
  queryOptions({
    queryKey: ['conversation', id],
    queryFn: () => take(api.GET('/conversations/{id}', { params: { path: { id } } })),
  })

import { api, type Schemas, take } from '#lib/client/client.ts'
import { after, pagedQuery } from '#lib/data/use-pages.ts'

export type Message = Schemas['ThreadMessage']

const pageSize = 40

/** Newest first. */
export const messagesQuery = (id: string) =>
  pagedQuery<Message>(['messages', id], (cursor) =>
    take(
      api.GET('/conversations/{id}/messages', {
        params: { path: { id }, query: { limit: pageSize, ...after(cursor) } },
      }),
    ),
  )

import { queryOptions } from '@tanstack/react-query'
import { api, take } from '#lib/client/client.ts'

/** The file that a received message brought; null: it is still being fetched from Meta, or was lost. */
export const messageMediaQuery = (messageId: string) =>
  queryOptions({
    queryKey: ['message-media', messageId],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async () => (await take(api.GET('/media', { params: { query: { messageId } } }))).data[0] ?? null,
  })

export const mediaQuery = (id: string) =>
  queryOptions({
    queryKey: ['media', id],
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => take(api.GET('/media/{id}', { params: { path: { id } } })),
  })

/** The bytes, by the session's cookie: a link that can be handed on would outlive the session. */
export const contentUrl = (mediaId: string): string => `/v1/media/${encodeURIComponent(mediaId)}/content`

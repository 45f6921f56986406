import { api, take } from '#lib/client/client.ts'
import { after, pagedQuery } from '#lib/data/use-pages.ts'

export const cannedRepliesQuery = pagedQuery(['canned-replies', 'all'], (cursor) =>
  take(api.GET('/canned-replies', { params: { query: { limit: 100, ...after(cursor) } } })),
)

export type CannedReply = Awaited<ReturnType<typeof cannedRepliesQuery.readPage>>['data'][number]

export const createCannedReply = (body: { shortcut: string; body: string }) =>
  take(api.POST('/canned-replies', { body }))

export const deleteCannedReply = (id: string) => take(api.DELETE('/canned-replies/{id}', { params: { path: { id } } }))

import { api, take } from '#lib/client/client.ts'
import { after, pagedQuery } from '#lib/data/use-pages.ts'

export const apiKeysQuery = pagedQuery(['api-keys'], (cursor) =>
  take(api.GET('/api-keys', { params: { query: { limit: 50, revoked: false, ...after(cursor) } } })),
)

export type ApiKey = Awaited<ReturnType<typeof apiKeysQuery.readPage>>['data'][number]

/** The answer shows the key, once. */
export const createApiKey = (body: { name: string; scopes: string[]; test: boolean }) =>
  take(api.POST('/api-keys', { body }))

/** Another secret; the one before stays good for an hour. */
export const rotateApiKey = (id: string) =>
  take(api.POST('/api-keys/{id}/rotate', { params: { path: { id } }, body: { graceSeconds: 3600 } }))

export const revokeApiKey = (id: string) => take(api.POST('/api-keys/{id}/revoke', { params: { path: { id } } }))

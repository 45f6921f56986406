import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, take } from '#lib/client/client.ts'
import { after, pagedQuery } from '#lib/data/use-pages.ts'

export type Endpoint = Schemas['WebhookEndpoint']

export const endpointsQuery = pagedQuery<Endpoint>(['endpoints'], (cursor) =>
  take(api.GET('/webhook-endpoints', { params: { query: { limit: 50, ...after(cursor) } } })),
)

export const endpointQuery = (id: string) =>
  queryOptions({
    queryKey: ['endpoint', id],
    queryFn: () => take(api.GET('/webhook-endpoints/{id}', { params: { path: { id } } })),
  })

/** The answer shows the signing secret, once. */
export const createEndpoint = (body: { url: string; eventTypes: string[]; description: string | null }) =>
  take(api.POST('/webhook-endpoints', { body }))

export const changeEndpoint = (id: string, body: { enabled: boolean }) =>
  take(api.PATCH('/webhook-endpoints/{id}', { params: { path: { id } }, body }))

/** Sends an event at once, and tells what came back. */
export const testEndpoint = (id: string) => take(api.POST('/webhook-endpoints/{id}/test', { params: { path: { id } } }))

/** Another secret; for a day each delivery is signed with both. */
export const rotateSecret = (id: string) =>
  take(api.POST('/webhook-endpoints/{id}/secret', { params: { path: { id } }, body: { graceSeconds: 86_400 } }))

export const deleteEndpoint = (id: string) => take(api.DELETE('/webhook-endpoints/{id}', { params: { path: { id } } }))

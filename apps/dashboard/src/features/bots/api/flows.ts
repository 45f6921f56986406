import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, type Schemas, take } from '#lib/client/client.ts'
import { after, pagedQuery } from '#lib/data/use-pages.ts'

export type FlowSummary = Schemas['FlowSummary']
export type Flow = Schemas['Flow']
export type Version = Schemas['FlowVersionSummary']

export const flowsQuery = (archived: boolean) =>
  pagedQuery<FlowSummary>(['flows', 'list', archived], (cursor) =>
    take(api.GET('/flows', { params: { query: { limit: 50, archived, ...after(cursor) } } })),
  )

export const flowQuery = (id: string) =>
  queryOptions({
    queryKey: ['flows', 'one', id],
    queryFn: () => take(api.GET('/flows/{id}', { params: { path: { id } } })),
  })

export const versionsQuery = (id: string) =>
  pagedQuery<Version>(['flows', 'versions', id], (cursor) =>
    take(api.GET('/flows/{id}/versions', { params: { path: { id }, query: { limit: 50, ...after(cursor) } } })),
  )

/** Its document never changes. */
export const readVersion = (id: string, number: number) =>
  take(api.GET('/flows/{id}/versions/{number}', { params: { path: { id, number } } }))

/** What publishing would say. */
export const validationQuery = (spec: Record<string, unknown>) =>
  queryOptions({
    queryKey: ['flows', 'validation', spec],
    queryFn: () => take(api.POST('/flows/validate', { body: { spec } })),
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  })

const liveMs = 5000

export const statsQuery = (id: string) =>
  queryOptions({
    queryKey: ['flows', 'stats', id],
    queryFn: () => take(api.GET('/flows/{id}/stats', { params: { path: { id } } })),
    refetchInterval: liveMs,
  })

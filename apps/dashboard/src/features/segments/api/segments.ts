import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, take } from '#lib/client/client.ts'
import { after, pagedQuery } from '#lib/data/use-pages.ts'

export type Segment = Schemas['Segment']
type ContactSummary = Schemas['ContactSummary']

export const segmentsQuery = pagedQuery<Segment>(['segments', 'all'], (cursor) =>
  take(api.GET('/segments', { params: { query: { limit: 100, ...after(cursor) } } })),
)

export const segmentQuery = (id: string) =>
  queryOptions({
    queryKey: ['segments', 'one', id],
    queryFn: () => take(api.GET('/segments/{id}', { params: { path: { id } } })),
  })

export const segmentContactsQuery = (id: string) =>
  pagedQuery<ContactSummary>(['segments', 'contacts', id], (cursor) =>
    take(api.GET('/segments/{id}/contacts', { params: { path: { id }, query: { limit: 50, ...after(cursor) } } })),
  )

interface SegmentBody {
  name: string
  /** Absent: a list made by hand. */
  filter?: Record<string, unknown>
  followed?: boolean
}

export const createSegment = (body: SegmentBody) => take(api.POST('/segments', { body }))

export const updateSegment = (id: string, body: Partial<SegmentBody>) =>
  take(api.PATCH('/segments/{id}', { params: { path: { id } }, body }))

export const deleteSegment = (id: string) => take(api.DELETE('/segments/{id}', { params: { path: { id } } }))

/** Whom a filter finds at this moment. */
export const previewQuery = (filter: Record<string, unknown>) =>
  queryOptions({
    queryKey: ['segments', 'preview', filter],
    queryFn: () => take(api.POST('/segments/preview', { body: { filter } })),
    retry: false,
  })

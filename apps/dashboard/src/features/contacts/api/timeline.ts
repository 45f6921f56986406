import { api, type Schemas, take } from '#lib/client/client.ts'
import { after, pagedQuery } from '#lib/data/use-pages.ts'

export type TimelineEntry = Schemas['TimelineEntry']

export const timelineQuery = (id: string) =>
  pagedQuery<TimelineEntry>(['contact', id, 'timeline'], (cursor) =>
    take(api.GET('/contacts/{id}/timeline', { params: { path: { id }, query: { limit: 20, ...after(cursor) } } })),
  )

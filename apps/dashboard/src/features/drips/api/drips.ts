import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, take } from '#lib/client/client.ts'
import { after, type PagedQuery, pagedQuery } from '#lib/data/use-pages.ts'

export type Drip = Schemas['Drip']
export type Enrollment = Schemas['Enrollment']
export type DripState = Drip['state']
export type PeopleState = Enrollment['state']

export const dripsQuery = (state: DripState | null) =>
  pagedQuery(['drips', 'list', state], (cursor) =>
    take(api.GET('/drips', { params: { query: { limit: 50, ...(state && { state }), ...after(cursor) } } })),
  )

export const dripQuery = (id: string) =>
  queryOptions({
    queryKey: ['drips', 'one', id],
    queryFn: () => take(api.GET('/drips/{id}', { params: { path: { id } } })),
  })

const liveMs = 5000

/** People move on by themselves: it is read again while it is looked at. */
export const statisticsQuery = (id: string) =>
  queryOptions({
    queryKey: ['drips', 'statistics', id],
    queryFn: () => take(api.GET('/drips/{id}/statistics', { params: { path: { id } } })),
    refetchInterval: liveMs,
  })

export type Statistics = Schemas['DripStatistics']

export const peopleQuery = (id: string, state: PeopleState | null): PagedQuery<Enrollment> => ({
  queryKey: ['drips', 'people', id, state],
  everyMs: liveMs,
  readPage: (cursor) =>
    take(
      api.GET('/drips/{id}/enrollments', {
        params: { path: { id }, query: { limit: 50, ...(state && { state }), ...after(cursor) } },
      }),
    ),
})

export const enrollmentQuery = (id: string, enrollmentId: string) =>
  queryOptions({
    queryKey: ['drips', 'person', id, enrollmentId],
    queryFn: () => take(api.GET('/drips/{id}/enrollments/{enrollmentId}', { params: { path: { id, enrollmentId } } })),
  })

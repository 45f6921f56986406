import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, take } from '#lib/client/client.ts'
import { after, type PagedQuery, pagedQuery } from '#lib/data/use-pages.ts'

export type FlowSession = Schemas['FlowSession']
export type SessionState = FlowSession['state']
export type FlowStep = Schemas['FlowStep']

const liveMs = 5000

export const sessionsQuery = (flowId: string, state: SessionState | null): PagedQuery<FlowSession> => ({
  queryKey: ['flows', 'sessions', flowId, state],
  everyMs: liveMs,
  readPage: (cursor) =>
    take(
      api.GET('/flow-sessions', {
        params: { query: { flowId, limit: 50, ...(state && { state }), ...after(cursor) } },
      }),
    ),
})

export const sessionQuery = (id: string) =>
  queryOptions({
    queryKey: ['flows', 'session', id],
    queryFn: () => take(api.GET('/flow-sessions/{id}', { params: { path: { id } } })),
    refetchInterval: ({ state }) => (state.data?.state === 'waiting' ? liveMs : false),
  })

export const stepsQuery = (id: string) =>
  pagedQuery<FlowStep>(['flows', 'steps', id], (cursor) =>
    take(api.GET('/flow-sessions/{id}/steps', { params: { path: { id }, query: { limit: 100, ...after(cursor) } } })),
  )

export const stopSession = (id: string) =>
  take(api.POST('/flow-sessions/{id}/stop', { params: { path: { id } }, body: {} }))

export const startSession = (id: string, contactId: string) =>
  take(api.POST('/flows/{id}/sessions', { params: { path: { id } }, body: { contactId } }))

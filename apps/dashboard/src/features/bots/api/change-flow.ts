import { api, take } from '#lib/client/client.ts'

const of = (id: string) => ({ params: { path: { id } } })

export const createFlow = (body: { name: string; spec: Record<string, unknown> }) => take(api.POST('/flows', { body }))

interface FlowChange {
  name?: string
  enabled?: boolean
  archived?: boolean
  spec?: Record<string, unknown>
  /** Only while the draft has this revision. */
  ifRevision?: number
}

export const updateFlow = (id: string, body: FlowChange) => take(api.PATCH('/flows/{id}', { ...of(id), body }))

export type SessionFate = 'keep' | 'move' | 'end'

export const publishFlow = (id: string, body: { message?: string; sessions: SessionFate }) =>
  take(api.POST('/flows/{id}/publish', { ...of(id), body }))

export const simulate = (spec: Record<string, unknown>, transcript: string) =>
  take(api.POST('/flows/simulate', { body: { spec, transcript } }))

export type Simulation = Awaited<ReturnType<typeof simulate>>

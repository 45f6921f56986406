import { api, take } from '#lib/client/client.ts'

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

import { api, take } from '#lib/client/client.ts'
import type { paths } from '#native-api'

export type DripBody = NonNullable<paths['/drips']['post']['requestBody']>['content']['application/json']

const of = (id: string) => ({ params: { path: { id } } })

/** Null: a new one. */
export const saveDrip = (id: string | null, body: DripBody) =>
  id === null ? take(api.POST('/drips', { body })) : take(api.PATCH('/drips/{id}', { ...of(id), body }))

/** With `moves` those who are under way go on in the new version. */
export const publishDrip = (id: string, moves: boolean) =>
  take(api.POST('/drips/{id}/publish', { ...of(id), body: moves ? { migrate: {} } : {} }))

export const pauseDrip = (id: string) => take(api.POST('/drips/{id}/pause', of(id)))
export const resumeDrip = (id: string) => take(api.POST('/drips/{id}/resume', of(id)))
export const archiveDrip = (id: string) => take(api.POST('/drips/{id}/archive', of(id)))
export const deleteDrip = (id: string) => take(api.DELETE('/drips/{id}', of(id)))

/** `key` makes a repeated click let nobody in twice. */
export const enroll = (id: string, contactIds: string[], key: string) =>
  take(api.POST('/drips/{id}/enrollments', { ...of(id), body: { contactIds, key } }))

export const takeOut = (id: string, enrollmentId: string) =>
  take(api.DELETE('/drips/{id}/enrollments/{enrollmentId}', { params: { path: { id, enrollmentId } } }))

import { api, take } from '#lib/client/client.ts'

export const createTeam = (name: string) => take(api.POST('/teams', { body: { name } }))

export const changeTeam = (id: string, body: { name?: string; memberIds?: string[] }) =>
  take(api.PATCH('/teams/{id}', { params: { path: { id } }, body }))

export const deleteTeam = (id: string) => take(api.DELETE('/teams/{id}', { params: { path: { id } } }))

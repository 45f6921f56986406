import { api, take } from '#lib/client/client.ts'

export const readDraft = (id: string) => take(api.GET('/conversations/{id}/draft', { params: { path: { id } } }))

export const saveDraft = (id: string, body: string) =>
  take(api.PUT('/conversations/{id}/draft', { params: { path: { id } }, body: { body } }))

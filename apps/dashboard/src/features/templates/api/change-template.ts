import { api, take } from '#lib/client/client.ts'

export const deleteTemplate = (id: string) => take(api.DELETE('/templates/{id}', { params: { path: { id } } }))

/** Lets go what waited because Meta changed the category. */
export const releaseTemplate = (id: string) => take(api.POST('/templates/{id}/release', { params: { path: { id } } }))

/** Reads all of them from Meta now. */
export const syncTemplates = () => take(api.POST('/templates/sync', { body: {} }))

import { api, take } from '#lib/client/client.ts'

/** Of one that has not left. */
export const cancelMessage = (id: string) => take(api.POST('/messages/{id}/cancel', { params: { path: { id } } }))

/** Of one that has failed. */
export const retryMessage = (id: string) => take(api.POST('/messages/{id}/retry', { params: { path: { id } } }))

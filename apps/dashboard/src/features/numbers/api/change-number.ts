import { api, take } from '#lib/client/client.ts'

/** Asks Meta about everything that could be wrong with the number. */
export const verifyNumber = (id: string) => take(api.POST('/numbers/{id}/verify', { params: { path: { id } } }))

/** The number stops sending and receiving here. */
export const disconnectNumber = (id: string) => take(api.DELETE('/numbers/{id}', { params: { path: { id } } }))

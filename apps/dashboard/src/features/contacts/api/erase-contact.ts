import { api, take } from '#lib/client/client.ts'

/** Everything that was said and stored is removed; it cannot be undone. */
export const eraseContact = (id: string) => take(api.POST('/contacts/{id}/erase', { params: { path: { id } } }))

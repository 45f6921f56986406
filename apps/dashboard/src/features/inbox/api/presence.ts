import { api, take } from '#lib/client/client.ts'

export const announcePresence = (id: string, state: 'viewing' | 'typing' | 'gone') =>
  take(api.POST('/conversations/{id}/presence', { params: { path: { id } }, body: { state } }))

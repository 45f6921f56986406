import { queryOptions } from '@tanstack/react-query'
import { api, type Schemas, take } from '#lib/client/client.ts'

export type Note = Schemas['Note']

/** The latest hundred, which is what anybody reads. */
export const notesQuery = (id: string) =>
  queryOptions({
    queryKey: ['notes', id],
    queryFn: async () =>
      (await take(api.GET('/conversations/{id}/notes', { params: { path: { id }, query: { limit: 100 } } }))).data,
  })

export const createNote = (id: string, body: string, mentions: string[]) =>
  take(api.POST('/conversations/{id}/notes', { params: { path: { id } }, body: { body, mentions } }))

export const deleteNote = ({ id, conversationId }: Note) =>
  take(api.DELETE('/conversations/{id}/notes/{noteId}', { params: { path: { id: conversationId, noteId: id } } }))

import { api, type Schemas, take } from '#lib/client/client.ts'

type Contact = Schemas['Contact']
export type ContactChange = Partial<Pick<Contact, 'name' | 'language' | 'timezone' | 'attributes'>>

/** Only while the contact is as it was when it was read: what somebody else has written meanwhile is not replaced. */
export const changeContact = ({ id, version }: Pick<Contact, 'id' | 'version'>, body: ContactChange) =>
  take(api.PATCH('/contacts/{id}', { params: { path: { id }, header: { 'if-match': `"${version}"` } }, body }))

export const tagContact = (id: string, tags: string[]) =>
  take(api.POST('/contacts/{id}/tags', { params: { path: { id } }, body: { tags } }))

export const untagContact = (id: string, name: string) =>
  take(api.DELETE('/contacts/{id}/tags/{name}', { params: { path: { id, name } } }))

export const mergeContacts = (id: string, contactId: string) =>
  take(api.POST('/contacts/{id}/merge', { params: { path: { id } }, body: { contactId } }))

export const undoMerge = (id: string) => take(api.POST('/contacts/merges/{id}/undo', { params: { path: { id } } }))

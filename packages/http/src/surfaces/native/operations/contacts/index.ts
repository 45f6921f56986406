import { bulkWriteContacts } from './bulk-write-contacts.ts'
import { createContact } from './create-contact.ts'
import { deleteContact } from './delete-contact.ts'
import { getContact } from './get-contact.ts'
import { listContacts } from './list-contacts.ts'
import { updateContact } from './update-contact.ts'
import { upsertContact } from './upsert-contact.ts'

export const contacts = {
  listContacts,
  getContact,
  createContact,
  updateContact,
  upsertContact,
  deleteContact,
  bulkWriteContacts,
}

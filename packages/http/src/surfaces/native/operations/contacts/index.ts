import { bulkWriteContacts } from './bulk-write-contacts.ts'
import { changeContactSettings } from './change-contact-settings.ts'
import { createContact } from './create-contact.ts'
import { deleteContact } from './delete-contact.ts'
import { getContact } from './get-contact.ts'
import { getContactSettings } from './get-contact-settings.ts'
import { listContactTimeline } from './list-contact-timeline.ts'
import { listContacts } from './list-contacts.ts'
import { mergeContacts } from './merge-contacts.ts'
import { searchContacts } from './search-contacts.ts'
import { tagContact } from './tag-contact.ts'
import { undoContactMerge } from './undo-contact-merge.ts'
import { untagContact } from './untag-contact.ts'
import { updateContact } from './update-contact.ts'
import { upsertContact } from './upsert-contact.ts'

export const contacts = {
  listContacts,
  searchContacts,
  getContact,
  createContact,
  updateContact,
  upsertContact,
  deleteContact,
  bulkWriteContacts,
  tagContact,
  untagContact,
  listContactTimeline,
  mergeContacts,
  undoContactMerge,
  getContactSettings,
  changeContactSettings,
}

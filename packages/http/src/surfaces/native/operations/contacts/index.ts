import { getContact } from './get-contact.ts'
import { listContacts } from './list-contacts.ts'

export const contacts = { listContacts, getContact }

import type { Contact } from '../../contacts/read/contact.ts'

export type Cell = string

/** What a column shows of a contact, as JSON has it. */
export function fieldOf(contact: Contact, column: string): unknown {
  if (column.startsWith('attributes.')) return contact.attributes[column.slice('attributes.'.length)] ?? null
  if (column === 'phone') return contact.phone === null ? null : `+${contact.phone}`
  if (column === 'externalIds') return contact.externalIds.map(({ source, externalId }) => ({ source, externalId }))
  return contact[column as keyof Contact] ?? null
}

/** The same for a spreadsheet: texts alone, so that no phone number loses its digits. An import takes all of them back. */
export function cellOf(contact: Contact, column: string): Cell {
  const value = fieldOf(contact, column)
  if (value === null || value === undefined) return ''
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value.join(',')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

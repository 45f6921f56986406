import { type Findings, type Json, shown } from './findings.ts'

const contactsMax = 5
const nameParts = ['first_name', 'last_name', 'middle_name', 'suffix', 'prefix']

/** Members of lists of objects, all of them texts. */
const lists: Record<string, readonly string[]> = {
  phones: ['phone', 'type', 'wa_id'],
  emails: ['email', 'type'],
  addresses: ['street', 'city', 'state', 'zip', 'country', 'country_code', 'type'],
  urls: ['url', 'type'],
}
const orgParts = ['company', 'department', 'title']

export function checkContacts(value: unknown, field: string, find: Findings): void {
  for (const [index, contact] of find.list(value, field, 'contacts', 1, contactsMax).entries())
    checkContact(contact, `${field}.${index}`, find)
}

function checkContact(value: unknown, field: string, find: Findings): void {
  const contact = find.object(value, field)
  if (!contact) return
  checkName(contact['name'], `${field}.name`, find)
  for (const [member, parts] of Object.entries(lists)) checkParts(contact[member], `${field}.${member}`, parts, find)
  const org = find.optionalObject(contact['org'], `${field}.org`)
  if (org) checkTexts(org, `${field}.org`, orgParts, find)
  const birthday = find.optionalText(contact['birthday'], `${field}.birthday`)
  if (birthday !== null && !isDate(birthday))
    find.add(`${field}.birthday`, `must be a date as 1990-12-31, got ${shown(birthday)}`)
}

function checkName(value: unknown, field: string, find: Findings): void {
  const name = find.object(value, field)
  if (!name) return
  find.text(name['formatted_name'], `${field}.formatted_name`)
  checkTexts(name, field, nameParts, find)
  if (!nameParts.some((part) => name[part]))
    find.problems.push({ field, message: `needs one of ${nameParts.join(', ')}`, rule: 'required' })
}

function checkParts(value: unknown, field: string, parts: readonly string[], find: Findings): void {
  if (value === undefined || value === null) return
  for (const [index, entry] of find.list(value, field, 'objects', 0, 100).entries()) {
    const object = find.object(entry, `${field}.${index}`)
    if (object) checkTexts(object, `${field}.${index}`, parts, find)
  }
}

function checkTexts(object: Json, field: string, parts: readonly string[], find: Findings): void {
  for (const part of parts) find.optionalText(object[part], `${field}.${part}`)
}

function isDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const date = new Date(`${text}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
}

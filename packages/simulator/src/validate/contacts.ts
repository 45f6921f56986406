import { invalid } from '../graph-error.ts'
import type { Json } from '../json.ts'
import { optionalText, requireArray, requireObject, requireText } from './limits.ts'

const nameParts = ['first_name', 'last_name', 'middle_name', 'suffix', 'prefix']

export function checkContacts(value: unknown): void {
  for (const contact of requireArray(value, 'contacts', 'contacts', [1, 257]))
    checkContact(requireObject(contact, 'contacts'))
}

/** Members that are lists of objects, all of texts. */
const lists: Record<string, readonly string[]> = {
  phones: ['phone', 'type', 'wa_id'],
  emails: ['email', 'type'],
  addresses: ['street', 'city', 'state', 'zip', 'country', 'country_code', 'type'],
  urls: ['url', 'type'],
}

function checkContact(contact: Record<string, unknown>): void {
  const name = requireObject(contact['name'], 'contacts.name')
  requireText(name['formatted_name'], 'contacts.name.formatted_name')
  checkTexts(name, 'contacts.name', nameParts)
  for (const [list, parts] of Object.entries(lists))
    for (const entry of requireArray(contact[list] ?? [], `contacts.${list}`, list, [0, 100]))
      checkTexts(requireObject(entry, `contacts.${list}`), `contacts.${list}`, parts)
  checkTexts(requireObject(contact['org'] ?? {}, 'contacts.org'), 'contacts.org', ['company', 'department', 'title'])
  const birthday = contact['birthday']
  if (birthday !== undefined && !isDate(String(birthday)))
    throw invalid('Param contacts.birthday must be of the form YYYY-MM-DD.')
}

function checkTexts(object: Json, path: string, parts: readonly string[]): void {
  for (const part of parts) optionalText(object[part], `${path}.${part}`)
}

const isDate = (text: string) =>
  /^\d{4}-\d{2}-\d{2}$/.test(text) && new Date(`${text}T00:00:00Z`).toJSON()?.startsWith(text) === true

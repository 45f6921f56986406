import { invalid, missing } from '../graph-error.ts'
import { asObject } from '../json.ts'
import { requireArray, requireObject, requireText } from './limits.ts'

const nameParts = ['first_name', 'last_name', 'middle_name', 'suffix', 'prefix']

export function checkContacts(value: unknown): void {
  for (const contact of requireArray(value, 'contacts', 'contacts', 1, 5)) checkContact(asObject(contact))
}

function checkContact(contact: Record<string, unknown>): void {
  const name = requireObject(contact['name'], 'contacts.name')
  requireText(name['formatted_name'], 'contacts.name.formatted_name', 1024)
  if (!nameParts.some((part) => name[part])) throw missing(`contacts.name: one of ${nameParts.join(', ')}`)
  const birthday = contact['birthday']
  if (birthday !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(String(birthday)))
    throw invalid('Param contacts.birthday must be of the form YYYY-MM-DD.')
}

import { spellingsOf } from '#messaging/identities/spellings.ts'
import type { Attribute } from '../attributes/attribute.ts'
import type { StoredValue } from '../attributes/attribute-types.ts'
import type { ExternalId } from './contact-write.ts'

type KeyKind = 'id' | 'external' | 'user_id' | 'phone' | 'attribute'

/** By what a contact is found, and which member of the write says so. */
export interface MatchKey {
  kind: KeyKind
  /** With the kind, one text for each thing that can be known. */
  value: string
  /** Both. */
  text: string
  field: string
}

export const keyText = (kind: KeyKind, value: string) => `${kind} ${value}`
export const externalKeyText = (source: string, externalId: string) =>
  keyText('external', JSON.stringify([source, externalId]))

/** What of a checked write leads to a contact. */
interface KeyedWrite {
  id: string | null
  phone: string | null
  userId: string | null
  externalIds: readonly ExternalId[]
  fields: readonly { field: string; stored: StoredValue | null; attribute: Pick<Attribute, 'id' | 'unique'> | null }[]
}

/**
 * The keys of a write in the order in which they are believed: our id, the id of another system, the user id, the phone
 * number, then its other spellings, and attributes that are unique.
 */
export function matchKeysOf({ id, externalIds, userId, phone, fields }: KeyedWrite): MatchKey[] {
  const keys: MatchKey[] = []
  const add = (kind: KeyKind, value: string, field: string) =>
    void keys.push({ kind, value, text: keyText(kind, value), field })
  if (id !== null) add('id', id, 'id')
  for (const [at, { source, externalId }] of externalIds.entries())
    add('external', JSON.stringify([source, externalId]), `externalIds.${at}`)
  if (userId !== null) add('user_id', userId, 'userId')
  if (phone !== null) for (const value of spellingsOf(phone)) add('phone', value, 'phone')
  for (const { attribute, stored, field } of fields)
    if (attribute?.unique && typeof stored?.keys === 'string') add('attribute', `${attribute.id} ${stored.keys}`, field)
  return keys
}

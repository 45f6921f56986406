import type { Recipient } from '#messaging/identities/recipient.ts'
import { spellingsOf } from '#messaging/identities/spellings.ts'
import type { HashIdentifier, ReachableIdentifier } from '../consent/identifier-hash.ts'
import type { PersonKey } from './policy-store.ts'

/** The person whom a message names. */
export function toPersonKey(accountId: string, { phone, userId }: Recipient, hash: HashIdentifier): PersonKey {
  const own: ReachableIdentifier[] = [
    ...(phone === null ? [] : [{ kind: 'phone' as const, value: phone }]),
    ...(userId === null ? [] : [{ kind: 'user_id' as const, value: userId }]),
  ]
  const spellings = own.flatMap(({ kind, value }) =>
    (kind === 'phone' ? spellingsOf(value) : [value]).map((spelt) => ({ kind, value: spelt })),
  )
  return { accountId, contactId: null, phone, userId, spellings, hashes: own.map((one) => hash(accountId, one)) }
}

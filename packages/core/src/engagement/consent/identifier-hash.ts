import { createHmac, createSecretKey } from 'node:crypto'
import type { CoreContext } from '#context.ts'
import type { IdentifierKind } from '#messaging/identities/contact-mention.ts'
import { currentSpelling } from '#messaging/identities/spellings.ts'

/** By which a message reaches a person: a phone number or a user id of Meta. */
export interface ReachableIdentifier {
  kind: Extract<IdentifierKind, 'phone' | 'user_id'>
  value: string
}

export type HashIdentifier = (accountId: string, identifier: ReachableIdentifier) => string

/**
 * A keyed hash of an identifier within its account, in hex: it finds the person again after their data are erased, and tells
 * nobody without the key of the installation who they are. All spellings of a phone number have the same one.
 */
export function createIdentifierHash({ pepper }: CoreContext['secrets']): HashIdentifier {
  // A key in bytes is prepared anew for each hash, which takes six times as long as the hash itself.
  const key = createSecretKey(pepper('identifiers'))
  return (accountId, { kind, value }) =>
    createHmac('sha256', key)
      .update(`${accountId}|${kind}|${kind === 'phone' ? currentSpelling(value) : value}`)
      .digest('hex')
}

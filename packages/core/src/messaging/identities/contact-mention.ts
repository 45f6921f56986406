/** How one payload, or one message of ours, names a person: all its identifiers are theirs. */
export interface ContactMention {
  accountId: string
  /** Digits; the one they have now first. */
  phones: readonly string[]
  /** Digits that a notice of Meta's says were theirs before. */
  formerPhones?: readonly string[]
  /** Business-scoped user ids, the present one first. */
  userIds: readonly string[]
  /** A group instead of a person. */
  group?: string | null
  username?: string | null
  /** As on their profile. */
  name?: string | null
  /** As the business calls them in its phone app; shown while their profile's name is not known. */
  addressBookName?: string | null
}

export type IdentifierKind = 'phone' | 'user_id' | 'username' | 'group'

export interface Identifier {
  kind: IdentifierKind
  value: string
}

/** What a person is known by for good. A username is not: another may take it over. */
export function identifiersOf({ phones, formerPhones = [], userIds, group }: ContactMention): Identifier[] {
  return [
    ...[...phones, ...formerPhones].map((value) => ({ kind: 'phone' as const, value })),
    ...userIds.map((value) => ({ kind: 'user_id' as const, value })),
    ...(group ? [{ kind: 'group' as const, value: group }] : []),
  ]
}

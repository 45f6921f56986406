/** A person as one payload, or one message of ours, names them: all its identifiers are theirs. */
export interface Sighting {
  accountId: string
  /** Digits; the one they have now first, then former ones that are named beside it. */
  phones: readonly string[]
  /** Business-scoped user ids, the present one first. */
  userIds: readonly string[]
  /** A group instead of a person. */
  group: string | null
  username: string | null
  /** As on their profile. */
  name: string | null
  /** As the business calls them; shown while their profile's name is not known. */
  bookName?: string | null
}

export type IdentifierKind = 'phone' | 'user_id' | 'username' | 'group'

export interface Identifier {
  kind: IdentifierKind
  value: string
}

/** What a person is known by for good. A username is not: another may take it over. */
export function identifiersOf({ phones, userIds, group }: Sighting): Identifier[] {
  return [
    ...phones.map((value) => ({ kind: 'phone' as const, value })),
    ...userIds.map((value) => ({ kind: 'user_id' as const, value })),
    ...(group === null ? [] : [{ kind: 'group' as const, value: group }]),
  ]
}

import type { IdentifierKind } from '#messaging/identities/contact-mention.ts'
import type { FieldOrigin } from '#messaging/identities/merge-fields.ts'

/** A person as one account knows them; a group counts as one. Instants are ISO 8601. */
export interface Contact {
  id: string
  /** As the business calls them, else as on their WhatsApp profile. */
  name: string | null
  username: string | null
  /** Digits; null: they show none. */
  phone: string | null
  userId: string | null
  /** BCP 47. */
  language: string | null
  /** IANA. */
  timezone: string | null
  /** ISO 3166, from the phone number. */
  country: string | null
  tags: readonly string[]
  /** By key; as the API shows them. */
  attributes: Readonly<Record<string, unknown>>
  externalIds: readonly { source: string; externalId: string; since: string }[]
  /** What they told WhatsApp about marketing messages of the business; null: nothing. */
  marketing: { preference: 'stop' | 'resume'; at: string } | null
  /** When they last wrote; null: never. */
  lastInboundAt: string | null
  /** Counts every change. */
  version: number
  createdAt: string
  updatedAt: string
}

export interface ContactIdentifier {
  kind: IdentifierKind
  value: string
  /** When it was first seen. */
  since: string
}

export interface ContactDetails extends Contact {
  identifiers: readonly ContactIdentifier[]
  /** Who wrote each field last. */
  provenance: Readonly<Record<string, FieldOrigin>>
}

import type { IdentifierKind } from './contact-mention.ts'

/** A person as one account knows them; a group counts as one. Instants are ISO 8601. */
export interface Contact {
  id: string
  /** As on their WhatsApp profile; as the business calls them while that is not known. */
  name: string | null
  username: string | null
  /** Digits; null: they show none. */
  phone: string | null
  userId: string | null
  /** What they told WhatsApp about marketing messages of the business; null: nothing. */
  marketing: { preference: 'stop' | 'resume'; at: string } | null
  createdAt: string
}

export interface ContactIdentifier {
  kind: IdentifierKind
  value: string
  /** When it was first seen. */
  since: string
}

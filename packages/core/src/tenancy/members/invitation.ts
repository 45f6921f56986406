import type { Role } from '../access/roles.ts'

/** Instants are ISO 8601. */
export interface Invitation {
  id: string
  accountId: string
  email: string
  role: Role
  state: 'open' | 'accepted' | 'revoked' | 'expired'
  createdAt: string
  expiresAt: string
  acceptedAt: string | null
  revokedAt: string | null
}

/** How long a link is good. */
export const invitationSeconds = 7 * 86_400

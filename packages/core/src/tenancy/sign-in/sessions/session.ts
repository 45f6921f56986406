/** One device that is signed in; acts for one member. Instants are ISO 8601. */
export interface Session {
  id: string
  accountId: string
  memberId: string
  ip: string | null
  userAgent: string | null
  signedInAt: string
  /** To a minute. */
  lastSeenAt: string
  /** At the latest; it also ends a day after it was last seen. */
  expiresAt: string
}

/** Unused for so long, a session is over. */
export const idleSeconds = 86_400

/** However much it is used, a session is over after this. */
export const lifeSeconds = 14 * 86_400

/** Where a request to sign in comes from. */
export interface Whence {
  ip: string | null
  requestId: string | null
  userAgent: string | null
}

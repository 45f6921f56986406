import type { Json } from './json.ts'

export interface Settings {
  registered: boolean
  /** Two-step verification; undefined until the first registration sets it. */
  pin: string | undefined
  profile: Json
  /** People, by digits or user id; in the order in which they were blocked. */
  blocked: Set<string>
  /** Fields of the number's node, and `account_review_status` of its account, that differ from a healthy number's. */
  health: Json
}

/** What a business sets on its numbers. Numbers that the control API registers can send at once. */
export function createNumberSettings() {
  const byNumber = new Map<string, Settings>()
  return {
    of(phoneNumberId: string): Settings {
      const known = byNumber.get(phoneNumberId)
      if (known) return known
      const fresh: Settings = { registered: true, pin: undefined, profile: {}, blocked: new Set(), health: {} }
      byNumber.set(phoneNumberId, fresh)
      return fresh
    },
    reset: () => byNumber.clear(),
  }
}

export type NumberSettings = ReturnType<typeof createNumberSettings>

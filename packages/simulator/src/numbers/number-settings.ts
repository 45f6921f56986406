import type { Json } from '../json.ts'
import type { Numbers } from './numbers.ts'

export interface Settings {
  registered: boolean
  /** Two-step verification; undefined until the first registration sets it. */
  pin: string | undefined
  /** When it was registered or deregistered, or that was tried: Meta allows ten in 72 hours. Epoch milliseconds. */
  registrations: number[]
  profile: Json
  /** People, by digits or user id; in the order in which they were blocked. */
  blocked: Set<string>
  /** Fields of the number's node, and `account_review_status` of its account, that differ from a healthy number's. */
  health: Json
}

/** What a business sets on its numbers. Numbers of the control API can send at once, unless it says otherwise. */
export function createNumberSettings(numbers: Pick<Numbers, 'get'>) {
  const byNumber = new Map<string, Settings>()
  return {
    of(phoneNumberId: string): Settings {
      const known = byNumber.get(phoneNumberId)
      if (known) return known
      const number = numbers.get(phoneNumberId)
      const fresh: Settings = {
        registered: number?.inPhoneApp === true || (number?.registered ?? true),
        pin: undefined,
        registrations: [],
        profile: {},
        blocked: new Set(),
        health: {},
      }
      byNumber.set(phoneNumberId, fresh)
      return fresh
    },
    reset: () => byNumber.clear(),
  }
}

export type NumberSettings = ReturnType<typeof createNumberSettings>

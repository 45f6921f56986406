import type { Json } from '../json.ts'
import type { Numbers } from './numbers.ts'

export interface QrCode {
  code: string
  prefilled_message: string
  image: 'SVG' | 'PNG'
}

export interface Settings {
  registered: boolean
  /** Two-step verification; undefined until the first registration sets it. */
  pin: string | undefined
  /** When it was registered or deregistered, or that was tried: Meta allows ten in 72 hours. Epoch milliseconds. */
  registrations: number[]
  profile: Json
  /** People, by digits or user id; in the order in which they were blocked. */
  blocked: Set<string>
  /** Of the edge `settings`, by feature. */
  features: Json
  commerce: { is_cart_enabled: boolean; is_catalog_visible: boolean }
  /** Commands and ice breakers. */
  automation: Json
  qrCodes: Map<string, QrCode>
  /** Fields of the number's node, and `account_review_status` of its account, that differ from a healthy number's. */
  health: Json
}

/** What a business sets on its numbers. Numbers of the control API can send at once, unless it says otherwise. */
export function createNumberSettings(numbers: Pick<Numbers, 'get'>) {
  const byNumber = new Map<string, Settings>()
  const insights = new Set<string>()
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
        features: {},
        commerce: { is_cart_enabled: true, is_catalog_visible: false },
        automation: { enable_welcome_message: false, prompts: [], commands: [] },
        qrCodes: new Map(),
        health: {},
      }
      byNumber.set(phoneNumberId, fresh)
      return fresh
    },
    /** Business accounts whose template insights were switched on. */
    insights,
    reset(): void {
      byNumber.clear()
      insights.clear()
    },
  }
}

export type NumberSettings = ReturnType<typeof createNumberSettings>

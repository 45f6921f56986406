import { textKey } from '../contacts/text-key.ts'

/** A text that a team answers with again and again. */
export interface CannedReply {
  id: string
  /** By which it is found: `refund`, typed as `/refund`. */
  shortcut: string
  /** With variables as `{{contact.name}}`, which whoever sends it fills in. */
  body: string
  createdAt: string
  updatedAt: string
}

export const maxCannedReplies = 1000
/** WhatsApp's own limit of a text. */
export const longestReply = 4096
export const longestShortcut = 40

/** As shortcuts are compared: `Refund` and `refund` are one. */
export const shortcutKey = (shortcut: string): string => textKey(shortcut.normalize('NFC'))

/** What is wrong with a shortcut; null: nothing. */
export function problemOfShortcut(shortcut: string): string | null {
  return /^[\p{L}\p{M}\p{N}_-]{1,40}$/u.test(shortcut)
    ? null
    : `must have 1 to ${longestShortcut} letters, digits, hyphens and underscores`
}

import { textKey } from '../text-key.ts'

/** A word that the business puts on contacts. */
export interface Tag {
  id: string
  name: string
  /** `#RRGGBB`; null: none was chosen. */
  colour: string | null
  createdAt: string
}

export const maxTags = 1000
export const maxTagLength = 64

/** As a tag is shown: composed, without spaces at its ends, with single ones inside. */
export const tagName = (text: string): string => text.normalize('NFC').trim().replaceAll(/\s+/g, ' ')

/** As tags are compared: `VIP` and `vip` are one. */
export const tagKey = (text: string): string => textKey(tagName(text))

/** What is wrong with the name of a tag; null: nothing. */
export function problemOfTag(text: string): string | null {
  const { length } = [...tagName(text)]
  if (length === 0 || length > maxTagLength) return `must have 1 to ${maxTagLength} characters`
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  return /[\u0000-\u001f\u007f]/.test(tagName(text)) ? 'must not contain control characters' : null
}

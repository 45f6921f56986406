import type { Recipient } from '../identities/recipient.ts'
import { currentSpelling } from '../identities/spellings.ts'

/**
 * The ordering key of a conversation: 48 bits of two string hashes over the recipient, as a number that JSON and bigint both carry.
 * All spellings of a phone number share one. Two recipients that share one only wait for each other. Never 0, which means unordered.
 */
export function orderingKeyOf({ phone, userId }: Recipient): number {
  const peer = phone === null ? (userId ?? '') : currentSpelling(phone)
  let high = 0x811c9dc5
  let low = 0x01000193
  for (let index = 0; index < peer.length; index += 1) {
    const code = peer.charCodeAt(index)
    high = Math.imul(high ^ code, 0x01000193)
    low = Math.imul(low ^ (code + index), 0x85ebca6b)
  }
  return ((high >>> 16) * 0x1_0000_0000 + (low >>> 0)) % 0xffff_ffff_ffff || 1
}

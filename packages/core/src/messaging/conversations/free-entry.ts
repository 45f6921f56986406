import type { MessageStatus } from '@dawk/cloud-api/webhook-types.ts'

/** The end of the free entry point that a status speaks of, ISO 8601; null: of none. */
export function freeEntryOf({ pricing, conversation }: MessageStatus): string | null {
  const seconds = Number(conversation?.expiration_timestamp)
  const isFree = pricing?.type === 'free_entry_point' || conversation?.origin?.type === 'referral_conversion'
  return isFree && seconds > 0 && seconds < 1e11 ? new Date(seconds * 1000).toISOString() : null
}

export interface FreeEntry {
  accountId: string
  messageId: string
  /** ISO 8601. */
  until: string
}

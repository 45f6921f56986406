import type { MessageStatus } from '@dawk/cloud-api/webhook-types.ts'
import type { Queryable } from '#platform/database/database.ts'

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

/** Keeps the ends of free entry points in the conversations of the messages. */
export async function noteFreeEntries(tx: Queryable, entries: readonly FreeEntry[]): Promise<void> {
  if (entries.length === 0) return
  await tx.query(
    `update conversations c set free_entry_until = greatest(c.free_entry_until, x.until)
       from json_to_recordset($1::json) as x("accountId" uuid, "messageId" uuid, until timestamptz)
       join messages m on m.account_id = x."accountId" and m.id = x."messageId"
       join contact_identifiers i on i.account_id = m.account_id
        and ((i.kind = 'phone' and i.value = m.peer) or (i.kind = 'user_id' and i.value = m.peer_user_id))
      where c.account_id = m.account_id and c.contact_id = i.contact_id and c.number_id = m.number_id`,
    [JSON.stringify(entries)],
  )
}

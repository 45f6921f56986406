import { LRUCache } from 'lru-cache'
import type { Recipient } from '../identities/recipient.ts'

/** What of a message leaves. */
export interface DispatchRow extends Recipient {
  id: string
  numberId: string
  /** JSON text. */
  content: string
  dryRun: boolean
}

export type AcceptedContent = DispatchRow & { laneId: string }

const freshMs = 5000
const mostMessages = 10_000
const mostCharacters = 16 * 1024 * 1024

/**
 * Contents of messages that this process has just accepted, so that they are not read back to be sent. Only the contents:
 * which message may leave next, the database says.
 */
export function createAcceptedContents() {
  const contents = new LRUCache<string, DispatchRow>({
    max: mostMessages,
    maxSize: mostCharacters,
    sizeCalculation: ({ content }) => content.length,
    ttl: freshMs,
  })
  return {
    keep(accepted: readonly DispatchRow[]): void {
      for (const row of accepted) contents.set(row.id, row)
    },
    /** Once: a second attempt reads what is stored. Null: it is not known. */
    take(messageId: string): DispatchRow | null {
      const row = contents.get(messageId) ?? null
      contents.delete(messageId)
      return row
    },
  }
}

export type AcceptedContents = ReturnType<typeof createAcceptedContents>

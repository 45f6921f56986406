import type { Json } from '../json.ts'

/** What is kept of every accepted send, for ever: it lets a test prove "exactly once". */
export interface SendRecord {
  wamid: string
  to: string
  type: string
  biz_opaque_callback_data?: string
  phoneNumberId: string
  at: number
  /** The newest that was reported. */
  status?: MessageStatus
  /** Of templates. */
  templateId?: string
  category?: string
}

type MessageStatus = 'accepted' | 'sent' | 'delivered' | 'read' | 'failed'

/** A message with its content, as the handset shows it. Only the last ones are kept. */
export interface StoredMessage {
  wamid: string
  phoneNumberId: string
  /** Digits of the person, or the user id when no number is known. */
  user: string
  direction: 'out' | 'in'
  type: string
  content: unknown
  rendered?: unknown
  context?: unknown
  at: number
  status?: MessageStatus
  error?: Json
  reaction?: string
  name?: string
}

const keptPayloads = 10_000

export function createMessages() {
  const sends: SendRecord[] = []
  const recent = new Map<string, StoredMessage>()
  const keep = (message: StoredMessage): void => {
    recent.set(message.wamid, message)
    if (recent.size <= keptPayloads) return
    const oldest = recent.keys().next()
    if (!oldest.done) recent.delete(oldest.value)
  }
  return {
    addSend(record: SendRecord, message: StoredMessage): void {
      sends.push(record)
      keep(message)
    },
    addInbound: keep,
    find: (wamid: string) => recent.get(wamid),
    recent: () => [...recent.values()],
    count: () => sends.length,
    sends: (): readonly SendRecord[] => sends,
    /** Whether a message that is not found can have been one of those that are not kept. */
    hasForgotten: () => sends.length > keptPayloads,
    /** `after` is the cursor of an earlier page: the number of sends already seen. */
    page(after: number, limit: number) {
      const messages = sends.slice(after, after + limit)
      return { messages, next: String(after + messages.length) }
    },
    reset(): void {
      sends.length = 0
      recent.clear()
    },
  }
}

export type Messages = ReturnType<typeof createMessages>

import type { NewEvent } from '#events/event.ts'
import type { NumberRow } from '../numbers/number.ts'

interface HistoricFile {
  /** Our id of the message. */
  id: string
  direction: 'in' | 'out'
  phone: string | null
  userId: string | null
  /** ISO 8601. */
  at: string
  message: { readonly id: string }
  number: NumberRow
}

/** A message of the history, of which only a placeholder was known, got its file. */
export const toHistoricFileEvent = ({ id, at, message, number, ...rest }: HistoricFile): NewEvent => ({
  accountId: number.accountId,
  type: 'history.media_received',
  at,
  data: {
    messageId: id,
    wamid: message.id,
    direction: rest.direction,
    phone: rest.phone,
    userId: rest.userId,
    phoneNumberId: number.phoneNumberId,
    message: { ...message },
  },
})

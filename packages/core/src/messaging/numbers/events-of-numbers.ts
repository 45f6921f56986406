import type { CoreContext } from '#context.ts'
import type { GatewayEvent } from '#events/event.ts'
import type { Reader } from '#tenancy/access/caller.ts'
import { selectMessagesOfNumbers, selectPhoneNumberIds } from './number-store.ts'

/**
 * Of these events those that a caller may see who is restricted to some numbers: an event that names one of them, by our id
 * or by Meta's, or a message of theirs. What names no number, or carries Meta's webhook of several, is left out.
 */
export async function eventsOfNumbers<Event extends GatewayEvent>(
  { read }: Pick<CoreContext, 'read'>,
  { accountId }: Reader,
  numberIds: readonly string[],
  events: readonly Event[],
): Promise<Event[]> {
  if (events.length === 0) return []
  const messageIds = events.flatMap(({ data }) => textOf(data, 'messageId') ?? [])
  const { phoneNumberIds, own } = await read({ accountId }, async (db) => {
    const phoneNumberIds = await selectPhoneNumberIds(db, accountId, numberIds)
    const own = await selectMessagesOfNumbers(db, accountId, messageIds, numberIds)
    return { phoneNumberIds: new Set(phoneNumberIds), own: new Set(own) }
  })
  return events.filter(({ data }) => {
    const [numberId, phoneNumberId] = [textOf(data, 'numberId'), textOf(data, 'phoneNumberId')]
    if (numberId !== null) return numberIds.includes(numberId)
    if (phoneNumberId !== null) return phoneNumberIds.has(phoneNumberId)
    return own.has(textOf(data, 'messageId') ?? '')
  })
}

function textOf(data: object, name: string): string | null {
  const value = (data as Record<string, unknown>)[name]
  return typeof value === 'string' ? value : null
}

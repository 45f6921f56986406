import type { CoreContext } from '#context.ts'
import type { GatewayEvent } from '#events/event.ts'
import type { Reader } from '#tenancy/access/caller.ts'

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
    const numbers = await db.query<{ id: string }>(
      `select phone_number_id as id from numbers
        where account_id = $1 and id in (select value::uuid from jsonb_array_elements_text($2::jsonb))`,
      [accountId, JSON.stringify(numberIds)],
    )
    const messages = await db.query<{ id: string }>(
      `select id::text from messages where account_id = $1
          and id in (select value::uuid from jsonb_array_elements_text($2::jsonb))
          and number_id in (select value::uuid from jsonb_array_elements_text($3::jsonb))`,
      [accountId, JSON.stringify(messageIds), JSON.stringify(numberIds)],
    )
    return { phoneNumberIds: toSet(numbers.rows), own: toSet(messages.rows) }
  })
  return events.filter(({ data }) => {
    const [numberId, phoneNumberId] = [textOf(data, 'numberId'), textOf(data, 'phoneNumberId')]
    if (numberId !== null) return numberIds.includes(numberId)
    if (phoneNumberId !== null) return phoneNumberIds.has(phoneNumberId)
    return own.has(textOf(data, 'messageId') ?? '')
  })
}

const toSet = (rows: readonly { id: string }[]) => new Set(rows.map(({ id }) => id))

function textOf(data: object, name: string): string | null {
  const value = (data as Record<string, unknown>)[name]
  return typeof value === 'string' ? value : null
}

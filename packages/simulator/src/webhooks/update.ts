import type { Json } from '../json.ts'
import type { BusinessNumber } from '../numbers.ts'

/** One thing to tell a subscriber. It is rendered when its POST is built, so that a long queue stays small. */
export interface Update {
  number: BusinessNumber
  kind: 'statuses' | 'messages'
  render(): { contacts: Json[]; items: Json[] }
  onSettled?: () => void
}

/** Joins updates into one payload; neighbours of the same number and kind share a `value`. */
export function toPayload(updates: readonly Update[]): Json {
  const entries: { id: string; changes: Json[] }[] = []
  for (const group of neighbours(updates)) {
    const [first] = group
    if (!first) continue
    const change = { value: toValue(first, group), field: 'messages' }
    const entry = entries.at(-1)
    if (entry?.id === first.number.wabaId) entry.changes.push(change)
    else entries.push({ id: first.number.wabaId, changes: [change] })
  }
  return { object: 'whatsapp_business_account', entry: entries }
}

function neighbours(updates: readonly Update[]): Update[][] {
  const groups: Update[][] = []
  for (const update of updates) {
    const previous = groups.at(-1)?.[0]
    if (previous && previous.number === update.number && previous.kind === update.kind) groups.at(-1)?.push(update)
    else groups.push([update])
  }
  return groups
}

function toValue(first: Update, group: readonly Update[]): Json {
  const { digits, phoneNumberId } = first.number
  const rendered = group.map((update) => update.render())
  const contacts = uniqueContacts(rendered.flatMap((part) => part.contacts))
  return {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: digits, phone_number_id: phoneNumberId },
    ...(contacts.length > 0 ? { contacts } : {}),
    [first.kind]: rendered.flatMap((part) => part.items),
  }
}

function uniqueContacts(contacts: readonly Json[]): Json[] {
  if (contacts.length < 2) return [...contacts]
  return [...new Map(contacts.map((contact) => [contact['wa_id'] ?? contact['user_id'], contact])).values()]
}

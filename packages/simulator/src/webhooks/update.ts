import type { Json } from '../json.ts'
import type { BusinessNumber } from '../numbers/numbers.ts'

interface Common {
  /** Whose app is told; of a change: any number of the account. */
  number: BusinessNumber
  onSettled?: () => void
}

/** What happens to messages; rendered when its POST is built, so that a long queue stays small. */
interface MessagesUpdate extends Common {
  kind: 'statuses' | 'messages'
  render(): { contacts: Json[]; items: Json[] }
}

/** What happens to anything else of the account: a whole `value` of its own field. */
interface ChangeUpdate extends Common {
  kind: 'change'
  field: string
  render(): Json
}

/** One thing to tell a subscriber. */
export type Update = MessagesUpdate | ChangeUpdate

/** Joins updates into one payload; neighbours of the same number and kind share a `value`. */
export function toPayload(updates: readonly Update[]): Json {
  const entries: { id: string; time?: number; changes: Json[] }[] = []
  for (const group of neighbours(updates)) {
    const [first] = group
    if (!first) continue
    const change = toChange(first, group)
    const entry = entries.at(-1)
    if (entry?.id === first.number.wabaId) entry.changes.push(change)
    else entries.push({ id: first.number.wabaId, ...timeOf(first), changes: [change] })
  }
  return { object: 'whatsapp_business_account', entry: entries }
}

/** Only changes of the account tell when; messages carry their own timestamps. */
const timeOf = ({ kind }: Update) => (kind === 'change' ? { time: Math.floor(Date.now() / 1000) } : {})

function neighbours(updates: readonly Update[]): Update[][] {
  const groups: Update[][] = []
  for (const update of updates) {
    const previous = groups.at(-1)?.[0]
    const joins = previous && update.kind !== 'change' && previous.number === update.number
    if (joins && previous.kind === update.kind) groups.at(-1)?.push(update)
    else groups.push([update])
  }
  return groups
}

function toChange(first: Update, group: readonly Update[]): Json {
  if (first.kind === 'change') return { value: first.render(), field: first.field }
  return { value: toValue(first, group), field: 'messages' }
}

function toValue(first: MessagesUpdate, group: readonly Update[]): Json {
  const { digits, phoneNumberId } = first.number
  const rendered = group.flatMap((update) => (update.kind === 'change' ? [] : [update.render()]))
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

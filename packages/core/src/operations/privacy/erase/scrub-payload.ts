import { isObject } from '@dawk/cloud-api/json.ts'

type Json = Readonly<Record<string, unknown>>

/** A change of a webhook, and whom it is for. */
export interface WebhookChange {
  /** Null: it names no number, only its business account. */
  phoneNumberId: string | null
  wabaId: string
  value: unknown
}

/** What stays of a change's `value`; undefined: nothing. */
type ScrubChange = (change: WebhookChange) => unknown

/** One of Meta's payloads with each change scrubbed; null: nothing is left of it. The same object: nothing was taken. */
export function scrubPayload(payload: unknown, scrub: ScrubChange): unknown {
  if (!isObject(payload) || !Array.isArray(payload['entry'])) return payload
  return withKept(payload, 'entry', (entry) => (isObject(entry) ? scrubEntry(entry, scrub) : entry))
}

function scrubEntry(entry: Json, scrub: ScrubChange): unknown {
  if (!Array.isArray(entry['changes'])) return entry
  const wabaId = String(entry['id'] ?? '')
  return withKept(entry, 'changes', (change) => {
    if (!isObject(change)) return change
    const value = scrub({ phoneNumberId: phoneNumberIdOf(change['value']), wabaId, value: change['value'] })
    if (value === undefined) return null
    return value === change['value'] ? change : { ...change, value }
  })
}

/** With the elements of a list that stay; null: none does. */
function withKept(owner: Json, list: string, keep: (element: unknown) => unknown): Json | null {
  const elements = owner[list] as unknown[]
  const kept = elements.map(keep)
  if (kept.every((element, at) => element === elements[at])) return owner
  const left = kept.filter((element) => element !== null)
  return left.length === 0 ? null : { ...owner, [list]: left }
}

/**
 * Takes out of a change's value what speaks of a person: messages, statuses, contacts, threads of a history. What
 * speaks of them elsewhere takes all of it along. Undefined: nothing is left.
 */
export function withoutPerson(value: unknown, mentions: (part: unknown) => boolean): unknown {
  if (!mentions(value) || !isObject(value)) return mentions(value) ? undefined : value
  const lists = Object.entries(value).filter(([, member]) => Array.isArray(member)) as [string, unknown[]][]
  const kept = Object.fromEntries(lists.map(([name, list]) => [name, withoutMentions(list, mentions)]))
  const isKept = lists.some(([name]) => name !== 'contacts' && (kept[name]?.length ?? 0) > 0)
  const rest = { ...value, ...kept }
  return isKept && !mentions(rest) ? rest : undefined
}

const withoutMentions = (list: readonly unknown[], mentions: (part: unknown) => boolean): unknown[] =>
  list.flatMap((part) => {
    if (!mentions(part)) return [part]
    if (!isObject(part) || !Array.isArray(part['threads'])) return []
    const threads = part['threads'].filter((thread) => !mentions(thread))
    const rest = { ...part, threads }
    return threads.length === 0 || mentions(rest) ? [] : [rest]
  })

/** Whether a JSON value has one of the names as a whole text somewhere. */
export const createMentions = (names: readonly string[]) => {
  const quoted = names.map((name) => JSON.stringify(name))
  return (part: unknown): boolean => {
    const text = JSON.stringify(part) ?? ''
    return quoted.some((name) => text.includes(name))
  }
}

function phoneNumberIdOf(value: unknown): string | null {
  const metadata = isObject(value) ? value['metadata'] : null
  const id = isObject(metadata) ? metadata['phone_number_id'] : null
  return typeof id === 'string' ? id : null
}

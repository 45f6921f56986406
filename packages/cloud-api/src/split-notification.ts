import { asList, isObject, type Json } from './json.ts'
import type { Notification } from './webhook-types.ts'

/** Lists of a change's value of which each member stands by itself. */
const itemLists: ReadonlySet<string> = new Set([
  'messages',
  'statuses',
  'errors',
  'message_echoes',
  'state_sync',
  'calls',
  'user_preferences',
])

/**
 * A notification as many, each with a single message, status or other item and all that surrounds it. Together they say
 * what the whole says.
 */
export function splitNotification({ object, entry }: Notification): Notification[] {
  return entry.flatMap(splitEntry).map((part) => ({ object, entry: [part] }))
}

/** The reverse: one notification that says what all of them say. */
export function joinNotifications(parts: readonly Notification[]): Notification {
  return { object: parts[0]?.object ?? '', entry: parts.flatMap(({ entry }) => entry) }
}

function splitEntry(entry: unknown): unknown[] {
  if (!isObject(entry) || !Array.isArray(entry['changes']) || entry['changes'].length === 0) return [entry]
  return entry['changes'].flatMap(splitChange).map((change) => ({ ...entry, changes: [change] }))
}

function splitChange(change: unknown): unknown[] {
  if (!isObject(change) || !isObject(change['value'])) return [change]
  return splitValue(change['value']).map((value) => ({ ...change, value }))
}

function splitValue(value: Json): Json[] {
  const lists = Object.keys(value).filter(
    (name) => (itemLists.has(name) || name === 'history') && asList(value[name]).length > 0,
  )
  if (lists.length === 0) return [value]
  const rest = Object.fromEntries(Object.entries(value).filter(([name]) => !lists.includes(name)))
  return lists.flatMap((name) => {
    const items = name === 'history' ? asList(value[name]).flatMap(splitHistory) : asList(value[name])
    return items.map((item) => ({ ...rest, [name]: [item] }))
  })
}

function splitHistory(chunk: unknown): unknown[] {
  const threads = isObject(chunk) ? asList(chunk['threads']) : []
  if (!isObject(chunk) || threads.length === 0) return [chunk]
  return threads.flatMap(splitThread).map((thread) => ({ ...chunk, threads: [thread] }))
}

function splitThread(thread: unknown): unknown[] {
  const messages = isObject(thread) ? asList(thread['messages']) : []
  if (!isObject(thread) || messages.length === 0) return [thread]
  return messages.map((message) => ({ ...thread, messages: [message] }))
}

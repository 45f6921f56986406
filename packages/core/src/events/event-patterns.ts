/** Meta's payloads repeat what other events say, so an endpoint gets them only when it names their type. */
export const forwardedType = 'whatsapp.webhook'

const known = new Map<string, readonly string[]>([[forwardedType, [forwardedType]]])

/**
 * What an endpoint may have subscribed to for it to get events of a type: `*`, each `prefix.*`, and the type itself.
 * Types are the program's own, so that remembering them all takes no memory to speak of. SQL: `event_patterns`.
 */
export function patternsOf(type: string): readonly string[] {
  const patterns = known.get(type) ?? ['*', type, ...prefixesOf(type)]
  known.set(type, patterns)
  return patterns
}

function prefixesOf(type: string): string[] {
  const parts = type.split('.')
  return parts.slice(0, -1).map((_, index) => `${parts.slice(0, index + 1).join('.')}.*`)
}

/** `*`, `message.*`, `message.status.*` or a whole type. */
export const isEventPattern = (text: string): boolean => /^(\*|[a-z_]+(\.[a-z_]+)*(\.\*)?)$/.test(text)

/** What the types of a pattern begin with: of `message.*` `message.`, of `*` nothing. */
export const toPrefix = (pattern: string): string => pattern.slice(0, -1)

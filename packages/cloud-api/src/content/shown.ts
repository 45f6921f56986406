const maxCharacters = 40

/** What a caller sent, short enough to be repeated in an error. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (typeof value === 'object') return value === null ? 'null' : 'an object'
  if (typeof value !== 'string') return String(value)
  const start = [...value.slice(0, 2 * maxCharacters)].slice(0, maxCharacters).join('').toWellFormed()
  return start.length < value.length ? `"${start}…"` : `"${start}"`
}

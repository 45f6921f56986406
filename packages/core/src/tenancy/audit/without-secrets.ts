const secretNames = /(token|secret|password|cipher|hash|signature|authorization|api_?key|pepper|pin)$/i
const secretTexts = /\b([spd]k_(live|test)_[0-9a-f]{8,}|sks_[0-9a-f]{8,}|whsec_[\w+/=-]{8,}|EAA[A-Za-z0-9]{8,})/g
const removed = '[removed]'

/** The same value without what is secret by its member's name or by its own look; bytes never stay. */
export function withoutSecrets(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(secretTexts, removed)
  if (value instanceof Date) return value.toISOString()
  if (ArrayBuffer.isView(value)) return removed
  if (Array.isArray(value)) return value.map(withoutSecrets)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withoutSecret(name, member)]))
}

const withoutSecret = (name: string, value: unknown): unknown =>
  secretNames.test(name) && value !== null && typeof value !== 'boolean' ? removed : withoutSecrets(value)

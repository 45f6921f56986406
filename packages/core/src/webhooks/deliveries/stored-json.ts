/**
 * JSON as PostgreSQL gives a `jsonb` back: members in the order of their names' length and bytes, none that is undefined.
 * So the first attempt of a delivery, from memory, has the same bytes as every later one.
 */
export function asStored<Value>(value: Value): Value {
  return toStored(value) as Value
}

function toStored(value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => (item === undefined ? null : toStored(item)))
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).filter(([, member]) => member !== undefined)
  return Object.fromEntries(
    members.sort(([a], [b]) => compareNames(a, b)).map(([name, member]) => [name, toStored(member)]),
  )
}

function compareNames(a: string, b: string): number {
  const [one, other] = [Buffer.from(a), Buffer.from(b)]
  return one.length - other.length || Buffer.compare(one, other)
}

/**
 * How rows come out of either database: `bigint` as a decimal string, `timestamptz` as an ISO instant with milliseconds and Z, `date` as
 * YYYY-MM-DD, `uuid` as a string, and columns in camelCase whatever case the statement has them in.
 */
export type ValueParser = (text: string) => unknown

const asIs: ValueParser = (text) => text

/** By the object id of the type. */
export const parsers: Readonly<Record<number, ValueParser>> = {
  20: asIs, // bigint, which a number of JavaScript cannot hold
  1082: asIs, // date
  1184: toInstant, // timestamptz
}

const usual = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?\+00$/

/** From PostgreSQL's text; `infinity` stays what it is. Digits beyond the millisecond are cut off. */
export function toInstant(text: string): string {
  if (usual.test(text))
    return `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, -3).slice(0, 3).padEnd(3, '0')}Z`
  const at = new Date(text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00')) // a session in another time zone
  return Number.isNaN(at.getTime()) ? text : at.toISOString()
}

const camelNames = new Map<string, string>()

/** `last_seen_at` as `lastSeenAt`. Names are those of statements, so few are remembered. */
export function camelCase(name: string): string {
  let camel = camelNames.get(name)
  if (camel === undefined) {
    camel = name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
    camelNames.set(name, camel)
  }
  return camel
}

/** The same rows under names in camelCase: new objects only where a name changes. */
export function camelRows(rows: unknown[], names: readonly string[]): unknown[] {
  if (!names.some((name) => name.includes('_'))) return rows
  const renamed = names.map((name) => [name, camelCase(name)] as const)
  return (rows as Record<string, unknown>[]).map((row) => {
    const camel: Record<string, unknown> = {}
    for (const [name, to] of renamed) camel[to] = row[name]
    return camel
  })
}

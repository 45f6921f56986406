import type { Json } from '@dawk/http/openapi/document.ts'

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let value = Math.imul(state ^ (state >>> 15), state | 1)
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61)
    return ((value ^ (value >>> 14)) >>> 0) / 2 ** 32
  }
}

const deep = JSON.parse(`${'['.repeat(80)}${']'.repeat(80)}`) as unknown
const oddTexts = [
  '',
  ' ',
  '\0',
  '\ud800',
  '😀'.repeat(1500),
  'x'.repeat(5000),
  '../../etc/passwd',
  "' or 1=1 --",
  '%00',
  '+',
  '-1',
  '1e309',
  '{{1}}',
  '2026-13-45T99:99:99Z',
]
const oddValues: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  2 ** 53,
  [],
  {},
  [[]],
  [null],
  { a: { b: {} } },
  deep,
  ...oddTexts,
]

/** Bodies that are not even an object, or not JSON at all. */
export const oddBodies: readonly { text: string; type: string }[] = [
  ...['', 'null', '[]', '"x"', '1', '{', '{"a":1,}', '{"__proto__":{"a":1}}', '{"a":"\\ud800"}'].map((text) => ({
    text,
    type: 'application/json',
  })),
  { text: '{}', type: 'text/plain' },
  { text: 'a=b', type: 'application/x-www-form-urlencoded' },
  { text: '--x\r\nbroken', type: 'multipart/form-data; boundary=x' },
]

export const pick = <Item>(random: () => number, items: readonly Item[]): Item =>
  items[Math.floor(random() * items.length)] as Item

export const oddText = (random: () => number): string => pick(random, oddTexts)

/** A copy with one or two members, at any depth, dropped, replaced, or added. */
export function disturb(value: unknown, random: () => number): unknown {
  const copy = structuredClone(value)
  for (let times = random() < 0.3 ? 2 : 1; times > 0; times--) disturbOnce(copy, random)
  return copy
}

function disturbOnce(root: unknown, random: () => number): void {
  const places: { holder: Record<string, unknown>; key: string }[] = []
  const walk = (at: unknown): void => {
    if (typeof at !== 'object' || at === null) return
    for (const [key, member] of Object.entries(at)) {
      places.push({ holder: at as Record<string, unknown>, key })
      walk(member)
    }
  }
  walk(root)
  if (places.length === 0) return
  const { holder, key } = pick(random, places)
  const how = random()
  if (how < 0.2 && !Array.isArray(holder)) delete holder[key]
  else if (how < 0.9) holder[key] = structuredClone(pick(random, oddValues))
  else if (!Array.isArray(holder))
    holder[pick(random, ['junk', 'constructor', 'toString', ''])] = structuredClone(pick(random, oddValues))
}

/** The values on both sides of each limit that a member's schema names. */
export function boundariesOf({ maxLength, minLength, minimum, maximum, maxItems, enum: names }: Json): unknown[] {
  const values: unknown[] = []
  if (typeof maxLength === 'number' && maxLength <= 10_000)
    values.push('1'.repeat(maxLength), '1'.repeat(maxLength + 1))
  if (typeof minLength === 'number' && minLength > 0) values.push('1'.repeat(minLength), '1'.repeat(minLength - 1))
  if (typeof minimum === 'number') values.push(minimum, minimum - 1)
  if (typeof maximum === 'number') values.push(maximum, maximum + 1)
  if (typeof maxItems === 'number' && maxItems <= 200) values.push(Array.from({ length: maxItems + 1 }, () => 'a'))
  if (Array.isArray(names)) values.push(names[0], `${String(names[0])}x`)
  return values
}

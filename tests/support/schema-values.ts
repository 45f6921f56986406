import type { Json, OpenApiDocument } from '@dawk/http/openapi/document.ts'
import { oddText, pick } from './odd-requests.ts'

type Random = () => number

/** Values that a schema allows, and now and then one that it does not, at any depth. */
export function createValues(document: OpenApiDocument, own: (name: string) => unknown = () => undefined) {
  const follow = (schema: Json): Json => {
    const name = typeof schema['$ref'] === 'string' ? schema['$ref'].split('/').at(-1) : undefined
    return name === undefined ? schema : follow((document.components.schemas[name] ?? {}) as Json)
  }

  function make(given: Json, random: Random, depth = 0): unknown {
    if (random() < 0.02) return wrongValue(random)
    const schema = follow(given)
    if ('const' in schema) return schema['const']
    if (Array.isArray(schema['enum'])) return pick(random, schema['enum'])
    const choices = (schema['anyOf'] ?? schema['oneOf']) as Json[] | undefined
    const base = choices && choices.length > 0 ? { ...schema, ...follow(pick(random, choices)) } : schema
    const examples = base['examples'] as unknown[] | undefined
    if (examples && examples.length > 0 && random() < 0.3) return structuredClone(pick(random, examples))
    const type = Array.isArray(base['type']) ? pick(random, base['type'] as string[]) : base['type']
    if (type === 'object' || (type === undefined && base['properties'])) return objectOf(base, random, depth)
    if (type === 'array') return arrayOf(base, random, depth)
    return scalarOf(type as string | undefined, base, random)
  }

  function objectOf(schema: Json, random: Random, depth: number): unknown {
    const required = new Set((schema['required'] as string[] | undefined) ?? [])
    const made: Record<string, unknown> = {}
    for (const [name, member] of Object.entries((schema['properties'] ?? {}) as Record<string, Json>)) {
      const isWanted = required.has(name) ? random() > 0.02 : random() < (depth > 4 ? 0 : 0.4)
      if (isWanted) made[name] = own(name) ?? make(member, random, depth + 1)
    }
    if (random() < 0.02) made[pick(random, ['junk', '__proto__x', 'constructor', ''])] = wrongValue(random)
    return made
  }

  function arrayOf(schema: Json, random: Random, depth: number): unknown {
    const least = Number(schema['minItems'] ?? 0)
    const most = Math.min(Number(schema['maxItems'] ?? 4), 4)
    const length = depth > 5 ? least : Math.max(least, Math.floor(random() * (most + 1)))
    const items = (schema['items'] ?? {}) as Json
    return Array.from({ length: Math.min(length, 20) }, () => make(items, random, depth + 1))
  }

  return make
}

function scalarOf(type: string | undefined, schema: Json, random: Random): unknown {
  if (type === 'boolean') return random() < 0.5
  if (type === 'null') return null
  if (type === 'integer' || type === 'number') {
    const least = Number(schema['minimum'] ?? 0)
    const most = Math.min(Number(schema['maximum'] ?? least + 100), least + 10_000)
    const value = least + random() * (most - least)
    return type === 'integer' ? Math.floor(value) : value
  }
  return textOf(schema, random)
}

const plausible = [
  ...['hello', '14155552671', '+14155552671', 'hello_world', 'en_US', 'https://example.com/a.png', 'asha@example.com'],
  ...['2026-12-01T10:00:00Z', '01890000-0000-7000-8000-000000000000', 'wamid.HBgL', '123456', 'UTILITY', 'message.*'],
  ...['AAAA', 'eyJhIjoxfQ', '{{1}} and {{2}}', 'PT1H', '10.0.0.0/8', '₹ 1,499 ✅'],
]

function textOf(schema: Json, random: Random): string {
  const text = random() < 0.9 ? pick(random, plausible) : oddText(random)
  const least = Number(schema['minLength'] ?? 0)
  const most = Number(schema['maxLength'] ?? 4096)
  const padded = text.length < least ? text.padEnd(least, 'x') : text
  return random() < 0.95 ? padded.slice(0, most) : padded
}

const wrongValues: readonly unknown[] = [
  ...[null, true, 0, -1, 1.5, 1e308, 2 ** 53, [], {}, [null], { a: { b: [] } }, '', '\0', '\ud800', 'NaN', '1e309'],
  ...['x'.repeat(70_000), Array.from({ length: 300 }, () => 'a'), { toString: 1, __proto__x: 2 }],
]
const wrongValue = (random: Random) => structuredClone(pick(random, wrongValues))

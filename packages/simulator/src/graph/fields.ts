import { badRequest } from '../graph-error.ts'
import type { Json } from '../json.ts'

/** One of `fields`: `name`, `name{inner}`, or with arguments, `analytics.start(1).end(2)`. */
export interface Field {
  name: string
  args: Readonly<Record<string, string>>
}

/** Splits `fields` at the commas that stand in no bracket. */
export function parseFields(fields: string): Field[] {
  const parts: string[] = []
  let depth = 0
  let part = ''
  for (const sign of fields) {
    if ('([{'.includes(sign)) depth += 1
    if (')]}'.includes(sign)) depth -= 1
    if (sign === ',' && depth === 0) {
      parts.push(part)
      part = ''
    } else part += sign
  }
  return [...parts, part]
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .map(parseField)
}

function parseField(text: string): Field {
  const [name = ''] = text.split(/[.{(]/, 1)
  const args = Array.from(text.slice(name.length).matchAll(/\.(\w+)\(([^()]*)\)/g), ([, key = '', value = '']) => [
    key,
    value,
  ])
  return { name, args: Object.fromEntries(args) }
}

/** The members of a node that `fields` names; its id is always there. */
export function select(node: Json, fields: string | undefined): Json {
  if (!fields) return node
  const names = [...parseFields(fields).map(({ name }) => name), 'id']
  return Object.fromEntries(names.filter((name) => name in node).map((name) => [name, node[name]]))
}

/** @throws GraphError for a field that the type of node does not have */
export function rejectUnknownFields(fields: string | undefined, known: readonly string[], type: string): void {
  const unknown = fields ? parseFields(fields).find(({ name }) => !known.includes(name)) : undefined
  if (unknown !== undefined)
    throw badRequest(`Tried accessing nonexisting field (${unknown.name}) on node type (${type})`)
}

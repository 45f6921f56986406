import type { FieldProblem } from '@dawk/core/platform/errors.ts'

/** Members whose own members are the customer's or a flow's, not Meta's: their names stay. */
const opaque = new Set([
  'flowActionPayload.data',
  'flow_action_payload.data',
  'action.flowActionData',
  'action.flow_action_data',
  'answers.values',
])

/** `amount_1000` ends in a number: this one name would not find its way back. */
const toMeta: Record<string, string> = { amount1000: 'amount_1000' }
const fromMeta: Record<string, string> = { amount_1000: 'amount1000' }

const snakeName = (name: string): string =>
  toMeta[name] ?? name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
export const camelName = (name: string): string =>
  fromMeta[name] ?? name.replace(/(?<=[a-z0-9])_([a-z])/g, (_, letter: string) => letter.toUpperCase())

/** Our camelCase members as Meta names them: `previewUrl` → `preview_url`. Values stay as they are. */
export const toMetaNames = (value: unknown): unknown => rename(value, snakeName, '')

/** Meta's members as ours: `preview_url` → `previewUrl`. `parent`: the name of the member that holds the value. */
export const fromMetaNames = (value: unknown, parent = ''): unknown => rename(value, camelName, parent)

function rename(value: unknown, name: (key: string) => string, parent: string): unknown {
  if (Array.isArray(value)) return value.map((item) => rename(item, name, parent))
  if (typeof value !== 'object' || value === null) return value
  const members = Object.entries(value).map(([key, member]) => [
    name(key),
    opaque.has(`${parent}.${key}`) ? member : rename(member, name, key),
  ])
  return Object.fromEntries(members)
}

/**
 * The path of a problem in our names: `text.preview_url` → `text.previewUrl`. Names of headers stay, and so does that of
 * an unknown member, and of an attribute of contacts: they are the caller's.
 */
export function camelPath({ field, rule }: Pick<FieldProblem, 'field' | 'rule'>): string {
  const names = field.split('.')
  const end = rule === 'unknown_member' ? names.length - 1 : names.length
  return names.map((name, at) => (at < end && names[at - 1] !== 'attributes' ? camelName(name) : name)).join('.')
}

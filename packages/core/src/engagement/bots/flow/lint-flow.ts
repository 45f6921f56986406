import type { FieldProblem } from '#platform/errors.ts'
import { pathsOf } from '../values/condition.ts'
import { variablesOf } from '../values/template.ts'
import type { FlowSpec } from './flow-spec.ts'
import type { FlowNode } from './nodes/node-catalogue.ts'

const roots = new Set(['contact', 'conversation', 'session', 'event', 'message', 'flow', 'now'])
const dayAndMore = 24 * 3600

/** What runs, but hardly as it was meant: unknown names, texts that may be cut, messages that the closed window stops. */
export function lintFlow(flow: FlowSpec): FieldProblem[] {
  const given = givenNames(flow)
  return Object.entries(flow.nodes).flatMap(([id, node]) => [
    ...namesOf(node).flatMap(({ field, path }) => problemOfName(`nodes.${id}.${field}`, path, given)),
    ...lateSends(flow, id, node),
    ...untranslated(flow, id, node),
  ])
}

/** Values that some node of the flow gives. */
function givenNames({ nodes, vars = {} }: FlowSpec): ReadonlySet<string> {
  const names = new Set([...Object.keys(vars), 'httpStatus'])
  for (const { data } of Object.values(nodes) as { data: Record<string, unknown> }[]) {
    for (const name of [data['saveAs'], data['into']]) if (typeof name === 'string') names.add(name)
    for (const member of ['values', 'map', 'fields'] as const)
      for (const one of Array.isArray(data[member]) ? (data[member] as Record<string, unknown>[]) : [])
        for (const name of [one['name'], one['into']]) if (typeof name === 'string') names.add(name)
  }
  return names
}

/** Every name that a text or a condition of the node uses. */
function namesOf({ data }: FlowNode): { field: string; path: string }[] {
  const uses: { field: string; path: string }[] = []
  const visit = (value: unknown, field: string): void => {
    if (typeof value === 'string') for (const path of variablesOf(value)) uses.push({ field, path })
    else if (typeof value === 'object' && value !== null) {
      if ('op' in value && 'value' in value) for (const path of pathsOf(value as never)) uses.push({ field, path })
      for (const [name, member] of Object.entries(value)) visit(member, `${field}.${name}`)
    }
  }
  visit(data, 'data')
  return uses
}

function problemOfName(field: string, path: string, given: ReadonlySet<string>): FieldProblem[] {
  const [root = '', name] = path.split('.')
  if (!roots.has(root)) return [{ field, message: `names ${path}, but texts know ${[...roots].join(', ')} alone` }]
  if (root === 'session' && name !== undefined && !given.has(name))
    return [{ field, message: `names session.${name}, which no node gives` }]
  return []
}

/** Free text that comes more than a day after a wait reaches nobody, unless a template stands in for it. */
function lateSends({ nodes }: FlowSpec, id: string, node: FlowNode): FieldProblem[] {
  if (node.kind !== 'wait' || (node.data.seconds ?? 0) < dayAndMore) return []
  const next = nodes[node.exits['ok'] ?? '']
  const isFree = next?.kind.startsWith('send_') && next.kind !== 'send_template'
  const isCovered = next !== undefined && ('whenClosed' in next.data ? next.data.whenClosed !== undefined : false)
  const leads = next?.exits['window_closed'] !== undefined
  return isFree && !isCovered && !leads
    ? [
        {
          field: `nodes.${node.exits['ok']}.data.whenClosed`,
          message: `is missing: after the wait ${id} the 24 hours of the person are over`,
        },
      ]
    : []
}

/** A flow that speaks several languages has each of its texts in all of them. */
function untranslated({ translations = {} }: FlowSpec, id: string, node: FlowNode): FieldProblem[] {
  if (!('text' in node.data)) return []
  return Object.keys(translations).flatMap((language) =>
    translations[language]?.[id] === undefined
      ? [{ field: `translations.${language}.${id}`, message: 'is missing' }]
      : [],
  )
}

import { isObject, type Json } from '@dawk/cloud-api/json.ts'
import type { FieldProblem } from '#platform/errors.ts'
import type { Attribute } from '../../contacts/attributes/attribute.ts'
import { parseEventLeaf } from './event-leaf.ts'
import { type Filter, maxDepth, maxLeaves, type Subject, type Test } from './filter.ts'
import { opsOf, parseTest } from './parse-test.ts'

/** Fields that every contact has. */
const subjects: Readonly<Record<string, Subject>> = {
  name: { kind: 'text', column: 'name_key' },
  country: { kind: 'text', column: 'country' },
  language: { kind: 'text', column: 'language' },
  timezone: { kind: 'text', column: 'timezone' },
  phonePrefix: { kind: 'text', column: 'phone' },
  createdAt: { kind: 'instant', column: 'created_at' },
  updatedAt: { kind: 'instant', column: 'updated_at' },
  lastInboundAt: { kind: 'instant', column: 'last_inbound_at' },
  tags: { kind: 'tags' },
  window: { kind: 'window' },
  reachability: { kind: 'reachability' },
}

/** A filter from JSON, or every problem of it by its place below `at`. */
export function parseFilter(
  value: unknown,
  attributes: ReadonlyMap<string, Attribute>,
  at = 'filter',
): { filter: Filter } | { problems: FieldProblem[] } {
  const problems: FieldProblem[] = []
  let leaves = 0
  const report = (field: string, message: string): Filter => {
    problems.push({ field, message })
    return { kind: 'all', filters: [] }
  }

  function parse(given: unknown, path: string, depth: number): Filter {
    if (!isObject(given))
      return report(path, 'must be an object: {"all": […]}, {"any": […]}, {"not": …} or a condition')
    if (depth > maxDepth) return report(path, `must not be nested deeper than ${maxDepth} levels`)
    const [name = ''] = Object.keys(given)
    if ('event' in given) return parseEvent(given, path)
    if ('field' in given) return parseLeaf(given, path)
    if (Object.keys(given).length !== 1 || !['all', 'any', 'not'].includes(name))
      return report(
        path,
        'must have one member, all, any or not, or be a condition with field, op and value, or with event and op',
      )
    return name === 'not'
      ? { kind: 'not', filter: parse(given['not'], `${path}.not`, depth + 1) }
      : parseGroup(name as 'all' | 'any', given[name], path, depth)
  }

  function parseGroup(kind: 'all' | 'any', given: unknown, path: string, depth: number): Filter {
    const list = `${path}.${kind}`
    if (!Array.isArray(given) || given.length === 0 || given.length > maxLeaves)
      return report(list, `must be a list of 1 to ${maxLeaves} filters`)
    return { kind, filters: given.map((one, index) => parse(one, `${list}.${index}`, depth + 1)) }
  }

  function countLeaf(): void {
    leaves += 1
    if (leaves === maxLeaves + 1) report(at, `must have at most ${maxLeaves} conditions`)
  }

  function parseEvent(given: Json, path: string): Filter {
    countLeaf()
    const parsed = parseEventLeaf(given, path)
    if (!('problems' in parsed))
      return { kind: 'leaf', path, subject: { kind: 'event' }, test: { kind: 'event', event: parsed.test } }
    problems.push(...parsed.problems)
    return { kind: 'all', filters: [] }
  }

  function parseLeaf({ field, op, value: given, contactLocal, ...more }: Json, path: string): Filter {
    countLeaf()
    for (const name of Object.keys(more)) report(`${path}.${name}`, 'is not a member of a condition')
    const subject = typeof field === 'string' ? subjectOf(field, given, attributes) : null
    if (subject === null) return report(`${path}.field`, whyUnknown(field))
    const ops = opsOf(subject)
    if (!ops.includes(op as never))
      return report(`${path}.op`, `must be one of ${ops.join(', ')}, which go with ${field}`)
    const parsed = parseTest(subject, String(op), subject.kind === 'segment' ? [given].flat() : given)
    if (subject.kind === 'segment' && !('problem' in parsed)) return segmentLeaf(subject, String(op), path, given)
    if ('problem' in parsed) return report(`${path}.value`, parsed.problem)
    const test = contactLocal === undefined ? parsed.test : toLocal(subject, parsed.test, contactLocal)
    return test === null
      ? report(
          `${path}.contactLocal`,
          'must be true or false, and goes with days from today: of attributes that are dates',
        )
      : { kind: 'leaf', path, subject, test }
  }

  const filter = parse(value, at, 1)
  return problems.length > 0 ? { problems } : { filter }
}

/** The same test by the day of the contact; null: it does not go by days. */
function toLocal(subject: Subject, test: Test, isLocal: unknown): Test | null {
  const isDate = subject.kind === 'attribute' && subject.attribute.type === 'date'
  if (!isDate || typeof isLocal !== 'boolean') return null
  return test.kind === 'recent' || test.kind === 'anniversary' ? { ...test, isLocal } : null
}

function segmentLeaf(subject: Extract<Subject, { kind: 'segment' }>, op: string, path: string, given: unknown): Filter {
  const ids = [given].flat().map((id) => String(id).toLowerCase())
  return { kind: 'leaf', path, subject: { ...subject, ids }, test: { kind: 'exists', isThere: op === 'in' } }
}

function subjectOf(field: string, given: unknown, attributes: ReadonlyMap<string, Attribute>): Subject | null {
  if (field === 'segment') return { kind: 'segment', ids: [given].flat().map(String) }
  const attribute = field.startsWith('attributes.') ? attributes.get(field.slice('attributes.'.length)) : undefined
  if (attribute) return attribute.archivedAt === null ? { kind: 'attribute', attribute } : null
  const purpose = /^consent\.([a-z][a-z0-9_]{0,63})$/.exec(field)?.[1]
  if (purpose !== undefined) return { kind: 'consent', purpose }
  return Object.hasOwn(subjects, field) ? (subjects[field] ?? null) : null
}

const whyUnknown = (field: unknown): string =>
  typeof field === 'string' && field.startsWith('attributes.')
    ? 'is not an attribute of this account'
    : `must be an attribute such as attributes.city, a consent such as consent.marketing, segment, or one of ${Object.keys(subjects).join(', ')}`

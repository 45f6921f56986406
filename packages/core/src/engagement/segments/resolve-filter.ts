import type { Queryable } from '#platform/database/database.ts'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import type { Attribute } from '../contacts/attributes/attribute.ts'
import { selectAttributes } from '../contacts/attributes/attribute-store.ts'
import { defaultSettings } from '../policy/policy-settings.ts'
import { selectPolicies } from '../policy/policy-store.ts'
import { compileFilter, compileSet } from './filter/compile-filter.ts'
import { asksForDay, type Filter, segmentIdsOf } from './filter/filter.ts'
import { parseFilter } from './filter/parse-filter.ts'
import { maxSegmentDepth, type Segment } from './segment.ts'
import { selectSegments } from './segment-store.ts'

/** A filter with all that it names. */
export interface ResolvedFilter {
  filter: Filter
  /** What each segment means: a filter, or null for the members of a static one. */
  segments: ReadonlyMap<string, Filter | null>
  /** IANA zone whose days are meant: the account's. */
  timeZone: string
}

/** A condition on contacts `c`, with its parameters in the binder of the statement. */
export type ContactCondition = (binder: { bind(value: unknown): string }) => string

/** A statement that selects the `id` of contacts, or null: there is none. */
export type ContactSet = (binder: { bind(value: unknown): string }) => string | null

/**
 * Checks a filter against the attributes and segments of the account. `self`: the segment whose filter it will be.
 * @throws GatewayError `invalid_request` with every problem by its place
 */
export async function resolveFilter(
  tx: Queryable,
  accountId: string,
  value: unknown,
  self: string | null = null,
): Promise<ResolvedFilter> {
  const attributes = new Map((await selectAttributes(tx, accountId)).map((one) => [one.key, one]))
  const parsed = parseFilter(value, attributes)
  if ('problems' in parsed) throw refused(parsed.problems)
  const names = segmentIdsOf(parsed.filter)
  const segments =
    names.length === 0 ? new Map() : resolveSegments(names, await selectSegments(tx, accountId), attributes, self)
  const all = [parsed.filter, ...[...segments.values()].filter((one) => one !== null)]
  return { filter: parsed.filter, segments, timeZone: all.some(asksForDay) ? await zoneOf(tx, accountId) : 'UTC' }
}

async function zoneOf(tx: Queryable, accountId: string): Promise<string> {
  const policy = (await selectPolicies(tx, [accountId])).get(accountId)
  return (policy ?? defaultSettings).timeZone
}

export const toCondition =
  ({ filter, segments, timeZone }: ResolvedFilter, now = new Date()): ContactCondition =>
  (binder) =>
    compileFilter(filter, { binder, now, segments, timeZone })

/** As `compileSet`: null where the filter asks for more than the index of attributes. */
export const toSet =
  ({ filter, segments, timeZone }: ResolvedFilter, now = new Date()): ContactSet =>
  (binder) =>
    compileSet(filter, { binder, now, segments, timeZone })

const refused = (details: readonly FieldProblem[]) =>
  new GatewayError('invalid_request', 'The filter cannot be used.', { details })

/** Follows the segments that a filter names. @throws GatewayError `invalid_request` for an unknown one, a circle, or too many levels */
function resolveSegments(
  ids: readonly string[],
  all: readonly Segment[],
  attributes: ReadonlyMap<string, Attribute>,
  self: string | null,
): Map<string, Filter | null> {
  const known = new Map(all.map((segment) => [segment.id, segment]))
  const resolved = new Map<string, Filter | null>()
  const follow = (id: string, above: readonly string[]): void => {
    const problem = problemOf(id, known.get(id), above)
    if (problem !== null) throw refused([{ field: 'filter', message: problem }])
    const parsed = parseFilter(known.get(id)?.filter ?? { all: [] }, attributes)
    const filter = known.get(id)?.kind === 'static' || 'problems' in parsed ? null : parsed.filter
    if (known.get(id)?.kind === 'dynamic' && 'problems' in parsed)
      throw refused([{ field: 'filter', message: `names the segment ${id}, whose own filter can no longer be used` }])
    for (const next of filter === null ? [] : segmentIdsOf(filter)) follow(next, [...above, id])
    resolved.set(id, filter)
  }
  for (const id of ids) follow(id, self === null ? [] : [self])
  return resolved
}

function problemOf(id: string, segment: Segment | undefined, above: readonly string[]): string | null {
  if (above.includes(id)) return `would contain itself, by the segment ${id}`
  if (segment === undefined) return `names the segment ${id}, which is not in this account`
  return above.length >= maxSegmentDepth ? `must not lead through more than ${maxSegmentDepth} segments` : null
}

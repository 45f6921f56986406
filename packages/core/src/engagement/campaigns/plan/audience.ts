import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { type ContactCondition, resolveFilter, toCondition } from '../../segments/resolve-filter.ts'
import type { Audience } from '../campaign.ts'

/** Whether contacts are asked for at all; a campaign may go to its list alone. */
export const asksContacts = ({ segmentIds, filter, contactIds }: Audience): boolean =>
  (segmentIds?.length ?? 0) > 0 || filter !== undefined || (contactIds?.length ?? 0) > 0

/**
 * The condition on the contacts of an audience. `now` is one instant for the whole plan, so that a filter with days in it means
 * the same for the last batch as for the first.
 * @throws GatewayError `invalid_request` for a filter or a segment that cannot be used
 */
export async function resolveAudience(
  tx: Queryable,
  accountId: string,
  { segmentIds = [], filter, contactIds = [], excludeSegmentIds = [] }: Audience,
  now: Date,
): Promise<ContactCondition> {
  const filters = [
    ...(segmentIds.length > 0 ? [{ field: 'segment', op: 'in', value: [...segmentIds] }] : []),
    ...(filter === undefined ? [] : [filter]),
  ]
  const [only] = filters
  const whole = filters.length === 1 ? only : { any: filters }
  const conditions = filters.length > 0 ? await resolved(tx, accountId, whole, now) : null
  const excluded =
    excludeSegmentIds.length > 0
      ? await resolved(tx, accountId, { field: 'segment', op: 'in', value: [...excludeSegmentIds] }, now)
      : null
  return (binder) => {
    const parts = [
      ...(conditions ? [conditions(binder)] : []),
      ...(contactIds.length > 0 ? [`c.id = any (${binder.bind(contactIds)}::uuid[])`] : []),
    ]
    const included = parts.length === 0 ? 'false' : `(${parts.join(' or ')})`
    return excluded ? `${included} and not coalesce(${excluded(binder)}, false)` : included
  }
}

const resolved = async (tx: Queryable, accountId: string, filter: unknown, now: Date): Promise<ContactCondition> =>
  toCondition(await resolveFilter(tx, accountId, filter).catch(asAudience), now)

/** The filter stands within the audience. */
function asAudience(error: unknown): never {
  if (!(error instanceof GatewayError) || error.code !== 'invalid_request') throw error
  throw new GatewayError('invalid_request', error.message, {
    details: error.details.map((one) => ({ ...one, field: `audience.${one.field}` })),
  })
}

import type { CoreContext } from '#context.ts'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import { isTimeZone } from '#platform/time-zones.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { type FigureFilter, type FigurePlace, type FigureRow, type GroupKey, selectFigures } from './figure-store.ts'
import { type Granularity, timeBuckets } from './time-buckets.ts'

export interface FigureRequest {
  /** ISO 8601. */
  from: string
  to: string
  granularity: Granularity
  timeZone: string
  groupBy: readonly GroupKey[]
  filter: FigureFilter
}

/** Figures of a span of time. Instants are ISO 8601. */
export interface SpanFigures extends Omit<FigureRow, 'bucket'> {
  start: string
  end: string
}

const dayMs = 86_400_000
/** Each of these spans is a row of the answer, or many. */
const mostDays: Record<Granularity, number> = { hour: 31, day: 366, total: 366 }

/**
 * Counts messages by the span in which they were accepted or received. Spans without any have no row. A caller that is restricted to
 * numbers sees the messages of those.
 * @throws GatewayError `invalid_request`, `forbidden`
 */
export async function countMessages(
  ctx: Pick<CoreContext, 'read'>,
  caller: Caller,
  request: FigureRequest,
  page: { after: FigurePlace | null; limit: number },
): Promise<{ figures: SpanFigures[]; next: FigurePlace | null }> {
  assertScope(caller, 'analytics:read')
  assertRequest(request)
  const { from, to, granularity, timeZone, groupBy, filter } = request
  const spans = timeBuckets(Date.parse(from), Date.parse(to), granularity, timeZone)
  const bounds = spans.map((at) => new Date(at).toISOString())
  const numberIds = visibleOf(caller.numberIds, filter.numberIds)
  const question = { bounds, groupBy, filter: { ...filter, numberIds }, after: page.after, limit: page.limit + 1 }
  const rows = await ctx.read(caller, (db) => selectFigures(db, caller.accountId, question))
  const shown = rows.slice(0, page.limit)
  const last = shown.at(-1)
  return {
    figures: shown.map(({ bucket, ...row }) => ({
      start: bounds[bucket - 1] ?? '',
      end: bounds[bucket] ?? '',
      ...row,
    })),
    next: rows.length > page.limit && last ? { bucket: last.bucket, keys: last.keys } : null,
  }
}

function visibleOf(allowed: readonly string[] | null, wanted: readonly string[] | null): readonly string[] | null {
  if (allowed === null || wanted === null) return allowed ?? wanted
  return wanted.filter((id) => allowed.includes(id))
}

function assertRequest({ from, to, granularity, timeZone }: FigureRequest): void {
  const details: FieldProblem[] = []
  const length = Date.parse(to) - Date.parse(from)
  const days = mostDays[granularity]
  if (length <= 0) details.push({ field: 'to', message: 'must be after from' })
  if (length > days * dayMs)
    details.push({
      field: 'to',
      message: `must be at most ${days} days after from with the granularity ${granularity}`,
    })
  if (!isTimeZone(timeZone))
    details.push({ field: 'timeZone', message: 'must be an IANA time zone, such as Asia/Kolkata' })
  if (details.length > 0) throw new GatewayError('invalid_request', 'Validation failed.', { details })
}

import { countMessages, type SpanFigures } from '@dawk/core/messaging/analytics/count-messages.ts'
import type { FigurePlace, GroupKey } from '@dawk/core/messaging/analytics/figure-store.ts'
import type { Static } from 'typebox'
import { placedList } from '#operations/list.ts'
import { toInstant } from '#resources/instants.ts'
import { FigureFilters, FiguresView } from '../../schemas/analytics-schemas.ts'

const directions = { inbound: 'in', outbound: 'out' } as const

export const getMessageFigures = placedList({
  route: 'GET /analytics/messages',
  tag: 'Analytics',
  scope: 'analytics:read',
  summary: 'Count messages',
  description:
    'By hour or day of a time zone in which they were accepted or received, and by what else is asked for. `from` and `to` are widened to whole spans; hours go back 31 days at once, days 366. Spans without messages have no row. Dry runs do not count.',
  filters: FigureFilters,
  item: FiguresView,
  async read({ ctx, caller }, { after, limit }, filters) {
    const { from, to, granularity = 'day', timeZone = 'UTC', numberId, direction, type, template, category } = filters
    const groupBy = [...new Set((filters.groupBy ?? '').split(',').filter(Boolean))] as GroupKey[]
    const request = {
      from: toInstant(from, 'from'),
      to: toInstant(to, 'to'),
      granularity,
      timeZone,
      groupBy,
      filter: {
        numberIds: numberId === undefined ? null : [numberId],
        ...(direction !== undefined && { direction: directions[direction] }),
        ...(type !== undefined && { type }),
        ...(template !== undefined && { template }),
        ...(category !== undefined && { category }),
      },
    }
    const place = after === null ? null : (JSON.parse(after) as FigurePlace)
    const { figures, next } = await countMessages(ctx.core, caller, request, { after: place, limit })
    return { items: figures.map((row) => toView(row, groupBy)), next: next && JSON.stringify(next) }
  },
})

function toView({ keys, ...row }: SpanFigures, groupBy: readonly GroupKey[]): Static<typeof FiguresView> {
  const isPart = groupBy.includes('status') || groupBy.includes('errorCode')
  const rate = (part: number, of: 'attempted' | 'delivered') =>
    isPart ? null : { share: row[of] === 0 ? null : part / row[of], of, count: row[of] }
  const named = groupBy.map((key, index) => toMember(key, keys[index] || null))
  return {
    ...row,
    ...Object.fromEntries(named),
    deliveryRate: rate(row.delivered, 'attempted'),
    readRate: rate(row.read, 'delivered'),
  }
}

function toMember(key: GroupKey, value: string | null): [string, string | null] {
  if (key === 'number') return ['numberId', value]
  if (key === 'direction') return [key, value === 'in' ? 'inbound' : 'outbound']
  return [key, value]
}

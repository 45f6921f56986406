import { conditions } from '#platform/database/conditions.ts'
import type { Queryable } from '#platform/database/queryable.ts'
import { countsOf } from './count-store.ts'

/** What figures are grouped by, with the column of each. */
const columnOf = {
  number: 'number_id',
  direction: 'direction',
  type: 'type',
  template: 'template',
  category: 'category',
  status: 'status',
  errorCode: 'error_code',
} as const
export type GroupKey = keyof typeof columnOf
export const groupKeys = Object.keys(columnOf) as GroupKey[]

export interface FigureFilter {
  /** Those that the reader may see, or asks for; null: all. */
  numberIds: readonly string[] | null
  direction?: 'in' | 'out'
  type?: string
  template?: string
  category?: string
}

interface Figures {
  messages: number
  accepted: number
  received: number
  waiting: number
  attempted: number
  sent: number
  delivered: number
  read: number
  failed: number
  canceled: number
}

/** `bucket`: 1 for the first span. `keys`: in the order of `groupBy`; '' where a message has no such thing. */
export interface FigureRow extends Figures {
  bucket: number
  keys: string[]
}

/** Where a page goes on: after this row. */
export type FigurePlace = Pick<FigureRow, 'bucket' | 'keys'>

export interface FigureQuestion {
  /** Instants, ISO 8601: a span begins at each, the last one ends at the last. */
  bounds: readonly string[]
  groupBy: readonly GroupKey[]
  filter: FigureFilter
  after: FigurePlace | null
  limit: number
}

const statusCount = (...statuses: string[]) =>
  `coalesce(sum(count) filter (where status in (${statuses.map((status) => `'${status}'`).join(', ')})), 0)::float8`

const figures = `sum(count)::float8 as messages,
  coalesce(sum(count) filter (where direction = 'out'), 0)::float8 as accepted,
  ${statusCount('received')} as received, ${statusCount('waiting')} as waiting,
  ${statusCount('sent', 'delivered', 'read', 'failed')} as attempted, ${statusCount('sent', 'delivered', 'read')} as sent,
  ${statusCount('delivered', 'read')} as delivered, ${statusCount('read')} as read, ${statusCount('failed')} as failed,
  ${statusCount('canceled')} as canceled`

/**
 * Messages counted by spans of time and what they have in common, in this order. What is counted already comes from there, what is not or
 * has changed since from the messages, in one statement, so that both are of one instant.
 */
export function selectFigures(db: Queryable, accountId: string, question: FigureQuestion): Promise<FigureRow[]> {
  const { bounds, groupBy, filter, after, limit } = question
  const starts = bounds.slice(0, -1)
  const skipped = after === null ? 0 : after.bucket - 1
  const where = conditions(accountId, starts[skipped], bounds.at(-1), starts)
  where.add('number_id = any (?::uuid[])', filter.numberIds ?? undefined)
  where.add('direction = ?::text', filter.direction)
  where.add('type = ?::text', filter.type)
  where.add('template = ?::text', filter.template)
  where.add('category = ?::text', filter.category)
  const keys = groupBy.map((key, index) => `${columnOf[key]}::text collate "C" as key_${index}`)
  const names = groupBy.map((_, index) => `key_${index}`)
  const order = ['bucket', ...names].join(', ')
  const placed = after && [`${where.bind(after.bucket)}::int`, ...after.keys.map((key) => `${where.bind(key)}::text`)]
  return db.many<FigureRow>(
    `with counting as materialized (
       select counted_before, uuid_v7_floor(greatest($2::timestamptz, counted_before)) as live_from from message_counting),
     changed as materialized (
       select distinct h.hour from changed_message_hours h
        where h.account_id = $1 and h.hour >= date_trunc('hour', $2::timestamptz, 'UTC') and h.hour < $3::timestamptz
          and h.hour < (select counted_before from counting)
          and not exists (select from message_count_floors f where f.account_id = $1 and h.hour < f.kept_from)),
     counted as (
       select quarter, number_id, direction, type, template, category, status, error_code, count from message_counts c
        where c.account_id = $1 and c.quarter >= $2::timestamptz and c.quarter < $3::timestamptz
          and c.quarter < (select counted_before from counting)
          and not exists (select from changed x where x.hour = date_trunc('hour', c.quarter, 'UTC'))
       union all
       select * from (${countsOf({ account: '$1::uuid', from: '(select live_from from counting)', to: 'uuid_v7_floor($3::timestamptz)' })}) live
       union all
       select d.* from changed x cross join lateral (
         ${countsOf({ account: '$1::uuid', from: 'uuid_v7_floor(greatest($2::timestamptz, x.hour))', to: `uuid_v7_floor(least($3::timestamptz, x.hour + interval '1 hour'))` })}) d)
     select bucket, array[${names.join(', ')}]::text[] as keys, messages, accepted, received, waiting, attempted, sent, delivered, read, failed, canceled
       from (select width_bucket(quarter, $4::timestamptz[]) as bucket${keys.map((key) => `, ${key}`).join('')}, ${figures}
               from counted where ${where.sql} group by ${order}) grouped
      where ${placed ? `(${order}) > (${placed.join(', ')})` : 'true'}
      order by ${order} limit ${limit}`,
    [...where.params],
  )
}

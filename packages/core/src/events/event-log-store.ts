import type { Queryable } from '#platform/database/database.ts'
import type { GatewayEvent } from './event.ts'
import { isEventPattern, toPrefix } from './event-patterns.ts'

/** `sequence`: the order in which a client catches up; a decimal string, not to be shown: it counts all accounts' events. */
export type LoggedEvent = GatewayEvent & { sequence: string }

export interface EventFilter {
  /** Types and patterns; none: all. */
  types?: readonly string[]
  /** ISO 8601: recorded at or after. */
  from?: string
  /** ISO 8601: recorded before. */
  to?: string
}

const columns = 'e.id, e.account_id, e.sequence::text, e.type, e.at, e.data'

/** In the order of the log, after one sequence and up to another. */
export function selectEvents(
  tx: Queryable,
  accountId: string,
  filter: EventFilter,
  { after, horizon, limit }: { after: string; horizon: string; limit: number },
): Promise<LoggedEvent[]> {
  const params: unknown[] = [accountId, after, horizon]
  const bind = (value: unknown) => `$${params.push(value)}`
  const conditions = [
    'e.account_id = $1',
    'e.sequence > $2::bigint',
    'e.sequence <= $3::bigint',
    ...toConditions(filter, bind),
  ]
  return tx.many(
    `select ${columns} from events e where ${conditions.join(' and ')} order by e.sequence limit ${bind(limit)}`,
    params,
  )
}

function toConditions({ types = [], from, to }: EventFilter, bind: (value: unknown) => string): string[] {
  const conditions: string[] = []
  const prefixes = types.filter((type) => type.endsWith('*')).map(toPrefix)
  const whole = types.filter((type) => !type.endsWith('*') && isEventPattern(type))
  const either = prefixes.map((prefix) => `starts_with(e.type, ${bind(prefix)})`)
  if (whole.length > 0) either.push(`e.type = any (${bind(whole)}::text[])`)
  if (either.length > 0) conditions.push(`(${either.join(' or ')})`)
  // the key holds the instant, in milliseconds: a range of it prunes partitions
  if (from !== undefined) conditions.push(`e.id >= uuid_v7_floor(${bind(from)}::timestamptz)`)
  if (to !== undefined) conditions.push(`e.id < uuid_v7_floor(${bind(to)}::timestamptz)`)
  return conditions
}

export const selectEvent = (tx: Queryable, accountId: string, id: string): Promise<LoggedEvent | null> =>
  tx.maybe(`select ${columns} from events e where e.id = $2::uuid and e.account_id = $1`, [accountId, id])

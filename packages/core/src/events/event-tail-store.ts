import type { Queryable } from '../platform/database/database.ts'
import { recordset } from '../platform/database/recordset.ts'
import type { LoggedEvent } from './event-log-store.ts'

/** How far the log of an account has been read. */
interface Position {
  accountId: string
  after: string
}

const positions = recordset({ accountId: 'uuid', after: 'bigint' })

/** Of each account the events after its position and up to the horizon, at most `limit` of them, in the order of the log. */
export const selectEventsAfter = (
  worker: Queryable,
  followed: readonly Position[],
  { horizon, limit }: { horizon: string; limit: number },
): Promise<LoggedEvent[]> =>
  worker.many<LoggedEvent>(
    `select e.id, e.account_id, e.sequence, e.type, e.at, e.data
       from ${positions.from('$1', 'f')} cross join lateral (
         select * from events where account_id = f.account_id and sequence > f.after and sequence <= $2::bigint
          order by sequence limit $3) e
      order by e.account_id, e.sequence`,
    [positions.json(followed), horizon, limit],
  )

import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'

/** A number in a month of its business account: `2026-11`. */
export interface FreeMessageCounter {
  accountId: string
  phoneNumberId: string
  month: string
}

const counters = recordset({ accountId: 'uuid', phoneNumberId: 'text', month: 'text', used: 'int' })

/** Adds to the counters and returns them. The caller holds the wallets of the accounts. */
export const addFreeMessages = (
  tx: Queryable,
  added: readonly (FreeMessageCounter & { used: number })[],
): Promise<(FreeMessageCounter & { used: number })[]> =>
  tx.many(
    `insert into free_messages as f (${counters.columns}) select ${counters.columns} from ${counters.from('$1')} order by 1, 2, 3
     on conflict (account_id, phone_number_id, month) do update set used = f.used + excluded.used
     returning ${counters.columns}`,
    [counters.json(added)],
  )

/** How many service messages of the number were delivered in the month. */
export async function selectFreeMessages(db: Queryable, counter: FreeMessageCounter): Promise<number> {
  const row = await db.maybe<{ used: number }>(
    'select used from free_messages where account_id = $1 and phone_number_id = $2 and month = $3',
    [counter.accountId, counter.phoneNumberId, counter.month],
  )
  return row?.used ?? 0
}

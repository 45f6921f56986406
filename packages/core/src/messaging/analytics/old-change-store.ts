import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'
import { instantOf, newId } from '#platform/ids.ts'

const hourMs = 3_600_000
/** Hours are counted when they ended so long ago (`count-hours.ts`): until then every figure of them is read from the messages. */
export const countedAfterMs = 23 * hourMs
/** Changes of messages older than this are noted; earlier than they are counted, since the clocks of processes differ. */
const notedAfterMs = countedAfterMs - hourMs

const rows = recordset({ accountId: 'uuid', hour: 'timestamptz', id: 'uuid' })

/**
 * Notes that messages changed whose hour may have been counted, in the transaction of the change: figures of that hour are read from the
 * messages until it is counted again. Of young messages, which nearly all are, it is a look at their ids.
 */
export async function noteOldChanges(
  tx: Queryable,
  messages: readonly { accountId: string; id: string }[],
  now = Date.now(),
): Promise<void> {
  const bound = prefixOf(now - notedAfterMs)
  const hours = new Map<string, { accountId: string; hour: string; id: string }>()
  for (const { accountId, id } of messages)
    if (id < bound) {
      const hour = hourOf(id)
      hours.set(`${accountId} ${hour}`, { accountId, hour, id: newId() })
    }
  if (hours.size === 0) return
  await tx.run(`insert into changed_message_hours (${rows.columns}) select ${rows.columns} from ${rows.from('$1')}`, [
    rows.json([...hours.values()]),
  ])
}

/** What the ids of an instant begin with: it sorts before all of them. */
function prefixOf(epochMs: number): string {
  const digits = Math.floor(epochMs).toString(16).padStart(12, '0')
  return `${digits.slice(0, 8)}-${digits.slice(8)}`
}

function hourOf(id: string): string {
  return new Date(Math.floor(Date.parse(instantOf(id)) / hourMs) * hourMs).toISOString()
}

import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'
import { newId } from '#platform/ids.ts'

export interface HistoryEntry {
  contactId: string
  kind: string
  at: string
  data: object
}

const rows = recordset({
  accountId: 'uuid',
  contactId: 'uuid',
  id: 'uuid',
  kind: 'text',
  data: 'jsonb',
  at: 'timestamptz',
})

/** For the timeline of contacts. */
export async function insertHistory(tx: Queryable, accountId: string, entries: readonly HistoryEntry[]): Promise<void> {
  if (entries.length === 0) return
  await tx.run(`insert into contact_history (${rows.columns}) select ${rows.columns} from ${rows.from('$1')}`, [
    rows.json(entries.map((entry) => ({ accountId, id: newId(), ...entry }))),
  ])
}

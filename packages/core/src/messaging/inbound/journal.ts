import type { CoreContext } from '#context.ts'
import { createGroupCommit } from '#platform/database/group-commit.ts'
import { newId } from '#platform/ids.ts'

/** Meta waits for seconds; payloads that come within so many milliseconds share a commit and are applied together. */
const paceMs = 10

export interface Journal {
  /** Resolves when the payload is committed: only then may Meta get its 200. `body` is the payload as it came. */
  store(payload: { appFingerprint: string; body: string }): Promise<void>
  drain(): Promise<void>
}

interface Entry {
  id: string
  app: string
  body: string
}

/** Keeps what Meta sent, raw, before anybody looks into it. Payloads that arrive together share a commit. */
export function createJournal({ db }: Pick<CoreContext, 'db'>, onStored: () => void = () => undefined): Journal {
  const commits = createGroupCommit<Entry, true>({
    maxBatch: 500,
    maxPending: 20_000,
    concurrency: 1,
    paceMs,
    async flush(batch) {
      await db.worker.query(
        `with stored as (
           insert into journal (id, app_fingerprint, body)
           select id, app, body from json_to_recordset($1::json) as x(id uuid, app text, body text))
         insert into journal_pending (id) select id from json_to_recordset($1::json) as x(id uuid)`,
        [JSON.stringify(batch)],
      )
      onStored()
      return batch.map(() => true as const)
    },
  })
  return {
    async store({ appFingerprint, body }) {
      await commits.add({ id: newId(), app: appFingerprint, body })
    },
    drain: () => commits.drain(),
  }
}

/** Puts a span of the journal back into the queue; what was applied already changes nothing. Returns how many payloads. */
export async function replayJournal({ db }: Pick<CoreContext, 'db'>, from: Date, to: Date): Promise<number> {
  const { rowCount } = await db.worker.query(
    `insert into journal_pending (id)
     select id from journal where id >= uuid_v7_floor($1::timestamptz) and id < uuid_v7_floor($2::timestamptz)
     on conflict (id) do nothing`,
    [from.toISOString(), to.toISOString()],
  )
  return rowCount
}

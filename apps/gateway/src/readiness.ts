import { countUnapplied } from '@dawk/core/messaging/inbound/unapplied-items.ts'
import type { Database } from '@dawk/core/platform/database/database.ts'
import type { Readiness } from '@dawk/http/context.ts'
import { copyNotice } from './adoption.ts'
import type { Role } from './config.ts'

/** Where a process is in its life; only a running one is ready. */
export interface Lifecycle {
  phase: 'starting' | 'running' | 'draining'
  /** False: the database is a copy from which nothing is sent yet. */
  isAdopted(): boolean
}

interface ReadinessDeps {
  config: { role: Role }
  db: Database
  notices: readonly string[]
  lifecycle: Lifecycle
}

const answerWithinMs = 1500

/** Ready: work sent here would be done, which needs a database that can be written. */
export async function readReadiness({ config, db, notices, lifecycle }: ReadinessDeps): Promise<Readiness> {
  const [database, unappliedWebhookItems] = await Promise.all([databaseState(db), unappliedCount(db)])
  const ready = database === 'up' && lifecycle.phase === 'running'
  const all = lifecycle.isAdopted() ? notices : [...notices, copyNotice]
  return { ready, role: config.role, database, unappliedWebhookItems, notices: all }
}

/** They take no process out of rotation: all others would fail at them too. */
async function unappliedCount(db: Database): Promise<number | null> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, answerWithinMs, null).unref())
  const counted = countUnapplied(db.worker).then(
    ({ retrying, givenUp }) => retrying + givenUp,
    () => null,
  )
  return Promise.race([counted, late])
}

/** A standby answers queries and takes no writes: `transaction_read_only` is on there. So does a server whose disk is full. */
async function databaseState(db: Database): Promise<Readiness['database']> {
  const late = new Promise<'down'>((resolve) => setTimeout(resolve, answerWithinMs, 'down').unref())
  const answered = db.worker
    .query<{ readOnly: string }>(`select current_setting('transaction_read_only') as "readOnly"`)
    .then(
      ({ rows }) =>
        rows[0]?.readOnly === 'on' ? ('read-only' as const) : db.isFull() ? ('full' as const) : ('up' as const),
      () => 'down' as const,
    )
  return Promise.race([answered, late])
}

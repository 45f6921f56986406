import type { CoreContext } from '#context.ts'
import { type BackgroundLoop, createBackgroundLoop } from '#platform/background-loop.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'

const pollMs = 1000
const batchSize = 500
const anyDue = 'exists (select from scheduled_messages where run_at <= now())'

/** Moves scheduled messages into their lanes when they are due; any number of processes may run it. */
export function createScheduler({ worker, due, log }: Pick<CoreContext, 'worker' | 'due' | 'log'>): BackgroundLoop {
  return createBackgroundLoop({
    async step() {
      if (!(await isAnyDue(worker))) return pollMs
      const moved = await worker.transaction(promoteDue)
      return moved < batchSize ? pollMs : 0
    },
    onError: (error) => log.warn({ err: error }, 'scheduled messages were not moved: trying again'),
    retryMs: pollMs,
    due: { poll: due, exists: anyDue },
  })
}

/** Looked at first: the statement that moves would search the messages for what is not there. */
async function isAnyDue(db: Queryable): Promise<boolean> {
  const { isDue } = await db.one<{ isDue: boolean }>(`select ${anyDue} as is_due`)
  return isDue
}

/** Returns how many messages have gone into their lanes. */
async function promoteDue(tx: WorkerTransaction): Promise<number> {
  const rows = await tx.many<{ laneId: string }>(
    `with due as (
       delete from scheduled_messages where message_id in (
         select message_id from scheduled_messages where run_at <= now() order by run_at limit ${batchSize} for update skip locked)
       returning *),
     queued as (
       insert into lane_items (lane_id, ordering_key, account_id, priority, ref)
       select lane_id, ordering_key, account_id, priority, message_id from due order by run_at, message_id)
     update messages m set state = 'queued',
            timeline = m.timeline || jsonb_build_array(jsonb_build_object('status', 'queued', 'at', $1::text))
       from due where m.account_id = due.account_id and m.id = due.message_id and m.state = 'scheduled' returning due.lane_id`,
    [new Date().toISOString()],
  )
  tx.wake(...rows.map(({ laneId }) => laneId))
  return rows.length
}

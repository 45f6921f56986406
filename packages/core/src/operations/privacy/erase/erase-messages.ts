import { noteOldChanges } from '#messaging/analytics/old-change-store.ts'
import type { Queryable } from '#platform/database/database.ts'

export interface ErasableMessage {
  id: string
  /** Wamids that it has or had. */
  wamids: string[]
  waits: boolean
}

/** Columns of an `ErasableMessage`; the table stands as `m`. */
export const erasableColumns = `m.id::text, m.state in ('scheduled', 'queued', 'retrying') as waits, array(select wamid from (select m.wamid union
    select e->>'retryOf' from jsonb_array_elements(m.timeline) as e) as w where wamid is not null) as wamids`

/**
 * Deletes messages with all that hangs on them; what still waits in its lane never leaves. One whose attempt is under
 * way stays for now: returns the ids of those that are gone.
 */
export async function eraseMessages(
  tx: Queryable,
  accountId: string,
  messages: readonly ErasableMessage[],
): Promise<string[]> {
  const leaving = await takeFromLanes(tx, accountId, messages)
  const gone = messages.filter(({ id }) => !leaving.has(id))
  const ids = gone.map(({ id }) => id)
  if (ids.length === 0) return []
  const wamids = gone.flatMap((message) => message.wamids)
  for (const table of ['conversation_queue', 'media_downloads', 'media', 'idempotency_keys', 'message_texts'])
    await tx.query(`delete from ${table} where account_id = $1 and message_id = any ($2::uuid[])`, [accountId, ids])
  await tx.query('delete from wamids where account_id = $1 and wamid = any ($2::text[])', [accountId, wamids])
  await tx.query('delete from parked_statuses where wamid = any ($1::text[])', [wamids])
  await forgetPreviews(tx, accountId, gone)
  await tx.query('delete from messages where account_id = $1 and id = any ($2::uuid[])', [accountId, ids])
  await noteOldChanges(
    tx,
    ids.map((id) => ({ accountId, id })),
  )
  return ids
}

/** The ids of those whose attempt has left, or may have. Locks in the order of a cancel. */
async function takeFromLanes(
  tx: Queryable,
  accountId: string,
  messages: readonly ErasableMessage[],
): Promise<Set<string>> {
  const waiting = messages.filter(({ waits }) => waits)
  if (waiting.length === 0) return new Set()
  await tx.query('delete from scheduled_messages where account_id = $1 and message_id = any ($2::uuid[])', [
    accountId,
    waiting.map(({ id }) => id),
  ])
  const { rows } = await tx.query<{ id: string }>(
    `with item as materialized (
       select id, ref from lane_items where account_id = $1 and ref = any ($2::uuid[]) and event_id is null),
     gone as (delete from lane_items i using item where i.id = item.id and i.started_at is null returning i.ref)
     select item.ref::text as id from item where item.ref not in (select ref from gone)`,
    [accountId, waiting.map(({ id }) => id)],
  )
  return new Set(rows.map(({ id }) => id))
}

async function forgetPreviews(tx: Queryable, accountId: string, messages: readonly ErasableMessage[]): Promise<void> {
  await tx.query(
    `update conversations v set last_message_id = null, last_said_at = null, last_direction = null, last_type = null, last_preview = null
      where v.account_id = $1 and v.last_message_id = any ($2::uuid[])`,
    [accountId, messages.map(({ id }) => id)],
  )
}

import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'

/** A payload as it came, with an id of its own. */
export interface JournalPayload {
  id: string
  appFingerprint: string
  body: string
}

/** Payloads of one app that are stored together. `payloadIds` is null where there is one, whose id is the row's. */
export interface JournalRow {
  id: string
  appFingerprint: string
  payloadIds: readonly string[] | null
  bodies: readonly string[]
}

/** A row is applied in one transaction and scrubbed in memory, so it stays small. */
const mostPayloads = 100
const mostCharacters = 256 * 1024

/** As few rows as hold these payloads, in their order. */
export function toJournalRows(payloads: readonly JournalPayload[]): JournalRow[] {
  return [...Map.groupBy(payloads, ({ appFingerprint }) => appFingerprint).values()].flatMap(cut).map(toRow)
}

function cut(payloads: readonly JournalPayload[]): JournalPayload[][] {
  const parts: JournalPayload[][] = []
  let characters = 0
  for (const payload of payloads) {
    const last = parts.at(-1)
    characters += payload.body.length
    if (last !== undefined && last.length < mostPayloads && characters <= mostCharacters) last.push(payload)
    else {
      parts.push([payload])
      characters = payload.body.length
    }
  }
  return parts
}

function toRow(payloads: readonly JournalPayload[]): JournalRow {
  const [first] = payloads as [JournalPayload]
  return {
    id: first.id,
    appFingerprint: first.appFingerprint,
    payloadIds: payloads.length === 1 ? null : payloads.map(({ id }) => id),
    bodies: payloads.map(({ body }) => body),
  }
}

export const payloadsOf = ({ id, appFingerprint, payloadIds, bodies }: JournalRow): JournalPayload[] =>
  bodies.map((body, place) => ({ id: payloadIds?.[place] ?? id, appFingerprint, body }))

const stored = recordset({ id: 'uuid', appFingerprint: 'text', payloadIds: 'uuid[]', bodies: 'text[]' })

/** Stores rows that the same transaction applies. It waits for a lock no longer than `lockWaitMs`: Meta waits for it. */
export async function insertApplied(tx: Queryable, rows: readonly JournalRow[], lockWaitMs: number): Promise<void> {
  await tx.query(
    `insert into journal (${stored.columns}) select ${stored.columns} from ${stored.from('$1')}
     returning set_config('lock_timeout', $2, true)`,
    [stored.json(rows), String(lockWaitMs)],
  )
}

/** Stores rows that are still to be applied. */
export async function insertPending(db: Queryable, rows: readonly JournalRow[]): Promise<void> {
  await db.query(
    `with kept as (insert into journal (${stored.columns}) select ${stored.columns} from ${stored.from('$1')})
     insert into journal_pending (id) select id from ${stored.from('$1')}`,
    [stored.json(rows)],
  )
}

/** As a condition. */
export const anyPendingDue = 'exists (select from journal_pending where run_at <= now())'

/** Takes rows out of the queue: for good when the transaction that applies them commits. */
export async function claimPending(tx: Queryable, limit: number): Promise<JournalRow[]> {
  return tx.many<JournalRow>(
    `with due as (
       select id from journal_pending where run_at <= now() order by run_at, id limit $1 for update skip locked),
     taken as (delete from journal_pending p using due where p.id = due.id returning p.id)
     select j.id, j.app_fingerprint, j.payload_ids, j.bodies from taken t join journal j on j.id = t.id order by j.id`,
    [limit],
  )
}

/**
 * Puts those of the next rows back into the queue whose payloads have the name as a whole JSON string. Returns the id of the last
 * row that it looked at; null: there was none. `after` and `before` are exclusive.
 */
export async function requeueMentioning(
  tx: Queryable,
  { after, before, name }: { after: string; before: string; name: string },
): Promise<string | null> {
  const { last } = await tx.one<{ last: string | null }>(
    `with batch as materialized (
       select id, bodies from journal where id > $1::uuid and id < $2::uuid order by id limit 200),
     again as (
       insert into journal_pending (id)
       select id from batch where exists (select from unnest(bodies) as payload(body) where strpos(payload.body, $3) > 0)
       on conflict (id) do nothing)
     select (select id::text from batch order by id desc limit 1) as last`,
    [after, before, JSON.stringify(name)],
  )
  return last
}

export async function deletePending(tx: Queryable, id: string): Promise<void> {
  await tx.query('delete from journal_pending where id = $1', [id])
}

import type { Queryable } from '#platform/database/database.ts'
import type { Recipient } from '../identities/recipient.ts'
import { spellingsOf } from '../identities/spellings.ts'
import { hasNoGap } from '../numbers/webhook-gaps.ts'

export interface WindowQuestion {
  accountId: string
  numberId: string
  to: Recipient
}

export interface FoundWindow {
  /** Whether the journal covers the number's last 24 hours: only then does a missing message say anything. */
  covered: boolean
  /** Meta's instant of what the person wrote last, in epoch milliseconds; null: nothing. */
  lastInboundMs: number | null
  freeEntryUntilMs: number | null
}

interface WindowRow {
  place: number
  covered: boolean
  lastInboundAt: string | null
  freeEntryUntil: string | null
}

/** The windows of many recipients in one query, each by its place. */
export async function findWindows(db: Queryable, questions: readonly WindowQuestion[]): Promise<FoundWindow[]> {
  const { rows } = await db.query<WindowRow>(
    `select x.place, ${hasNoGap('x')} as covered, c.last_inbound_at as "lastInboundAt", c.free_entry_until as "freeEntryUntil"
       from json_to_recordset($1::json) as x(place int, account_id uuid, number_id uuid, kind text, value text)
       left join contact_identifiers i on i.account_id = x.account_id and i.kind = x.kind and i.value = x.value
       left join conversations c on c.account_id = x.account_id and c.contact_id = i.contact_id and c.number_id = x.number_id`,
    [JSON.stringify(questions.flatMap(toIdentifiers))],
  )
  const windows = questions.map((): FoundWindow => ({ covered: false, lastInboundMs: null, freeEntryUntilMs: null }))
  for (const row of rows) {
    const window = windows[row.place]
    if (!window) continue
    window.covered = row.covered
    window.lastInboundMs = later(window.lastInboundMs, row.lastInboundAt)
    window.freeEntryUntilMs = later(window.freeEntryUntilMs, row.freeEntryUntil)
  }
  return windows
}

function toIdentifiers({ accountId, numberId, to }: WindowQuestion, place: number) {
  const base = { place, account_id: accountId, number_id: numberId }
  return [
    ...(to.phone === null ? [] : spellingsOf(to.phone).map((value) => ({ ...base, kind: 'phone', value }))),
    ...(to.userId === null ? [] : [{ ...base, kind: 'user_id', value: to.userId }]),
  ]
}

const later = (known: number | null, at: string | null): number | null =>
  at === null ? known : Math.max(known ?? 0, Date.parse(at))

/** The last payload that waits to be applied; null: none does. */
export async function findLastPending(db: Queryable): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>('select id::text from journal_pending order by id desc limit 1')
  return rows[0]?.id ?? null
}

/** Whether payloads up to this one still wait. */
export async function isPendingUpTo(db: Queryable, id: string): Promise<boolean> {
  const { rows } = await db.query('select from journal_pending where id <= $1 limit 1', [id])
  return rows.length > 0
}

export interface OpenWindow {
  phoneNumberId: string
  /** Phone number or user id. */
  user: string
  lastInboundAt: string
}

/** Who wrote to these numbers within 24 hours, under each name by which they may be answered; the latest first. */
export function listOpenWindows(
  worker: Queryable,
  numbers: readonly { accountId: string; id: string }[],
  limit: number,
): Promise<OpenWindow[]> {
  return worker.many(
    `select n.phone_number_id, peer as "user", iso_instant(c.last_inbound_at) as last_inbound_at
       from json_to_recordset($1::json) as x("accountId" uuid, id uuid)
       join numbers n on n.account_id = x."accountId" and n.id = x.id
       join conversations c on c.account_id = n.account_id and c.number_id = n.id
            and c.last_inbound_at > now() - interval '24 hours'
      cross join unnest(c.peers) as peer
      order by c.last_inbound_at desc limit $2`,
    [JSON.stringify(numbers), limit],
  )
}

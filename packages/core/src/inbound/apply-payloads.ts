import { parseNotification, readNotification } from '@dawk/cloud-api/read-notification.ts'
import type { InboundEntry, OtherEntry, StatusEntry } from '@dawk/cloud-api/webhook-types.ts'
import type { CoreContext } from '../context.ts'
import type { Queryable } from '../database/database.ts'
import { type NewEvent, recordEvents } from '../events/record-events.ts'
import { newId } from '../ids.ts'
import type { MessageReport } from '../messages/advance-message.ts'
import { applyReports, type ReportFor } from '../messages/apply-reports.ts'
import { strandOf } from '../messages/strand.ts'
import type { NumberRow } from '../numbers/number.ts'
import type { NumberDirectory } from '../numbers/number-directory.ts'
import { ownId, toInstant, toReport } from './read-payload.ts'

export interface JournalRow {
  id: string
  appFingerprint: string
  body: string
}

export type ApplyContext = Pick<CoreContext, 'log' | 'operatorAppFingerprint'> & { numbers: NumberDirectory }

interface Items {
  statuses: { entry: StatusEntry; number: NumberRow }[]
  messages: { entry: InboundEntry; number: NumberRow }[]
  others: { entry: OtherEntry; number: NumberRow }[]
}

/**
 * Applies raw payloads: every entry, change, message and status of each. Duplicates are absorbed by unique keys, statuses
 * only move forward, a status without its message is parked, what nobody knows is announced raw. A number's items count
 * only under the signature of its own app. Returns lanes to wake after the commit.
 */
export async function applyPayloads(ctx: ApplyContext, tx: Queryable, rows: readonly JournalRow[]): Promise<string[]> {
  const items = await readItems(ctx, tx, rows)
  const woken = new Set<string>()
  const wake = (laneIds: readonly string[]) => {
    for (const laneId of laneIds) woken.add(laneId)
  }
  wake(await applyStatuses(tx, items.statuses))
  wake(await storeInbound(tx, items.messages))
  wake(await recordEvents(tx, items.others.map(toOtherEvent)))
  return [...woken]
}

async function readItems(ctx: ApplyContext, tx: Queryable, rows: readonly JournalRow[]): Promise<Items> {
  const payloads = rows.map((row) => ({ row, ...readNotification(parseNotification(row.body)) }))
  const named = payloads.flatMap(({ statuses, messages, others }) => [...statuses, ...messages, ...others])
  const ids = new Set(named.flatMap(({ phoneNumberId }) => phoneNumberId ?? []))
  const numbers = await ctx.numbers.byPhoneNumberId([...ids], tx)
  const items: Items = { statuses: [], messages: [], others: [] }
  for (const { row, statuses, messages, others } of payloads) {
    const own = <Entry extends { phoneNumberId: string | null }>(entries: readonly Entry[]) =>
      entries.flatMap((entry) => {
        const number = numbers.get(entry.phoneNumberId ?? '')
        if (number && speaksFor(ctx, row.appFingerprint, number)) return { entry, number }
        ctx.log.warn(
          { journalId: row.id, phoneNumberId: entry.phoneNumberId },
          'webhook of no number here: kept in the journal',
        )
        return []
      })
    items.statuses.push(...own(statuses))
    items.messages.push(...own(messages))
    items.others.push(...own(others))
  }
  return items
}

/** An account that brought its own app could otherwise sign for the numbers of others. */
function speaksFor(ctx: ApplyContext, fingerprint: string, number: NumberRow): boolean {
  return fingerprint === (number.appFingerprint ?? ctx.operatorAppFingerprint)
}

const order: Record<string, number> = { sent: 0, delivered: 1, read: 2, played: 2, failed: 3 }

async function applyStatuses(tx: Queryable, items: Items['statuses']): Promise<string[]> {
  if (items.length === 0) return []
  const sorted = items.toSorted((a, b) => (order[a.entry.status.status] ?? 0) - (order[b.entry.status.status] ?? 0))
  const byWamid = await findByWamid(
    tx,
    sorted.filter(({ entry }) => ownId(entry) === null).map(({ entry }) => entry.status.id),
  )
  const reports: ReportFor[] = []
  const orphans: Items['statuses'] = []
  for (const item of sorted) {
    const messageId = ownId(item.entry) ?? byWamid.get(item.entry.status.id)
    if (messageId) reports.push({ messageId, numberId: item.number.id, report: toReport(item.entry) })
    else orphans.push(item)
  }
  const { lanesToWake, departed } = await applyReports(tx, reports)
  await removeDeparted(tx, items, departed)
  await park(tx, orphans)
  return lanesToWake
}

async function findByWamid(tx: Queryable, wamids: readonly string[]): Promise<Map<string, string>> {
  if (wamids.length === 0) return new Map()
  const { rows } = await tx.query<{ wamid: string; messageId: string }>(
    `select wamid, message_id::text as "messageId" from wamids where wamid = any ($1::text[])`,
    [wamids],
  )
  return new Map(rows.map((row) => [row.wamid, row.messageId]))
}

/** A status that names a message of unknown outcome adopts it: nothing is left to send. */
async function removeDeparted(
  tx: Queryable,
  items: Items['statuses'],
  departed: readonly { messageId: string; numberId: string; peer: string }[],
): Promise<void> {
  if (departed.length === 0) return
  const laneOf = new Map(items.map(({ number }) => [number.id, number.laneId]))
  await tx.query(
    `delete from lane_items i using json_to_recordset($1::json) as x(lane_id bigint, strand bigint, ref uuid)
      where i.lane_id = x.lane_id and i.strand = x.strand and i.ref = x.ref`,
    [
      JSON.stringify(
        departed.map((one) => ({ lane_id: laneOf.get(one.numberId), strand: strandOf(one.peer), ref: one.messageId })),
      ),
    ],
  )
}

async function park(tx: Queryable, orphans: Items['statuses']): Promise<void> {
  if (orphans.length === 0) return
  await tx.query(
    `insert into parked_statuses (wamid, number_id, report)
     select wamid, number_id, report from json_to_recordset($1::json) as x(wamid text, number_id uuid, report jsonb)`,
    [
      JSON.stringify(
        orphans.map(({ entry, number }) => ({ wamid: entry.status.id, number_id: number.id, report: toReport(entry) })),
      ),
    ],
  )
}

/** Applies parked statuses whose message has its wamid by now. Returns lanes to wake after the commit. */
export async function applyParked(tx: Queryable): Promise<string[]> {
  const { rows } = await tx.query<{ messageId: string; numberId: string; report: MessageReport }>(
    `with found as (
       select p.id, w.message_id from parked_statuses p join wamids w on w.wamid = p.wamid limit 500 for update of p skip locked)
     delete from parked_statuses p using found f where p.id = f.id
     returning f.message_id::text as "messageId", p.number_id::text as "numberId", p.report`,
  )
  const sorted = rows.toSorted((a, b) => (order[a.report.status] ?? 0) - (order[b.report.status] ?? 0))
  return (await applyReports(tx, sorted)).lanesToWake
}

/** The first of each wamid is stored and announced; repeats fall on the unique key. */
async function storeInbound(tx: Queryable, items: Items['messages']): Promise<string[]> {
  if (items.length === 0) return []
  const rows = items.map(({ entry, number }) => ({ id: newId(), entry, number }))
  const { rows: stored } = await tx.query<{ id: string }>(
    `with input as materialized (
       select distinct on (wamid) * from json_to_recordset($1::json) as x(id uuid, account_id uuid, number_id uuid, wamid text,
         peer text, peer_user_id text, type text, content jsonb, at timestamptz) order by wamid, id),
     named as (
       insert into wamids (wamid, account_id, message_id) select wamid, account_id, id from input
       on conflict (wamid) do nothing returning message_id)
     insert into messages (id, account_id, number_id, direction, peer, peer_user_id, type, content, state, wamid, timeline, created_at)
     select id, account_id, number_id, 'in', peer, peer_user_id, type, content, 'received', wamid,
            jsonb_build_array(jsonb_build_object('status', 'received', 'at', at)), at
       from input where id in (select message_id from named) returning id::text`,
    [JSON.stringify(rows.map(({ id, entry, number }) => toInboundRow(id, entry, number)))],
  )
  const fresh = new Set(stored.map((row) => row.id))
  return recordEvents(tx, rows.filter(({ id }) => fresh.has(id)).map(toReceivedEvent))
}

function toInboundRow(id: string, { message }: InboundEntry, number: NumberRow): Record<string, unknown> {
  return {
    id,
    account_id: number.accountId,
    number_id: number.id,
    wamid: message.id,
    peer: message.from ?? null,
    peer_user_id: message.from_user_id ?? null,
    type: message.type,
    content: message,
    at: toInstant(message.timestamp),
  }
}

function toReceivedEvent({ id, entry, number }: { id: string; entry: InboundEntry; number: NumberRow }): NewEvent {
  const { message, contacts, known } = entry
  const data = {
    messageId: id,
    wamid: message.id,
    from: message.from ?? null,
    fromUserId: message.from_user_id ?? null,
  }
  const at = toInstant(message.timestamp)
  return {
    accountId: number.accountId,
    type: known ? 'message.received' : 'message.received.unknown',
    at,
    data: { ...data, phoneNumberId: number.phoneNumberId, contact: contacts[0] ?? null, message: { ...message } },
  }
}

function toOtherEvent({ entry, number }: Items['others'][number]): NewEvent {
  const { kind, field, value, malformed } = entry
  return {
    accountId: number.accountId,
    type: 'whatsapp.other',
    at: new Date().toISOString(),
    data: { kind, field, value, malformed, phoneNumberId: number.phoneNumberId },
  }
}

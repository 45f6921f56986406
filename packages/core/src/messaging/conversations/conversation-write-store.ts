import type { Queryable } from '#platform/database/database.ts'
import { peerKey } from '../messages/peer-key.ts'
import type { FreeEntry } from './free-entry.ts'

/** Under what the messages of a conversation are stored; null: the account has no such conversation. */
export const selectPeers = (
  tx: Queryable,
  accountId: string,
  id: string,
): Promise<{ numberId: string; peers: string[] } | null> =>
  tx.maybe('select number_id, peers from conversations where account_id = $1 and id = $2', [accountId, id])

/** Of messages after the one that was read; nobody pages through more. */
const maxCounted = 1000

/** Everything up to the message `upTo` is read, or all of it. False: the account has no such conversation. */
export async function updateReadMark(
  tx: Queryable,
  accountId: string,
  id: string,
  upTo: string | null,
): Promise<boolean> {
  const key = peerKey('m')
  const updated = await tx.run(
    `update conversations c set read_id = greatest(c.read_id, coalesce($3::uuid, c.last_inbound_id)),
            unread = case when $3::uuid is null or $3::uuid >= c.last_inbound_id then 0 else least(c.unread, (
              select count(*)::int from unnest(c.peers) as wanted(key) cross join lateral (
                select m.direction, m.type from messages m where m.account_id = c.account_id
                   and m.number_id = c.number_id and (${key}, m.id) > (wanted.key, $3::uuid) and ${key} <= wanted.key
                 order by ${key}, m.id limit ${maxCounted}) as later
               where later.direction = 'in' and later.type not in ('reaction', 'system'))) end
      where c.account_id = $1 and c.id = $2`,
    [accountId, id, upTo],
  )
  return updated > 0
}

/** Keeps the ends of free entry points in the conversations of the messages, which it locks in the order of whoever stores messages. */
export async function updateFreeEntries(tx: Queryable, entries: readonly FreeEntry[]): Promise<void> {
  if (entries.length === 0) return
  await tx.run(
    `with ends as (
       select c.account_id, c.id, max(x.until) as until
         from json_to_recordset($1::json) as x("accountId" uuid, "messageId" uuid, until timestamptz)
         join messages m on m.account_id = x."accountId" and m.id = x."messageId"
         join contact_identifiers i on i.account_id = m.account_id
          and ((i.kind = 'phone' and i.value = m.peer) or (i.kind = 'user_id' and i.value = m.peer_user_id))
         join conversations c on c.account_id = m.account_id and c.contact_id = i.contact_id and c.number_id = m.number_id
        group by c.account_id, c.id),
     later as (
       select c.account_id, c.id, e.until from ends e join conversations c on c.account_id = e.account_id and c.id = e.id
        where c.free_entry_until is null or c.free_entry_until < e.until order by c.number_id, c.contact_id for no key update of c)
     update conversations c set free_entry_until = greatest(c.free_entry_until, l.until)
       from later l where c.account_id = l.account_id and c.id = l.id`,
    [JSON.stringify(entries)],
  )
}

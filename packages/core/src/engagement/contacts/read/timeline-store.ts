import { peerKey } from '#messaging/messages/peer-key.ts'
import type { Queryable } from '#platform/database/database.ts'
import { lastId } from '#platform/ids.ts'

export interface TimelineEntry {
  /** Ids are in the order of time. */
  id: string
  /** `message`, or what happened to the contact: `updated`, `tags`, `merged`, `unmerged`. */
  kind: string
  at: string
  data: Readonly<Record<string, unknown>>
}

/** The latest first; messages only of these numbers (null: of all). */
export const selectTimeline = (
  db: Queryable,
  { accountId, numberIds }: { accountId: string; numberIds: readonly string[] | null },
  id: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<TimelineEntry[]> =>
  db.many(
    `with recursive own as (select $2::uuid as id union
         select m.absorbed_id from own join contact_merges m on m.account_id = $1 and m.survivor_id = own.id and m.undone_at is null),
       peers as (select v.number_id, p.peer from conversations v, unnest(v.peers) as p(peer) where v.account_id = $1 and v.contact_id = $2::uuid
           and ($5::uuid[] is null or v.number_id = any ($5::uuid[])))
       select * from (
         (select h.id, h.kind, h.at, h.data from own join contact_history h on h.account_id = $1 and h.contact_id = own.id and h.id < $3::uuid
           order by h.id desc limit $4)
         union all
         (select m.id, 'message', m.created_at, m.data from peers cross join lateral (
            select m.id, m.created_at, jsonb_build_object('direction', case m.direction when 'in' then 'inbound' else 'outbound' end,
                   'type', m.type, 'status', m.state, 'numberId', m.number_id) as data
              from messages m where m.account_id = $1 and m.number_id = peers.number_id and ${peerKey('m')} = peers.peer and m.id < $3::uuid
             order by m.id desc limit $4) m)) entries
        order by id desc limit $4`,
    [accountId, id, before ?? lastId, limit, numberIds],
  )

import { forwardedType } from '#events/event-patterns.ts'
import { peerKey } from '#messaging/messages/peer-key.ts'
import type { Queryable } from '#platform/database/database.ts'
import { type AccountTableName, accountColumnOf, tableOf } from './account-tables.ts'
import { mentionsSql, namesJson, type PersonKeys } from './person-store.ts'

/** Rows that are read at a time. */
export const pageSize = 500

/** A page of one table in the order of its key, behind the key `after`. */
export async function selectRows(
  db: Queryable,
  accountId: string,
  table: AccountTableName,
  after: readonly string[] | null,
): Promise<{ row: Record<string, unknown>; key: string[] }[]> {
  const { key, without = [] } = tableOf(table)
  const columns = key.map(([column]) => `t.${column}`).join(', ')
  const bounds = key.map(([, type], at) => `$${at + 3}::text::${type}`).join(', ')
  return db.many<{ row: Record<string, unknown>; key: string[] }>(
    `select to_jsonb(t) - $2::text[] as row, array[${key.map(([column]) => `t.${column}::text`).join(', ')}] as key
       from ${table} t where t.${accountColumnOf(table)} = $1 ${after === null ? '' : `and (${columns}) > (${bounds})`}
      order by ${columns} limit ${pageSize}`,
    [accountId, without, ...(after ?? [])],
  )
}

export interface PersonRecord {
  kind:
    | 'contact'
    | 'identifier'
    | 'external_id'
    | 'tag'
    | 'history'
    | 'merge'
    | 'segment'
    | 'consent'
    | 'conversation'
    | 'note'
    | 'label'
    | 'message'
    | 'media'
    | 'event'
  data: Record<string, unknown>
}

/** The contact and what hangs on it. */
export const selectContactOf = (tx: Queryable, accountId: string, { contactId }: PersonKeys): Promise<PersonRecord[]> =>
  tx.many(
    `select 'contact' as kind, to_jsonb(c) - array['account_id', 'attribute_keys', 'name_key'] as data from contacts c where account_id = $1 and id = $2::uuid
     union all select 'identifier', to_jsonb(i) - array['account_id', 'ending'] from contact_identifiers i
                where account_id = $1 and contact_id = $2::uuid
     union all select 'external_id', to_jsonb(x) - 'account_id' from contact_external_ids x where account_id = $1 and contact_id = $2::uuid
     union all select 'tag', jsonb_build_object('name', t.name, 'source', g.source, 'addedAt', iso_instant(g.added_at))
                 from contact_tags g join tags t on t.account_id = g.account_id and t.id = g.tag_id
                where g.account_id = $1 and g.contact_id = $2::uuid
     union all select 'history', to_jsonb(h) - 'account_id' from contact_history h where account_id = $1 and contact_id = $2::uuid
     union all select 'segment', jsonb_build_object('name', s.name, 'addedAt', iso_instant(b.added_at))
                 from segment_members b join segments s on s.account_id = b.account_id and s.id = b.segment_id
                where b.account_id = $1 and b.contact_id = $2::uuid
     union all select 'merge', to_jsonb(g) - 'account_id' from contact_merges g where account_id = $1 and survivor_id = $2::uuid
     union all select 'note', to_jsonb(n) - array['account_id', 'origin_id'] from conversation_notes n join conversations v
                   on v.account_id = n.account_id and v.id = n.conversation_id where n.account_id = $1 and v.contact_id = $2::uuid
     union all select 'label', jsonb_build_object('conversation_id', v.id, 'name', l.name) from conversation_labels x
                 join labels l on l.account_id = x.account_id and l.id = x.label_id
                 join conversations v on v.account_id = x.account_id and v.id = x.conversation_id
                where x.account_id = $1 and v.contact_id = $2::uuid
     union all select 'conversation', to_jsonb(v) - 'account_id' from conversations v where account_id = $1 and contact_id = $2::uuid`,
    [accountId, contactId],
  )

/** A page of messages behind the id `after`, each with the file that came with it. */
export const selectMessagesOf = (
  tx: Queryable,
  accountId: string,
  { numberIds, peers }: PersonKeys,
  after: string,
): Promise<{ id: string; data: PersonRecord['data']; media: PersonRecord['data'] | null }[]> =>
  tx.many(
    `select m.id::text, to_jsonb(m) - 'account_id' as data,
            (select to_jsonb(f) - array['account_id', 'blob_id'] from media f where f.account_id = $1 and f.message_id = m.id) as media
       from messages m where m.account_id = $1 and m.number_id = any ($2::uuid[]) and ${peerKey('m')} = any ($3::text[])
        and m.id > $4::uuid order by m.id limit ${pageSize}`,
    [accountId, numberIds, peers, after],
  )

/** A page of all events behind the id `after`; `data` is null where one does not speak of the person. */
export const selectEventsOf = (
  tx: Queryable,
  accountId: string,
  person: PersonKeys,
  after: string,
): Promise<{ id: string; data: PersonRecord['data'] | null }[]> =>
  tx.many(
    `select e.id::text, case when ${mentionsSql('e.data::text', 'e.id', 3)} then to_jsonb(e) - 'account_id' end as data
       from events e where e.account_id = $1 and e.id > $2::uuid and e.type <> '${forwardedType}' order by e.id limit ${pageSize}`,
    [accountId, after, namesJson(person)],
  )

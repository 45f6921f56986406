import type { Queryable } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import { replaceWords } from './contact-store.ts'
import { type MergedFields, mergeFields } from './merge-fields.ts'
import { selectRanking } from './source-priority-store.ts'

interface Merge {
  accountId: string
  from: string
  into: string
}

/**
 * Makes one contact of two: identifiers, conversations, tags and ids of other systems of `from` become those of `into`. Where
 * both talked with the same number, the conversations become one, which shows the messages of both; the other's id is gone.
 * What both were before is kept, so that the merge can be undone. Returns the id of the merge.
 */
export async function mergeContacts(tx: Queryable, { accountId, from, into }: Merge): Promise<string> {
  const params = [accountId, from, into]
  const mergeId = await recordMerge(tx, { accountId, from, into })
  const fields = await readFields(tx, { accountId, from, into })
  await tx.query(
    `update contact_identifiers set contact_id = $3::uuid where account_id = $1::uuid and contact_id = $2::uuid`,
    params,
  )
  await mergeConversations(tx, params)
  for (const { table, key } of belongings) await moveRows(tx, params, table, key)
  await tx.query(joinReachability, params)
  for (const table of ['contact_words', 'contact_attribute_values', 'contact_updates', 'contact_reachability'])
    await tx.query(`delete from ${table} where account_id = $1 and contact_id = $2`, [accountId, from])
  await tx.query(`delete from contacts where account_id = $1 and id = $2`, [accountId, from])
  if (fields) await writeMergedFields(tx, accountId, into, fields)
  return mergeId
}

/** What a contact has beside its row; `key`: what both may have, which stays once. */
const belongings = [
  { table: 'contact_tags', key: 'tag_id' },
  { table: 'segment_members', key: 'segment_id' },
  { table: 'contact_external_ids', key: null },
  { table: 'marketing_sends', key: null },
  { table: 'released_phones', key: 'phone' },
] as const

/** A snapshot of both: rows as the database has them. */
async function recordMerge(tx: Queryable, { accountId, from, into }: Merge): Promise<string> {
  const id = newId()
  const rowsOf = (table: string, parameter: number) =>
    `(select coalesce(jsonb_agg(to_jsonb(r)), '[]') from ${table} r where r.account_id = $1 and r.contact_id = $${parameter}::uuid)`
  const person = (parameter: number) => `jsonb_build_object(
     'contact', (select to_jsonb(c) from contacts c where c.account_id = $1 and c.id = $${parameter}::uuid),
     ${[
       'contact_identifiers',
       'contact_words',
       'conversations',
       'contact_reachability',
       ...belongings.map(({ table }) => table),
     ]
       .map((table) => `'${table}', ${rowsOf(table, parameter)}`)
       .join(', ')})`
  await tx.query(
    `insert into contact_merges (account_id, id, survivor_id, absorbed_id, before, merged_at)
     values ($1, $4::uuid, $3::uuid, $2::uuid, jsonb_build_object('absorbed', ${person(2)}, 'survivor', ${person(3)},
       'sourcePriority', (select s.source_priority from contact_settings s where s.account_id = $1)), $5::timestamptz)`,
    [accountId, from, into, id, new Date().toISOString()],
  )
  return id
}

/** Columns of `contacts`, also where a record stands in for a row. */
export const mergedColumns = `name, name_key as "nameKey", name_source as "nameSource", book_name as "bookName", username, phone, user_id as "userId",
  country, language, timezone, marketing_preference as "marketingPreference", marketing_preference_at as "marketingPreferenceAt",
  attributes, attribute_keys as "attributeKeys", provenance, created_at as "createdAt"`

/** Of both together; null: one of them is not there. */
async function readFields(tx: Queryable, { accountId, from, into }: Merge): Promise<MergedFields | null> {
  const { rows } = await tx.query<MergedFields & { id: string }>(
    `select id::text, ${mergedColumns} from contacts where account_id = $1 and id in ($2::uuid, $3::uuid) order by id for update`,
    [accountId, from, into],
  )
  const [absorbed, survivor] = [from, into].map((id) => rows.find((row) => row.id === id))
  return absorbed && survivor ? mergeFields(survivor, absorbed, await selectRanking(tx, accountId)) : null
}

export async function writeMergedFields(
  tx: Queryable,
  accountId: string,
  id: string,
  fields: MergedFields,
): Promise<void> {
  await tx.query(
    `update contacts c set name = x.name, name_key = x."nameKey", name_source = x."nameSource", book_name = x."bookName",
            username = x.username, phone = x.phone, user_id = x."userId", country = x.country, language = x.language, timezone = x.timezone,
            marketing_preference = x."marketingPreference", marketing_preference_at = x."marketingPreferenceAt",
            attributes = x.attributes, attribute_keys = x."attributeKeys", provenance = x.provenance, created_at = x."createdAt",
            version = c.version + 1, updated_at = $4::timestamptz
       from json_to_record($3::json) as x(name text, "nameKey" text, "nameSource" text, "bookName" text, username text, phone text,
            "userId" text, country text, language text, timezone text, "marketingPreference" text, "marketingPreferenceAt" timestamptz,
            attributes jsonb, "attributeKeys" jsonb, provenance jsonb, "createdAt" timestamptz)
      where c.account_id = $1 and c.id = $2::uuid`,
    [accountId, id, JSON.stringify(fields), new Date().toISOString()],
  )
  await replaceWords(tx, accountId, { id, name: fields.name })
  await indexAttributes(tx, accountId, [id])
}

/** Writes anew under which values of indexed attributes contacts are found. */
export async function indexAttributes(tx: Queryable, accountId: string, ids: readonly string[]): Promise<void> {
  await tx.query('delete from contact_attribute_values where account_id = $1 and contact_id = any ($2::uuid[])', [
    accountId,
    ids,
  ])
  await tx.query(
    `insert into contact_attribute_values (account_id, definition_id, value, contact_id, is_unique)
     select c.account_id, d.id, k.value, c.id, d.is_unique
       from contacts c join attribute_definitions d on d.account_id = c.account_id and d.indexed and c.attribute_keys ? d.key,
            jsonb_array_elements_text(case when jsonb_typeof(c.attribute_keys->d.key) = 'array'
              then c.attribute_keys->d.key else jsonb_build_array(c.attribute_keys->d.key) end) as k(value)
      where c.account_id = $1 and c.id = any ($2::uuid[])`,
    [accountId, ids],
  )
}

async function moveRows(tx: Queryable, params: readonly string[], table: string, key: string | null): Promise<void> {
  if (key !== null)
    await tx.query(
      `delete from ${table} o where o.account_id = $1::uuid and o.contact_id = $2::uuid and exists (
       select from ${table} s where s.account_id = o.account_id and s.contact_id = $3::uuid and s.${key} = o.${key})`,
      params,
    )
  await tx.query(
    `update ${table} set contact_id = $3::uuid where account_id = $1::uuid and contact_id = $2::uuid`,
    params,
  )
}

async function mergeConversations(tx: Queryable, params: readonly string[]): Promise<void> {
  await tx.query(joinConversations, params)
  await tx.query(joinTeamwork, params)
  await tx.query(
    `delete from conversations o using conversations c where o.account_id = $1::uuid and o.contact_id = $2::uuid
        and c.account_id = o.account_id and c.contact_id = $3::uuid and c.number_id = o.number_id`,
    params,
  )
  await tx.query(
    `update conversations set contact_id = $3::uuid where account_id = $1::uuid and contact_id = $2::uuid`,
    params,
  )
}

/** What a team has written beside a conversation that becomes part of another one goes along; what is under way in it ends. */
const joinTeamwork = `with pair as materialized (
    select o.id as old, c.id as new from conversations o
      join conversations c on c.account_id = o.account_id and c.number_id = o.number_id and c.contact_id = $3::uuid
     where o.account_id = $1::uuid and o.contact_id = $2::uuid),
  labelled as (insert into conversation_labels (account_id, label_id, conversation_id, origin_id)
    select l.account_id, l.label_id, p.new, l.origin_id from conversation_labels l join pair p on l.conversation_id = p.old
     where l.account_id = $1::uuid on conflict do nothing),
  unlabelled as (delete from conversation_labels l using pair p where l.account_id = $1::uuid and l.conversation_id = p.old),
  noted as (update conversation_notes n set conversation_id = p.new from pair p where n.account_id = $1::uuid and n.conversation_id = p.old),
  written as (update message_authors a set conversation_id = p.new from pair p where a.account_id = $1::uuid and a.conversation_id = p.old),
  drafted as (update conversation_drafts d set conversation_id = p.new from pair p
    where d.account_id = $1::uuid and d.conversation_id = p.old and not exists (select from conversation_drafts e
      where e.account_id = d.account_id and e.conversation_id = p.new and e.member_id = d.member_id)),
  timed as (delete from conversation_clocks k using pair p where k.account_id = $1::uuid and k.conversation_id = p.old),
  claimed as (delete from reply_claims r using pair p where r.account_id = $1::uuid and r.conversation_id = p.old)
  delete from inbox_queue q using pair p where q.account_id = $1::uuid and q.conversation_id = p.old`

const joinConversations = `update conversations c set
    peers = (select array_agg(distinct peer) from unnest(c.peers || o.peers) as peer),
    last_at = greatest(c.last_at, o.last_at),
    last_said_at = case when o.last_at > c.last_at then o.last_said_at else c.last_said_at end,
    last_message_id = case when o.last_at > c.last_at then o.last_message_id else c.last_message_id end,
    last_direction = case when o.last_at > c.last_at then o.last_direction else c.last_direction end,
    last_type = case when o.last_at > c.last_at then o.last_type else c.last_type end,
    last_preview = case when o.last_at > c.last_at then o.last_preview else c.last_preview end,
    unread = c.unread + o.unread,
    read_id = case when o.read_id > c.read_id or c.read_id is null then o.read_id else c.read_id end,
    last_inbound_id = case when o.last_inbound_id > c.last_inbound_id or c.last_inbound_id is null then o.last_inbound_id else c.last_inbound_id end,
    last_inbound_at = greatest(c.last_inbound_at, o.last_inbound_at),
    referral_at = greatest(c.referral_at, o.referral_at),
    free_entry_until = greatest(c.free_entry_until, o.free_entry_until),
    status = case when 'open' in (c.status, o.status) then 'open' when 'pending' in (c.status, o.status) then 'pending'
                  when 'snoozed' in (c.status, o.status) then 'snoozed' else 'closed' end,
    snoozed_until = case when 'open' in (c.status, o.status) or 'pending' in (c.status, o.status) then null
                         else least(c.snoozed_until, o.snoozed_until) end,
    close_reason = case when c.status = 'closed' and o.status = 'closed' then coalesce(c.close_reason, o.close_reason) end,
    priority = greatest(c.priority, o.priority),
    team_id = coalesce(c.team_id, o.team_id),
    assignee = coalesce(c.assignee, o.assignee),
    created_at = least(c.created_at, o.created_at)
   from conversations o
  where c.account_id = $1::uuid and c.contact_id = $3::uuid
    and o.account_id = c.account_id and o.contact_id = $2::uuid and o.number_id = c.number_id`

/** What Meta's refusals taught of either holds for both: the longer wait, and every refusal of the last days. */
const joinReachability = `insert into contact_reachability as r (account_id, contact_id, undeliverable_at, capped_count, capped_at, capped_until, rests)
  select account_id, $3::uuid, undeliverable_at, capped_count, capped_at, capped_until, rests
    from contact_reachability where account_id = $1::uuid and contact_id = $2::uuid
  on conflict (account_id, contact_id) do update set
    undeliverable_at = array(select distinct t from unnest(r.undeliverable_at || excluded.undeliverable_at) as t order by t),
    capped_count = case when excluded.capped_until > coalesce(r.capped_until, '-infinity') then excluded.capped_count else r.capped_count end,
    capped_at = case when excluded.capped_until > coalesce(r.capped_until, '-infinity') then excluded.capped_at else r.capped_at end,
    capped_until = greatest(r.capped_until, excluded.capped_until),
    rests = r.rests || excluded.rests`

import { mergedColumns } from '#messaging/identities/contact-merge-store.ts'
import type { MergedFields } from '#messaging/identities/merge-fields.ts'
import type { SourcePriority } from '#messaging/identities/source-priority.ts'
import type { Queryable } from '#platform/database/database.ts'

export interface ContactMerge {
  id: string
  survivorId: string
  absorbedId: string
  mergedAt: string
  undoneAt: string | null
}

/** Nobody else undoes it until the transaction ends. */
export const lockMerge = (tx: Queryable, accountId: string, id: string): Promise<ContactMerge | null> =>
  tx.maybe<ContactMerge>(
    `select id, survivor_id, absorbed_id, merged_at, undone_at from contact_merges
      where account_id = $1 and id = $2::uuid for update`,
    [accountId, id],
  )

/** As both were, by which order of sources they were merged, and as the survivor is; null: the survivor is not there any more. */
export async function selectMergedFields(
  tx: Queryable,
  accountId: string,
  { id, survivorId }: ContactMerge,
): Promise<{
  now: MergedFields
  survivor: MergedFields
  absorbed: MergedFields
  priority: SourcePriority | null
} | null> {
  const now = await tx.maybe<MergedFields>(
    `select ${mergedColumns} from contacts where account_id = $1 and id = $2::uuid for update`,
    [accountId, survivorId],
  )
  const before = (who: string) =>
    tx.one<MergedFields>(
      `select ${mergedColumns} from jsonb_populate_record(null::contacts, (
         select m.before->'${who}'->'contact' from contact_merges m where m.account_id = $1 and m.id = $2::uuid))`,
      [accountId, id],
    )
  const { priority } = await tx.one<{ priority: SourcePriority | null }>(
    `select nullif(before->'sourcePriority', 'null') as priority from contact_merges where account_id = $1 and id = $2::uuid`,
    [accountId, id],
  )
  return now && { now, survivor: await before('survivor'), absorbed: await before('absorbed'), priority }
}

/** Columns that are younger than a snapshot: a row of before has their defaults. */
const younger: Readonly<Record<string, string>> = { priority: 'coalesce(r.priority, 0)' }

const columnsOf: Readonly<Record<string, string>> = {
  contacts: `account_id, id, name, name_key, name_source, book_name, username, phone, user_id, country, language, timezone, marketing_preference,
    marketing_preference_at, attributes, attribute_keys, provenance, version, created_at, updated_at, deleted_at`,
  contact_words: 'account_id, word, contact_id',
  segment_members: 'account_id, segment_id, contact_id, added_at',
  contact_reachability: 'account_id, contact_id, undeliverable_at, capped_count, capped_at, capped_until, rests',
  contact_tags: 'account_id, tag_id, contact_id, source, added_at',
  conversations: `account_id, id, number_id, contact_id, peers, last_at, last_said_at, last_message_id, last_direction, last_type, last_preview,
    unread, read_id, last_inbound_id, last_inbound_at, last_outbound_at, referral_at, free_entry_until, thread_owner, status, assignee, snoozed_until,
    close_reason, priority, team_id, created_at`,
}

/** Inserts the rows that the snapshot of a merge has of one of the two: `$1` is the account, `$2` the merge. */
function insertFromSnapshot(table: string, who: 'survivor' | 'absorbed', member = table): string {
  const columns = columnsOf[table] ?? ''
  const rows =
    member === 'contact' ? `jsonb_build_array(m.before->'${who}'->'contact')` : `m.before->'${who}'->'${member}'`
  const chosen = columns
    .split(',')
    .map((column) => younger[column.trim()] ?? `r.${column.trim()}`)
    .join(', ')
  return `insert into ${table} (${columns}) select ${chosen} from contact_merges m, jsonb_populate_recordset(null::${table}, ${rows}) as r
    where m.account_id = $1 and m.id = $2::uuid`
}

/** The absorbed contact is there again, with what was its own and still belongs to the survivor. */
export async function restoreAbsorbed(
  tx: Queryable,
  accountId: string,
  { id, survivorId, absorbedId }: ContactMerge,
): Promise<void> {
  const params = [accountId, id, survivorId, absorbedId]
  const rows = (table: string) =>
    `contact_merges m, jsonb_populate_recordset(null::${table}, m.before->'absorbed'->'${table}') as r where m.account_id = $1 and m.id = $2::uuid`
  await tx.run(insertFromSnapshot('contacts', 'absorbed', 'contact'), params.slice(0, 2))
  await tx.run(
    `update contact_identifiers i set contact_id = $4::uuid from ${rows('contact_identifiers')}
        and i.account_id = $1 and i.contact_id = $3::uuid and i.kind = r.kind and i.value = r.value`,
    params,
  )
  await tx.run(
    `update contact_external_ids e set contact_id = $4::uuid from ${rows('contact_external_ids')}
        and e.account_id = $1 and e.contact_id = $3::uuid and e.source = r.source and e.external_id = r.external_id`,
    params,
  )
  await tx.run(
    `update marketing_sends s set contact_id = $4::uuid from ${rows('marketing_sends')}
        and s.account_id = $1 and s.contact_id = $3::uuid and s.message_id = r.message_id`,
    params,
  )
  await restoreReachability(tx, params)
  await tx.run(
    `update released_phones p set contact_id = $4::uuid from ${rows('released_phones')}
        and p.account_id = $1 and p.contact_id = $3::uuid and p.phone = r.phone`,
    params,
  )
  await tx.run(insertFromSnapshot('contact_words', 'absorbed'), params.slice(0, 2))
  await restoreLists(tx, params, { table: 'contact_tags', column: 'tag_id', parent: 'tags' })
  await restoreLists(tx, params, { table: 'segment_members', column: 'segment_id', parent: 'segments' })
  await restoreConversations(tx, params)
}

/** The survivor keeps the tags and segments that it had itself or got since; those that were deleted since stay away. */
async function restoreLists(
  tx: Queryable,
  params: readonly string[],
  { table, column, parent }: { table: string; column: string; parent: string },
): Promise<void> {
  await tx.run(
    `delete from ${table} g using contact_merges m, jsonb_populate_recordset(null::${table}, m.before->'absorbed'->'${table}') as r
      where m.account_id = $1 and m.id = $2::uuid and g.account_id = $1 and g.contact_id = $3::uuid and g.${column} = r.${column}
        and not exists (select from jsonb_array_elements(m.before->'survivor'->'${table}') as s where (s->>'${column}')::uuid = g.${column})`,
    params.slice(0, 3),
  )
  await tx.run(
    `${insertFromSnapshot(table, 'absorbed')} and exists (select from ${parent} t where t.account_id = $1 and t.id = r.${column})`,
    params.slice(0, 2),
  )
}

/** What was learned of the absorbed contact is its own again; the survivor keeps what was its own, and what was learned since. */
async function restoreReachability(tx: Queryable, params: readonly string[]): Promise<void> {
  const snapshot = (who: string) =>
    `jsonb_populate_recordset(null::contact_reachability, m.before->'${who}'->'contact_reachability')`
  await tx.run(
    `update contact_reachability r set
       undeliverable_at = array(select t from unnest(r.undeliverable_at) as t
         where t <> all (a.undeliverable_at) or t = any (coalesce(s.undeliverable_at, '{}'))),
       capped_count = case when r.capped_until = a.capped_until then coalesce(s.capped_count, 0) else r.capped_count end,
       capped_at = case when r.capped_until = a.capped_until then s.capped_at else r.capped_at end,
       capped_until = case when r.capped_until = a.capped_until then s.capped_until else r.capped_until end,
       rests = coalesce((select jsonb_object_agg(e.key, e.value) from jsonb_each(r.rests) as e
         where a.rests->e.key is distinct from e.value), '{}') || coalesce(s.rests, '{}')
      from contact_merges m cross join lateral ${snapshot('absorbed')} as a left join lateral ${snapshot('survivor')} as s on true
     where m.account_id = $1 and m.id = $2::uuid and r.account_id = $1 and r.contact_id = $3::uuid`,
    params.slice(0, 3),
  )
  await tx.run(
    `delete from contact_reachability r using contact_merges m where m.account_id = $1 and m.id = $2::uuid and r.account_id = $1
        and r.contact_id = $3::uuid and jsonb_array_length(m.before->'survivor'->'contact_reachability') = 0
        and r.undeliverable_at = '{}' and r.capped_until is null and r.rests = '{}'`,
    params.slice(0, 3),
  )
  await tx.run(insertFromSnapshot('contact_reachability', 'absorbed'), params.slice(0, 2))
}

/**
 * A conversation that had only changed its contact goes back. Where two had become one, both are as they were while nothing was said
 * since; otherwise the survivor keeps what was said, and gives back the keys of the other's messages.
 */
async function restoreConversations(tx: Queryable, params: readonly string[]): Promise<void> {
  const both = `contact_merges m, jsonb_populate_recordset(null::conversations, m.before->'absorbed'->'conversations') as a,
       jsonb_populate_recordset(null::conversations, m.before->'survivor'->'conversations') as s
     where m.account_id = $1 and m.id = $2::uuid and a.number_id = s.number_id and v.account_id = $1 and v.id = s.id`
  await tx.run(
    `update conversations v set contact_id = $4::uuid
       from contact_merges m, jsonb_populate_recordset(null::conversations, m.before->'absorbed'->'conversations') as r
      where m.account_id = $1 and m.id = $2::uuid and v.account_id = $1 and v.contact_id = $3::uuid and v.id = r.id`,
    params,
  )
  await tx.run(
    `update conversations v set peers = array(select peer from unnest(v.peers) as peer where peer <> all (a.peers) or peer = any (s.peers))
       from ${both} and v.last_at > greatest(a.last_at, s.last_at)`,
    params.slice(0, 2),
  )
  await tx.run(
    `delete from conversations v using ${both} and v.last_at <= greatest(a.last_at, s.last_at)`,
    params.slice(0, 2),
  )
  for (const who of ['survivor', 'absorbed'] as const)
    await tx.run(`${insertFromSnapshot('conversations', who)} on conflict do nothing`, params.slice(0, 2))
  for (const table of ['conversation_notes', 'conversation_labels'])
    await tx.run(
      `update ${table} t set conversation_id = t.origin_id
         from contact_merges m, jsonb_populate_recordset(null::conversations, m.before->'absorbed'->'conversations') as r
        where m.account_id = $1 and m.id = $2::uuid and t.account_id = $1 and t.origin_id = r.id`,
      params.slice(0, 2),
    )
}

export async function markUndone(tx: Queryable, accountId: string, id: string): Promise<void> {
  await tx.run('update contact_merges set undone_at = $3::timestamptz where account_id = $1 and id = $2::uuid', [
    accountId,
    id,
    new Date().toISOString(),
  ])
}

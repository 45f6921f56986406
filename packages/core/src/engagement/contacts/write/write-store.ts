import { nameWords } from '#messaging/identities/name-words.ts'
import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'
import type { Attribute } from '../attributes/attribute.ts'
import type { ContactDraft, StoredContact, TagChange } from './contact-draft.ts'
import { keyText, type MatchKey } from './match-keys.ts'
import { derivedOf } from './new-contact-store.ts'

const keyRows = recordset({ kind: 'text', value: 'text', source: 'text', definitionId: 'uuid', key: 'text' })

/**
 * The contacts to which keys lead, by the texts of the keys: deleted ones, too. Each key is looked up by itself, whatever the database believes of
 * their number: joined, a batch of an import went through all contacts of the account for each of its rows until they were analyzed.
 */
export async function selectOwners(
  tx: Queryable,
  accountId: string,
  keys: readonly Omit<MatchKey, 'field'>[],
): Promise<Map<string, string>> {
  const owners = new Map<string, string>()
  if (keys.length === 0) return owners
  const distinct = [...new Map(keys.map((key) => [key.text, key])).values()]
  const rows = await tx.many<{ kind: MatchKey['kind']; value: string; contactId: string }>(
    `with asked as materialized (select * from ${keyRows.from('$2')})
     select a.kind, a.value, c.id as contact_id from asked a
      cross join lateral (select c.id from contacts c where c.account_id = $1 and c.id = case when a.kind = 'id' then a.key::uuid end limit 1) c
      where a.kind = 'id'
     union all select a.kind, a.value, i.contact_id from asked a
      cross join lateral (select i.contact_id from contact_identifiers i where i.account_id = $1 and i.kind = a.kind and i.value = a.key limit 1) i
      where a.kind in ('phone', 'user_id')
     union all select a.kind, a.value, e.contact_id from asked a
      cross join lateral (
        select e.contact_id from contact_external_ids e where e.account_id = $1 and e.source = a.source and e.external_id = a.key limit 1) e
      where a.kind = 'external'
     union all select a.kind, a.value, v.contact_id from asked a
      cross join lateral (
        select v.contact_id from contact_attribute_values v
         where v.account_id = $1 and v.definition_id = a.definition_id and v.value = a.key and v.is_unique limit 1) v
      where a.kind = 'attribute'`,
    [accountId, keyRows.json(distinct.map(toKeyRow))],
  )
  for (const { kind, value, contactId } of rows) owners.set(keyText(kind, value), contactId)
  return owners
}

function toKeyRow({ kind, value }: Omit<MatchKey, 'field'>) {
  const none = { source: null, definitionId: null }
  if (kind === 'external') {
    const [source, key] = JSON.parse(value) as [string, string]
    return { kind, value, ...none, source, key }
  }
  if (kind !== 'attribute') return { kind, value, ...none, key: value }
  const space = value.indexOf(' ')
  return { kind, value, ...none, definitionId: value.slice(0, space), key: value.slice(space + 1) }
}

/** Locked in the order of their ids until the transaction ends. */
export async function lockStoredContacts(
  tx: Queryable,
  accountId: string,
  ids: readonly string[],
): Promise<Map<string, StoredContact>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.many<StoredContact>(
    `with locked as materialized (
       select c.* from contacts c where c.account_id = $1 and c.id = any ($2::uuid[]) order by c.id for update)
     select l.id, l.name, l.name_source, l.phone, l.user_id, l.language, l.timezone, l.attributes, l.attribute_keys, l.provenance, l.version,
            l.deleted_at, coalesce((select json_agg(json_build_object('key', t.name_key, 'name', t.name) order by t.name_key)
              from contact_tags g join tags t on t.account_id = g.account_id and t.id = g.tag_id
             where g.account_id = $1 and g.contact_id = l.id), '[]') as tags
       from locked l`,
    [accountId, ids],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

const contactRows = recordset({
  id: 'uuid',
  accountId: 'uuid',
  name: 'text',
  nameKey: 'text',
  nameSource: 'text',
  phone: 'text',
  country: 'text',
  userId: 'text',
  language: 'text',
  timezone: 'text',
  attributes: 'jsonb',
  attributeKeys: 'jsonb',
  provenance: 'jsonb',
  version: 'int',
  updatedAt: 'timestamptz',
})
const written = contactRows.columns.split(', ').filter((column) => column !== 'id' && column !== 'account_id')

/** Nobody is deleted any more who is written to. */
export async function updateContactRows(
  tx: Queryable,
  accountId: string,
  drafts: readonly ContactDraft[],
  at: string,
): Promise<void> {
  if (drafts.length === 0) return
  await tx.run(
    `update contacts c set ${written.map((column) => `${column} = x.${column}`).join(', ')}, deleted_at = null
       from ${contactRows.from('$1')} where c.account_id = x.account_id and c.id = x.id`,
    [contactRows.json(drafts.map(({ now }) => toRow(accountId, now, at)))],
  )
}

const toRow = (accountId: string, contact: StoredContact, updatedAt: string) => ({
  ...contact,
  ...derivedOf(contact),
  accountId,
  updatedAt,
})

const wordRows = recordset({ contactId: 'uuid', words: 'text[]' })
const identifierRows = recordset({ kind: 'text', value: 'text', contactId: 'uuid' })
const externalRows = recordset({ source: 'text', externalId: 'text', contactId: 'uuid' })

/** Identifiers, ids of other systems, and words of names. */
export async function writeLinks(
  tx: Queryable,
  accountId: string,
  drafts: readonly ContactDraft[],
  at: string,
): Promise<void> {
  const identifiers = drafts.flatMap(({ now, identifiers: list }) =>
    list.map(({ kind, value }) => ({ kind, value, contactId: now.id })),
  )
  const externalIds = drafts.flatMap(({ now, externalIds: list }) => list.map((one) => ({ ...one, contactId: now.id })))
  const renamed = drafts.filter(({ before, now }) => now.name !== (before?.name ?? null))
  const words = renamed.map(({ now }) => ({ contactId: now.id, words: nameWords(now.name ?? '') }))
  const known = renamed.filter(({ before }) => before?.name).map(({ now }) => now.id)
  if (known.length > 0)
    await tx.run('delete from contact_words where account_id = $1 and contact_id = any ($2::uuid[])', [
      accountId,
      known,
    ])
  await tx.run(
    `with word as (
       insert into contact_words (account_id, word, contact_id)
       select $4::uuid, w.word, x.contact_id from ${wordRows.from('$1')} cross join unnest(x.words) as w(word) order by 2, 3),
     external as (
       insert into contact_external_ids (account_id, ${externalRows.columns}) select $4::uuid, ${externalRows.columns} from ${externalRows.from('$2')})
     insert into contact_identifiers (account_id, ${identifierRows.columns}, created_at, ending)
     select $4::uuid, ${identifierRows.columns}, $5::timestamptz, case when kind = 'phone' then reverse(value) end
       from ${identifierRows.from('$3')} order by 2, 3`,
    [wordRows.json(words), externalRows.json(externalIds), identifierRows.json(identifiers), accountId, at],
  )
}

const valueRows = recordset({
  accountId: 'uuid',
  definitionId: 'uuid',
  value: 'text',
  contactId: 'uuid',
  isUnique: 'boolean',
})
const staleRows = recordset({ definitionId: 'uuid', contactId: 'uuid' })

/** Under which values the contacts are found by indexed attributes. */
export async function writeAttributeValues(
  tx: Queryable,
  accountId: string,
  drafts: readonly ContactDraft[],
  indexed: readonly Attribute[],
): Promise<void> {
  const changed = drafts.flatMap(({ before, now }) =>
    indexed
      .filter(({ key }) => now.attributeKeys[key] !== before?.attributeKeys[key])
      .map((attribute) => ({
        attribute,
        contactId: now.id,
        keys: [now.attributeKeys[attribute.key] ?? []].flat(),
        isNew: before === null,
      })),
  )
  const stale = changed
    .filter(({ isNew }) => !isNew)
    .map(({ attribute, contactId }) => ({ definitionId: attribute.id, contactId }))
  if (stale.length > 0)
    await tx.run(
      `delete from contact_attribute_values v using ${staleRows.from('$2')}
        where v.account_id = $1 and v.definition_id = x.definition_id and v.contact_id = x.contact_id`,
      [accountId, staleRows.json(stale)],
    )
  const rows = changed.flatMap(({ attribute, contactId, keys }) =>
    keys.map((value) => ({ accountId, definitionId: attribute.id, value, contactId, isUnique: attribute.unique })),
  )
  if (rows.length > 0)
    await tx.run(
      `insert into contact_attribute_values (${valueRows.columns}) select ${valueRows.columns} from ${valueRows.from('$1')}`,
      [valueRows.json(rows)],
    )
}

const tagRows = recordset({ accountId: 'uuid', tagId: 'uuid', contactId: 'uuid', source: 'text' })
const untagRows = recordset({ tagKey: 'text', contactId: 'uuid' })

/** `ids`: of the tags, by key. */
export async function writeTags(
  tx: Queryable,
  accountId: string,
  changes: readonly TagChange[],
  { ids, source }: { ids: ReadonlyMap<string, string>; source: string },
): Promise<void> {
  const added = changes.flatMap(({ contactId, added: list }) =>
    list.map(({ key }) => ({ accountId, tagId: ids.get(key), contactId, source })),
  )
  const removed = changes.flatMap(({ contactId, removed: list }) => list.map(({ key }) => ({ tagKey: key, contactId })))
  if (added.length > 0)
    await tx.run(
      `insert into contact_tags (${tagRows.columns}) select ${tagRows.columns} from ${tagRows.from('$1')} on conflict do nothing`,
      [tagRows.json(added)],
    )
  if (removed.length > 0)
    await tx.run(
      `delete from contact_tags g using ${untagRows.from('$2')}, tags t
        where t.account_id = $1 and t.name_key = x.tag_key and g.account_id = $1 and g.tag_id = t.id and g.contact_id = x.contact_id`,
      [accountId, untagRows.json(removed)],
    )
}

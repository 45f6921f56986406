import type { Queryable } from '#platform/database/database.ts'
import type { Attribute } from './attribute.ts'

const columns = `id, key, label, type, options, is_unique as "unique", indexed, pii, sensitive, archived_at, created_at, updated_at`

/** Until the transaction ends no definition of the account changes, and no contact is written by other definitions. */
export async function lockAttributes(tx: Queryable, accountId: string, mode: 'read' | 'write'): Promise<void> {
  const lock = mode === 'read' ? 'pg_advisory_xact_lock_shared' : 'pg_advisory_xact_lock'
  await tx.run(`select ${lock}(hashtextextended('attributes|' || $1, 0))`, [accountId])
}

/** All of the account in the order in which they were made, archived ones included. */
export const selectAttributes = (tx: Queryable, accountId: string): Promise<Attribute[]> =>
  tx.many<Attribute>(`select ${columns} from attribute_definitions where account_id = $1 order by id`, [accountId])

export const selectAttribute = (tx: Queryable, accountId: string, id: string): Promise<Attribute | null> =>
  tx.maybe<Attribute>(`select ${columns} from attribute_definitions where account_id = $1 and id = $2::uuid`, [
    accountId,
    id,
  ])

export async function insertAttribute(tx: Queryable, accountId: string, attribute: Attribute): Promise<void> {
  await tx.run(
    `insert into attribute_definitions (account_id, id, key, label, type, options, is_unique, indexed, pii, sensitive, created_at, updated_at)
     values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9, $10, $11, $11)`,
    [
      accountId,
      attribute.id,
      attribute.key,
      attribute.label,
      attribute.type,
      JSON.stringify(attribute.options),
      attribute.unique,
      attribute.indexed,
      attribute.pii,
      attribute.sensitive,
      attribute.createdAt,
    ],
  )
}

export async function updateAttributeRow(tx: Queryable, accountId: string, attribute: Attribute): Promise<void> {
  await tx.run(
    `update attribute_definitions set label = $3, options = $4::jsonb, is_unique = $5, indexed = $6, pii = $7, sensitive = $8,
            archived_at = $9, updated_at = $10
      where account_id = $1 and id = $2::uuid`,
    [
      accountId,
      attribute.id,
      attribute.label,
      JSON.stringify(attribute.options),
      attribute.unique,
      attribute.indexed,
      attribute.pii,
      attribute.sensitive,
      attribute.archivedAt,
      attribute.updatedAt,
    ],
  )
}

/** Whether a value is too long to be indexed. */
export async function hasLongerValues(tx: Queryable, accountId: string, key: string, length: number): Promise<boolean> {
  const attribute = await tx.maybe(
    `select 1 as found from contacts where account_id = $1 and length(attribute_keys->>$2) > $3
        and jsonb_typeof(attribute_keys->$2) = 'string' limit 1`,
    [accountId, key, length],
  )
  return attribute !== null
}

/** Indexes the values that contacts have already, or forgets the index. @throws a unique violation when two have the same */
export async function reindexAttribute(
  tx: Queryable,
  accountId: string,
  { id, key, indexed, unique }: Pick<Attribute, 'id' | 'key' | 'indexed' | 'unique'>,
): Promise<void> {
  await tx.run('delete from contact_attribute_values where account_id = $1 and definition_id = $2::uuid', [
    accountId,
    id,
  ])
  if (!indexed) return
  await tx.run(
    `insert into contact_attribute_values (account_id, definition_id, value, contact_id, is_unique)
     select c.account_id, $2::uuid, k.value, c.id, $3
       from contacts c, jsonb_array_elements_text(case when jsonb_typeof(c.attribute_keys->$4) = 'array'
            then c.attribute_keys->$4 else jsonb_build_array(c.attribute_keys->$4) end) as k(value)
      where c.account_id = $1 and c.attribute_keys ? $4`,
    [accountId, id, unique, key],
  )
}

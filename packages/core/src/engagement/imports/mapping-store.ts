import type { Queryable } from '#platform/database/database.ts'
import { textKey } from '../contacts/text-key.ts'
import type { ImportMapping } from './import.ts'

/** A mapping that was given a name, to be used again. */
export interface SavedMapping {
  id: string
  name: string
  mapping: ImportMapping
  createdAt: string
  updatedAt: string
}

const columns = 'id, name, mapping, created_at, updated_at'

/** All of the account, the one used last first: at most 200. */
export const selectMappings = (db: Queryable, accountId: string): Promise<SavedMapping[]> =>
  db.many<SavedMapping>(
    `select ${columns} from contact_import_mappings where account_id = $1 order by updated_at desc, id desc limit 200`,
    [accountId],
  )

/** One of the same name is replaced. */
export const upsertMapping = (
  tx: Queryable,
  accountId: string,
  { id, name, mapping, updatedAt }: Omit<SavedMapping, 'createdAt'>,
): Promise<SavedMapping> =>
  tx.one<SavedMapping>(
    `insert into contact_import_mappings (account_id, id, name, name_key, mapping, created_at, updated_at)
     values ($1, $2::uuid, $3, $4, $5::jsonb, $6::timestamptz, $6::timestamptz)
     on conflict (account_id, name_key) do update set name = excluded.name, mapping = excluded.mapping, updated_at = excluded.updated_at
     returning ${columns}`,
    [accountId, id, name, textKey(name), JSON.stringify(mapping), updatedAt],
  )

export const deleteMapping = (tx: Queryable, accountId: string, id: string): Promise<SavedMapping | null> =>
  tx.maybe<SavedMapping>(
    `delete from contact_import_mappings where account_id = $1 and id = $2::uuid returning ${columns}`,
    [accountId, id],
  )

import type { Queryable } from '#platform/database/database.ts'
import { textKey } from '../../contacts/text-key.ts'
import type { Macro } from './macro.ts'

const columns = 'id, name, steps, created_at, updated_at'

/** Until the transaction ends nobody else creates or renames a macro of this account. */
export async function lockMacros(tx: Queryable, accountId: string): Promise<void> {
  await tx.run(`select pg_advisory_xact_lock(hashtextextended('macros|' || $1, 0))`, [accountId])
}

export const selectMacros = (
  db: Queryable,
  accountId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<Macro[]> =>
  db.many<Macro>(
    `select ${columns} from macros where account_id = $1 and ($2::uuid is null or id > $2::uuid) order by id limit $3`,
    [accountId, after, limit],
  )

export const selectMacro = (db: Queryable, accountId: string, id: string): Promise<Macro | null> =>
  db.maybe<Macro>(`select ${columns} from macros where account_id = $1 and id = $2::uuid`, [accountId, id])

/** How many there are, and the id of the one that has the name. */
export const selectMacroName = (db: Queryable, accountId: string, name: string) =>
  db.one<{ count: number; id: string | null }>(
    `select count(*)::int as count, (array_agg(id) filter (where name_key = $2))[1] as id from macros where account_id = $1`,
    [accountId, textKey(name)],
  )

export async function upsertMacro(tx: Queryable, accountId: string, macro: Macro): Promise<void> {
  const { id, name, steps, createdAt, updatedAt } = macro
  await tx.run(
    `insert into macros (account_id, id, name, name_key, steps, created_at, updated_at)
     values ($1, $2::uuid, $3, $4, $5::jsonb, $6::timestamptz, $7::timestamptz)
     on conflict (account_id, id) do update
       set name = excluded.name, name_key = excluded.name_key, steps = excluded.steps, updated_at = excluded.updated_at`,
    [accountId, id, name, textKey(name), JSON.stringify(steps), createdAt, updatedAt],
  )
}

export async function deleteMacroRow(tx: Queryable, accountId: string, id: string): Promise<void> {
  await tx.run('delete from macros where account_id = $1 and id = $2::uuid', [accountId, id])
}

import type { Queryable } from '#platform/database/database.ts'
import { tagKey } from '../../contacts/tags/tag.ts'
import type { Label } from './label.ts'

const columns = 'id, name, colour, created_at'

/** Until the transaction ends nobody else makes, renames or removes a label of this account. */
export async function lockLabels(tx: Queryable, accountId: string): Promise<void> {
  await tx.run(`select pg_advisory_xact_lock(hashtextextended('labels|' || $1, 0))`, [accountId])
}

export const selectLabels = (
  db: Queryable,
  accountId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<Label[]> =>
  db.many<Label>(
    `select ${columns} from labels where account_id = $1 and ($2::uuid is null or id > $2::uuid) order by id limit $3`,
    [accountId, after, limit],
  )

export const selectLabel = (db: Queryable, accountId: string, id: string): Promise<Label | null> =>
  db.maybe<Label>(`select ${columns} from labels where account_id = $1 and id = $2::uuid`, [accountId, id])

/** How many there are, and the id of the one that has the name. */
export const selectTaken = (db: Queryable, accountId: string, name: string) =>
  db.one<{ count: number; id: string | null }>(
    `select count(*)::int as count, (array_agg(id) filter (where name_key = $2))[1] as id from labels where account_id = $1`,
    [accountId, tagKey(name)],
  )

export async function insertLabel(tx: Queryable, accountId: string, label: Label): Promise<void> {
  await tx.run(
    `insert into labels (account_id, id, name, name_key, colour, created_at) values ($1, $2::uuid, $3, $4, $5, $6::timestamptz)`,
    [accountId, label.id, label.name, tagKey(label.name), label.colour, label.createdAt],
  )
}

export async function updateLabelRow(tx: Queryable, accountId: string, { id, name, colour }: Label): Promise<void> {
  await tx.run('update labels set name = $3, name_key = $4, colour = $5 where account_id = $1 and id = $2::uuid', [
    accountId,
    id,
    name,
    tagKey(name),
    colour,
  ])
}

/** Conversations lose it, too. */
export async function deleteLabelRow(tx: Queryable, accountId: string, id: string): Promise<void> {
  await tx.run('delete from conversation_labels where account_id = $1 and label_id = $2::uuid', [accountId, id])
  await tx.run('delete from labels where account_id = $1 and id = $2::uuid', [accountId, id])
}

/** Those of them that are no labels of the account. */
export async function findUnknownLabels(tx: Queryable, accountId: string, ids: readonly string[]): Promise<string[]> {
  const rows = await tx.many<{ id: string }>('select id from labels where account_id = $1 and id = any ($2::uuid[])', [
    accountId,
    ids,
  ])
  const known = new Set(rows.map(({ id }) => id))
  return ids.filter((id) => !known.has(id.toLowerCase()))
}

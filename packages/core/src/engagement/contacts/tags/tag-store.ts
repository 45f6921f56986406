import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'
import type { Tag } from './tag.ts'

const columns = 'id, name, colour, created_at'

export interface TagPage {
  after: string | null
  limit: number
}

/** Until the transaction ends nobody else makes, renames or removes a tag of this account. */
export async function lockTags(tx: Queryable, accountId: string): Promise<void> {
  await tx.run(`select pg_advisory_xact_lock(hashtextextended('tags|' || $1, 0))`, [accountId])
}

export const selectTags = (tx: Queryable, accountId: string, { after, limit }: TagPage): Promise<Tag[]> =>
  tx.many<Tag>(
    `select ${columns} from tags where account_id = $1 and ($2::uuid is null or id > $2::uuid) order by id limit $3`,
    [accountId, after, limit],
  )

export const selectTag = (tx: Queryable, accountId: string, id: string): Promise<Tag | null> =>
  tx.maybe<Tag>(`select ${columns} from tags where account_id = $1 and id = $2::uuid`, [accountId, id])

export const selectTagsByKey = (
  tx: Queryable,
  accountId: string,
  keys: readonly string[],
): Promise<(Tag & { nameKey: string })[]> =>
  tx.many(`select ${columns}, name_key from tags where account_id = $1 and name_key = any ($2::text[])`, [
    accountId,
    keys,
  ])

export async function countTags(tx: Queryable, accountId: string): Promise<number> {
  const { count } = await tx.one<{ count: number }>('select count(*)::int as count from tags where account_id = $1', [
    accountId,
  ])
  return count
}

const rows = recordset({
  accountId: 'uuid',
  id: 'uuid',
  name: 'text',
  nameKey: 'text',
  colour: 'text',
  createdAt: 'timestamptz',
})

export async function insertTags(
  tx: Queryable,
  accountId: string,
  tags: readonly (Tag & { nameKey: string })[],
): Promise<void> {
  await tx.run(`insert into tags (${rows.columns}) select ${rows.columns} from ${rows.from('$1')}`, [
    rows.json(tags.map((tag) => ({ accountId, ...tag }))),
  ])
}

export async function updateTagRow(tx: Queryable, accountId: string, tag: Tag & { nameKey: string }): Promise<void> {
  await tx.run('update tags set name = $3, name_key = $4, colour = $5 where account_id = $1 and id = $2::uuid', [
    accountId,
    tag.id,
    tag.name,
    tag.nameKey,
    tag.colour,
  ])
}

/** The contacts lose it, too. */
export async function deleteTagRow(tx: Queryable, accountId: string, id: string): Promise<void> {
  await tx.run('delete from contact_tags where account_id = $1 and tag_id = $2::uuid', [accountId, id])
  await tx.run('delete from tags where account_id = $1 and id = $2::uuid', [accountId, id])
}

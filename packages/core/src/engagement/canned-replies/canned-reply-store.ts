import type { Queryable } from '#platform/database/database.ts'
import { type CannedReply, shortcutKey } from './canned-reply.ts'

const columns = 'id, shortcut, body, created_at, updated_at'

/** Until the transaction ends nobody else makes, renames or removes a canned reply of this account. */
export async function lockCannedReplies(tx: Queryable, accountId: string): Promise<void> {
  await tx.run(`select pg_advisory_xact_lock(hashtextextended('canned_replies|' || $1, 0))`, [accountId])
}

export const selectCannedReplies = (
  db: Queryable,
  accountId: string,
  { after, limit }: { after: string | null; limit: number },
): Promise<CannedReply[]> =>
  db.many<CannedReply>(
    `select ${columns} from canned_replies where account_id = $1 and ($2::uuid is null or id > $2::uuid)
      order by id limit $3`,
    [accountId, after, limit],
  )

export const selectCannedReply = (db: Queryable, accountId: string, id: string): Promise<CannedReply | null> =>
  db.maybe<CannedReply>(`select ${columns} from canned_replies where account_id = $1 and id = $2::uuid`, [
    accountId,
    id,
  ])

/** How many there are, and the id of the one that has the shortcut. */
export const selectTaken = (db: Queryable, accountId: string, shortcut: string) =>
  db.one<{ count: number; id: string | null }>(
    `select count(*)::int as count, (array_agg(id) filter (where shortcut_key = $2))[1] as id
       from canned_replies where account_id = $1`,
    [accountId, shortcutKey(shortcut)],
  )

export async function insertCannedReply(tx: Queryable, accountId: string, reply: CannedReply): Promise<void> {
  await tx.run(
    `insert into canned_replies (account_id, id, shortcut, shortcut_key, body, created_at, updated_at)
     values ($1, $2::uuid, $3, $4, $5, $6::timestamptz, $7::timestamptz)`,
    [accountId, reply.id, reply.shortcut, shortcutKey(reply.shortcut), reply.body, reply.createdAt, reply.updatedAt],
  )
}

export async function updateCannedReplyRow(tx: Queryable, accountId: string, reply: CannedReply): Promise<void> {
  await tx.run(
    `update canned_replies set shortcut = $3, shortcut_key = $4, body = $5, updated_at = $6::timestamptz
      where account_id = $1 and id = $2::uuid`,
    [accountId, reply.id, reply.shortcut, shortcutKey(reply.shortcut), reply.body, reply.updatedAt],
  )
}

export async function deleteCannedReplyRow(tx: Queryable, accountId: string, id: string): Promise<void> {
  await tx.run('delete from canned_replies where account_id = $1 and id = $2::uuid', [accountId, id])
}

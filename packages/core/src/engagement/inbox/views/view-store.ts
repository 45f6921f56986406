import type { Queryable } from '#platform/database/database.ts'
import type { InboxView } from './view.ts'

const columns = 'id, name, owner_id, filters, created_at'

/** Until the transaction ends nobody else makes a view of this account. */
export async function lockViews(tx: Queryable, accountId: string): Promise<void> {
  await tx.run(`select pg_advisory_xact_lock(hashtextextended('inbox_views|' || $1, 0))`, [accountId])
}

/** Everybody's and one's own, in the order in which they were made. */
export const selectViews = (
  db: Queryable,
  accountId: string,
  memberId: string | null,
  { after, limit }: { after: string | null; limit: number },
): Promise<InboxView[]> =>
  db.many<InboxView>(
    `select ${columns} from inbox_views where account_id = $1 and (owner_id is null or owner_id = $2::uuid)
        and ($3::uuid is null or id > $3::uuid) order by id limit $4`,
    [accountId, memberId, after, limit],
  )

export const selectView = (
  db: Queryable,
  accountId: string,
  memberId: string | null,
  id: string,
): Promise<InboxView | null> =>
  db.maybe<InboxView>(
    `select ${columns} from inbox_views where account_id = $1 and id = $3::uuid and (owner_id is null or owner_id = $2::uuid)`,
    [accountId, memberId, id],
  )

export const countViews = async (db: Queryable, accountId: string): Promise<number> =>
  (await db.one<{ count: number }>('select count(*)::int as count from inbox_views where account_id = $1', [accountId]))
    .count

export async function insertView(tx: Queryable, accountId: string, view: InboxView): Promise<void> {
  await tx.run(
    `insert into inbox_views (account_id, id, owner_id, name, filters, created_at)
     values ($1, $2::uuid, $3::uuid, $4, $5::jsonb, $6::timestamptz)`,
    [accountId, view.id, view.ownerId, view.name, JSON.stringify(view.filters), view.createdAt],
  )
}

export async function updateViewRow(tx: Queryable, accountId: string, { id, name, filters }: InboxView): Promise<void> {
  await tx.run('update inbox_views set name = $3, filters = $4::jsonb where account_id = $1 and id = $2::uuid', [
    accountId,
    id,
    name,
    JSON.stringify(filters),
  ])
}

export async function deleteViewRow(tx: Queryable, accountId: string, id: string): Promise<void> {
  await tx.run('delete from inbox_views where account_id = $1 and id = $2::uuid', [accountId, id])
}

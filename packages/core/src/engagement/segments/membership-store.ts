import { conditions } from '#platform/database/conditions.ts'
import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'
import { type ResolvedFilter, toCondition } from './resolve-filter.ts'
import type { Segment } from './segment.ts'
import { segmentColumns } from './segment-store.ts'

export interface FollowedSegment extends Segment {
  accountId: string
}

const accounts = recordset({ ownerId: 'uuid' })

/** Dynamic ones. A change of a static one emits its own events. */
export const selectFollowed = (tx: Queryable, accountIds: readonly string[]): Promise<FollowedSegment[]> =>
  tx.many<FollowedSegment>(
    `select s.account_id, ${segmentColumns} from ${accounts.from('$1')} join segments s on s.account_id = x.owner_id
      where s.followed and s.kind = 'dynamic' order by s.account_id, s.id`,
    [accounts.json(accountIds.map((ownerId) => ({ ownerId })))],
  )

export const lockFollowed = (tx: Queryable, accountId: string, id: string): Promise<FollowedSegment | null> =>
  tx.maybe<FollowedSegment>(
    `select account_id, ${segmentColumns} from segments
      where account_id = $1 and id = $2::uuid and followed and kind = 'dynamic' for update`,
    [accountId, id],
  )

interface Who {
  accountId: string
  segmentId: string
  filter: ResolvedFilter
  /** Of these contacts; null: of all. */
  contactIds: readonly string[] | null
  limit: number
}

/** Stores who is in the segment and was not; returns them. Of two processes that find the same person, one returns it. */
export async function storeEntries(
  tx: Queryable,
  { accountId, segmentId, filter, contactIds, limit }: Who,
): Promise<string[]> {
  const where = conditions(accountId, segmentId)
  where.add('c.id = any (?::uuid[])', contactIds ?? undefined)
  const condition = toCondition(filter)(where)
  const rows = await tx.many<{ contactId: string }>(
    `insert into segment_members (account_id, segment_id, contact_id)
     select c.account_id, $2::uuid, c.id from contacts c where c.account_id = $1 and c.deleted_at is null and ${where.sql} and ${condition}
        and not exists (select from segment_members o where o.account_id = $1 and o.segment_id = $2::uuid and o.contact_id = c.id)
      order by c.id limit ${where.bind(limit)}
     on conflict do nothing returning contact_id`,
    where.params,
  )
  return rows.map((row) => row.contactId)
}

/** Removes who was in the segment and is not, or is no contact any more; returns them. */
export async function removeLeavers(
  tx: Queryable,
  { accountId, segmentId, filter, contactIds, limit }: Who,
): Promise<string[]> {
  const where = conditions(accountId, segmentId)
  where.add('sm.contact_id = any (?::uuid[])', contactIds ?? undefined)
  const condition = toCondition(filter)(where)
  const rows = await tx.many<{ contactId: string }>(
    `delete from segment_members d using (
       select sm.contact_id from segment_members sm where sm.account_id = $1 and sm.segment_id = $2::uuid and ${where.sql}
          and not exists (select from contacts c where c.account_id = $1 and c.id = sm.contact_id and c.deleted_at is null and ${condition})
        order by sm.contact_id limit ${where.bind(limit)}) as gone
      where d.account_id = $1 and d.segment_id = $2::uuid and d.contact_id = gone.contact_id returning d.contact_id`,
    where.params,
  )
  return rows.map((row) => row.contactId)
}

export async function markFollowed(tx: Queryable, accountId: string, id: string, at: string): Promise<void> {
  await tx.run('update segments set followed_since = $3::timestamptz where account_id = $1 and id = $2::uuid', [
    accountId,
    id,
    at,
  ])
}

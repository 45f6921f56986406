import type { Queryable } from '#platform/database/database.ts'
import { textKey } from '../contacts/text-key.ts'
import type { Segment } from './segment.ts'

export const segmentColumns = 'id, name, kind, filter, revision, followed, followed_since, created_at, updated_at'

/** Until the transaction ends nobody else makes, changes or removes a segment of this account. */
export async function lockSegments(tx: Queryable, accountId: string): Promise<void> {
  await tx.run(`select pg_advisory_xact_lock(hashtextextended('segments|' || $1, 0))`, [accountId])
}

/** All of the account in the order in which they were made: at most 500. */
export const selectSegments = (tx: Queryable, accountId: string): Promise<Segment[]> =>
  tx.many<Segment>(`select ${segmentColumns} from segments where account_id = $1 order by id`, [accountId])

export const selectSegment = (tx: Queryable, accountId: string, id: string): Promise<Segment | null> =>
  tx.maybe<Segment>(`select ${segmentColumns} from segments where account_id = $1 and id = $2::uuid`, [accountId, id])

/** Creates the segment, or replaces what it was. */
export async function writeSegment(tx: Queryable, accountId: string, segment: Segment): Promise<void> {
  await tx.run(
    `insert into segments (account_id, id, name, name_key, kind, filter, revision, created_at, updated_at, followed, followed_since)
     values ($1, $2::uuid, $3, $4, $5, $6::jsonb, $7, $8::timestamptz, $9::timestamptz, $10, $11::timestamptz)
     on conflict (account_id, id) do update set name = excluded.name, name_key = excluded.name_key, filter = excluded.filter,
       revision = excluded.revision, updated_at = excluded.updated_at,
       followed = excluded.followed, followed_since = excluded.followed_since`,
    [
      accountId,
      segment.id,
      segment.name,
      textKey(segment.name),
      segment.kind,
      segment.filter === null ? null : JSON.stringify(segment.filter),
      segment.revision,
      segment.createdAt,
      segment.updatedAt,
      segment.followed,
      segment.followedSince,
    ],
  )
}

/** Its members are no longer in it. */
export async function deleteSegmentRow(tx: Queryable, accountId: string, id: string): Promise<void> {
  await forgetMembers(tx, accountId, id)
  await tx.run('delete from segments where account_id = $1 and id = $2::uuid', [accountId, id])
}

/** A dynamic segment that is followed no more has no stored members. */
export const forgetMembers = (tx: Queryable, accountId: string, id: string): Promise<number> =>
  tx.run('delete from segment_members where account_id = $1 and segment_id = $2::uuid', [accountId, id])

/** Adds contacts that are there; returns those who were not members before. */
export async function addMembers(
  tx: Queryable,
  accountId: string,
  id: string,
  contactIds: readonly string[],
): Promise<string[]> {
  const rows = await tx.many<{ contactId: string }>(
    `insert into segment_members (account_id, segment_id, contact_id)
     select c.account_id, $2::uuid, c.id from contacts c where c.account_id = $1 and c.id = any ($3::uuid[]) and c.deleted_at is null
     on conflict do nothing returning contact_id`,
    [accountId, id, contactIds],
  )
  return rows.map((row) => row.contactId)
}

/** Who of these is in a static segment, but for one. */
export const selectMembersElsewhere = (
  db: Queryable,
  accountId: string,
  contactIds: readonly string[],
  except: string | null,
): Promise<{ contactId: string }[]> =>
  db.many(
    `select distinct contact_id from segment_members
      where account_id = $1 and contact_id = any ($2::uuid[]) and segment_id is distinct from $3::uuid`,
    [accountId, contactIds, except],
  )

/** Returns those who were members. */
export async function removeMembers(
  tx: Queryable,
  accountId: string,
  id: string,
  contactIds: readonly string[],
): Promise<string[]> {
  const rows = await tx.many<{ contactId: string }>(
    `delete from segment_members where account_id = $1 and segment_id = $2::uuid and contact_id = any ($3::uuid[])
     returning contact_id`,
    [accountId, id, contactIds],
  )
  return rows.map((row) => row.contactId)
}

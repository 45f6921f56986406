import type { Queryable } from '#platform/database/database.ts'

/**
 * Makes one contact of two: identifiers and conversations of `from` become those of `into`. Where both talked with the same
 * number, the conversations become one, which shows the messages of both; the other's id is gone.
 */
export async function mergeContacts(
  tx: Queryable,
  { accountId, from, into }: { accountId: string; from: string; into: string },
): Promise<void> {
  const params = [accountId, from, into]
  await tx.query(
    `update contact_identifiers set contact_id = $3::uuid where account_id = $1::uuid and contact_id = $2::uuid`,
    params,
  )
  await tx.query(joinConversations, params)
  await tx.query(
    `delete from conversations o using conversations c where o.account_id = $1::uuid and o.contact_id = $2::uuid
        and c.account_id = o.account_id and c.contact_id = $3::uuid and c.number_id = o.number_id`,
    params,
  )
  await tx.query(
    `update conversations set contact_id = $3::uuid where account_id = $1::uuid and contact_id = $2::uuid`,
    params,
  )
  await tx.query(`delete from contact_words where account_id = $1 and contact_id = $2`, [accountId, from])
  await tx.query(`delete from contacts where account_id = $1 and id = $2`, [accountId, from])
}

const joinConversations = `update conversations c set
    peers = (select array_agg(distinct peer) from unnest(c.peers || o.peers) as peer),
    last_at = greatest(c.last_at, o.last_at),
    last_said_at = case when o.last_at > c.last_at then o.last_said_at else c.last_said_at end,
    last_message_id = case when o.last_at > c.last_at then o.last_message_id else c.last_message_id end,
    last_direction = case when o.last_at > c.last_at then o.last_direction else c.last_direction end,
    last_type = case when o.last_at > c.last_at then o.last_type else c.last_type end,
    last_preview = case when o.last_at > c.last_at then o.last_preview else c.last_preview end,
    unread = c.unread + o.unread,
    read_id = case when o.read_id > c.read_id or c.read_id is null then o.read_id else c.read_id end,
    last_inbound_id = case when o.last_inbound_id > c.last_inbound_id or c.last_inbound_id is null then o.last_inbound_id else c.last_inbound_id end,
    last_inbound_at = greatest(c.last_inbound_at, o.last_inbound_at),
    referral_at = greatest(c.referral_at, o.referral_at),
    free_entry_until = greatest(c.free_entry_until, o.free_entry_until),
    status = case when 'open' in (c.status, o.status) then 'open' else 'closed' end,
    assignee = coalesce(c.assignee, o.assignee),
    created_at = least(c.created_at, o.created_at)
   from conversations o
  where c.account_id = $1::uuid and c.contact_id = $3::uuid
    and o.account_id = c.account_id and o.contact_id = $2::uuid and o.number_id = c.number_id`

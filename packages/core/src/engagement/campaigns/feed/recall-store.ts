import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'

export interface RecalledMessage {
  messageId: string
  seq: number
}

const ofCampaign = `m.account_id = $1 and m.metadata->>'campaignId' = $2 and m.direction = 'out'`
const named = `m.id as message_id, (m.metadata->>'recipient')::int as seq`

/**
 * Takes messages of a campaign out of their lane that have not left it. Of a recall and a lane that is about to send one wins, as
 * when a single message is canceled.
 */
export const takeFromLane = (
  tx: Queryable,
  { accountId, campaignId, numberId }: { accountId: string; campaignId: string; numberId: string },
): Promise<RecalledMessage[]> =>
  tx.many<RecalledMessage>(
    `delete from lane_items i using messages m, numbers n
      where n.account_id = $1 and n.id = $3::uuid and i.lane_id = n.lane_id and i.account_id = $1 and i.priority = 3
        and i.event_id is null and i.started_at is null and m.id = i.ref and ${ofCampaign}
     returning ${named}`,
    [accountId, campaignId, numberId],
  )

/** And those that were put aside until an instant, or until their template may be sent. */
export const takeFromSchedule = (
  tx: Queryable,
  { accountId, campaignId }: { accountId: string; campaignId: string },
): Promise<RecalledMessage[]> =>
  tx.many<RecalledMessage>(
    `delete from scheduled_messages s using messages m where s.account_id = $1 and m.id = s.message_id and ${ofCampaign} returning ${named}`,
    [accountId, campaignId],
  )

const recalled = recordset({ seq: 'int', messageId: 'uuid' })

/** Their turn comes again, with a message of their own. Returns how many there are of each variant. */
export const requeueRecipients = (
  tx: Queryable,
  { accountId, campaignId, at }: { accountId: string; campaignId: string; at: string },
  messages: readonly RecalledMessage[],
): Promise<{ variant: number; count: number }[]> =>
  tx.many(
    `with back as (
       update campaign_recipients r set state = 'queued', message_id = null, reason = null from ${recalled.from('$3')}
        where r.account_id = $1 and r.campaign_id = $2::uuid and r.seq = x.seq and r.message_id = x.message_id and r.state = 'sending'
       returning r.seq, r.variant, r.due_at),
     queued as (
       insert into campaign_queue (account_id, campaign_id, due_at, seq) select $1, $2::uuid, due_at, seq from back),
     changed as (
       insert into campaign_changes (account_id, campaign_id, seq, kind, was, at)
       select $1, $2::uuid, seq, 'queued', 'sending', $4::timestamptz from back)
     select variant::int, count(*)::int as count from back group by 1`,
    [accountId, campaignId, recalled.json(messages), at],
  )

/** The next people in the queue become something else, whether their turn has come or not. Returns what they were, by variant. */
export const sweepQueue = (
  tx: Queryable,
  { accountId, campaignId, at }: { accountId: string; campaignId: string; at: string },
  { state, reason, limit }: { state: 'canceled' | 'skipped'; reason: string | null; limit: number },
): Promise<{ variant: number; was: string; count: number }[]> =>
  tx.many(
    `with next as materialized (
       delete from campaign_queue where account_id = $1 and campaign_id = $2::uuid and (due_at, seq) in (
         select due_at, seq from campaign_queue where account_id = $1 and campaign_id = $2::uuid order by due_at, seq limit $6 for update)
       returning seq),
     before as materialized (
       select r.seq, r.variant, r.state as was from campaign_recipients r
         join next s on s.seq = r.seq where r.account_id = $1 and r.campaign_id = $2::uuid),
     moved as (
       update campaign_recipients r set state = $3, reason = $4 from before b
        where r.account_id = $1 and r.campaign_id = $2::uuid and r.seq = b.seq),
     changed as (
       insert into campaign_changes (account_id, campaign_id, seq, kind, was, reason, at)
       select $1, $2::uuid, seq, $3, was, $4, $5::timestamptz from before order by seq)
     select variant::int, was, count(*)::int as count from before group by 1, 2`,
    [accountId, campaignId, state, reason, at, limit],
  )

const people = recordset({ campaignId: 'uuid', seq: 'int', reason: 'text' })

/** Single people who still waited are skipped. Returns those who did, with what they were. */
export const skipRecipients = (
  tx: Queryable,
  { accountId, at }: { accountId: string; at: string },
  skipped: readonly { campaignId: string; seq: number; reason: string }[],
): Promise<{ campaignId: string; variant: number; was: string; reason: string }[]> =>
  tx.many(
    `with before as materialized (
       select r.campaign_id, r.seq, r.variant, r.state as was, r.due_at, x.reason from ${people.from('$2')}
         join campaign_recipients r on r.account_id = $1 and r.campaign_id = x.campaign_id and r.seq = x.seq
        where r.state in ('queued', 'waiting') order by 1, 2 for update of r),
     gone as (
       delete from campaign_queue q using before b
        where q.account_id = $1 and q.campaign_id = b.campaign_id and q.due_at = b.due_at and q.seq = b.seq returning q.campaign_id, q.seq),
     here as materialized (select b.* from before b join gone g on g.campaign_id = b.campaign_id and g.seq = b.seq),
     moved as (
       update campaign_recipients r set state = 'skipped', reason = h.reason from here h
        where r.account_id = $1 and r.campaign_id = h.campaign_id and r.seq = h.seq),
     changed as (
       insert into campaign_changes (account_id, campaign_id, seq, kind, was, reason, at)
       select $1, campaign_id, seq, 'skipped', was, reason, $3::timestamptz from here order by 1, 2)
     select campaign_id, variant::int, was, reason from here`,
    [accountId, people.json(skipped), at],
  )

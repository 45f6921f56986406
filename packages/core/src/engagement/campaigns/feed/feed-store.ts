import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'

/** How far a campaign has handed out its people. */
export interface Feed {
  campaignId: string
  accountId: string
  pacedAt: string | null
  rampStep: number
  rampAt: string | null
  seen: Record<string, number>
  waitsFor: string | null
}

/** As a condition. */
export const anyFeedDue = 'exists (select from campaign_feeds where next_at <= now())'

/** There is something to do for the campaign from now on, or from an instant on. */
export async function startFeed(tx: Queryable, accountId: string, campaignId: string, nextAt: string): Promise<void> {
  await tx.run(
    `insert into campaign_feeds (campaign_id, account_id, next_at) values ($2::uuid, $1, $3::timestamptz)
     on conflict (campaign_id) do update set next_at = excluded.next_at, taken_until = null, waits_for = null`,
    [accountId, campaignId, nextAt],
  )
}

export const endFeed = (tx: Queryable, accountId: string, campaignId: string): Promise<number> =>
  tx.run('delete from campaign_feeds where account_id = $1 and campaign_id = $2::uuid', [accountId, campaignId])

/** Takes campaigns that have something to do, for one process at a time; one that dies leaves them to others when the time is over. */
export const takeFeeds = (
  db: Queryable,
  { now, until, limit }: { now: string; until: string; limit: number },
): Promise<Feed[]> =>
  db.many<Feed>(
    `with due as (
       select campaign_id from campaign_feeds where next_at <= $1::timestamptz and (taken_until is null or taken_until <= $1::timestamptz)
        order by next_at limit $3 for update skip locked)
     update campaign_feeds f set taken_until = $2::timestamptz from due where f.campaign_id = due.campaign_id
     returning f.campaign_id, f.account_id, f.paced_at, f.ramp_step::int, f.ramp_at, f.seen, f.waits_for`,
    [now, until, limit],
  )

/** What was learned, and when there is something to do again. */
export async function leaveFeed(
  tx: Queryable,
  { accountId, campaignId, pacedAt, rampStep, rampAt, seen, waitsFor }: Feed,
  nextAt: string,
): Promise<void> {
  await tx.run(
    `update campaign_feeds set next_at = $3::timestamptz, taken_until = null, paced_at = $4::timestamptz, ramp_step = $5,
            ramp_at = $6::timestamptz, seen = $7::jsonb, waits_for = $8
      where account_id = $1 and campaign_id = $2::uuid`,
    [accountId, campaignId, nextAt, pacedAt, rampStep, rampAt, JSON.stringify(seen), waitsFor],
  )
}

/** Someone whose turn has come. */
export interface QueuedRecipient {
  seq: number
  dueAt: string
  contactId: string | null
  phone: string | null
  userId: string | null
  zone: string
  variant: number
  params: Record<string, unknown> | null
  attempt: number
  state: 'queued' | 'waiting'
  /** They wrote to the number within the last day. */
  windowOpen: boolean
}

export const selectQueued = (
  db: Queryable,
  { accountId, campaignId, numberId }: { accountId: string; campaignId: string; numberId: string },
  { now, since, limit }: { now: string; since: string; limit: number },
): Promise<QueuedRecipient[]> =>
  db.many<QueuedRecipient>(
    `select r.seq, q.due_at, r.contact_id, r.phone, r.user_id, r.zone, r.variant::int, r.params, r.attempt::int, r.state,
            exists (select from conversations v where v.account_id = r.account_id and v.contact_id = r.contact_id
                       and v.number_id = $3::uuid and v.last_inbound_at > $5::timestamptz) as window_open
       from (select * from campaign_queue where account_id = $1 and campaign_id = $2::uuid and due_at <= $4::timestamptz
              order by due_at, seq limit $6) q
       join campaign_recipients r on r.account_id = q.account_id and r.campaign_id = q.campaign_id and r.seq = q.seq
      order by q.due_at, q.seq`,
    [accountId, campaignId, numberId, now, since, limit],
  )

/** When the next of its people is due; null: nobody is left. */
export async function nextDue(db: Queryable, accountId: string, campaignId: string): Promise<string | null> {
  const row = await db.maybe<{ dueAt: string }>(
    'select due_at from campaign_queue where account_id = $1 and campaign_id = $2::uuid order by due_at limit 1',
    [accountId, campaignId],
  )
  return row?.dueAt ?? null
}

const places = recordset({ dueAt: 'timestamptz', seq: 'int' })

/** Takes people out of the queue; those that another process has taken, or that were canceled, are not returned. */
export async function takeQueued(
  tx: Queryable,
  accountId: string,
  campaignId: string,
  taken: readonly { dueAt: string; seq: number }[],
): Promise<Set<number>> {
  const rows = await tx.many<{ seq: number }>(
    `delete from campaign_queue q using ${places.from('$3')}
      where q.account_id = $1 and q.campaign_id = $2::uuid and q.due_at = x.due_at and q.seq = x.seq returning q.seq`,
    [accountId, campaignId, places.json(taken)],
  )
  return new Set(rows.map(({ seq }) => seq))
}

/** What becomes of someone whose turn has come. */
export interface Move {
  seq: number
  state: 'sending' | 'skipped' | 'waiting' | 'failed'
  reason: string | null
  /** `sending`. */
  messageId: string | null
  /** `waiting`: when their turn comes again. */
  dueAt: string | null
}

const moves = recordset({ seq: 'int', state: 'text', reason: 'text', messageId: 'uuid', dueAt: 'timestamptz' })

/** Moves people whom `takeQueued` has taken. Returns what they were. */
export const moveRecipients = (
  tx: Queryable,
  { accountId, campaignId, at }: { accountId: string; campaignId: string; at: string },
  moved: readonly Move[],
): Promise<{ seq: number; variant: number; was: string; state: string; reason: string | null }[]> =>
  tx.many(
    `with before as materialized (
       select r.seq, r.variant, r.state as was, x.state, x.reason, x.message_id, coalesce(x.due_at, r.due_at) as due_at
         from ${moves.from('$3')}
         join campaign_recipients r on r.account_id = $1 and r.campaign_id = $2::uuid and r.seq = x.seq
        order by r.seq for update of r),
     moved as (
       update campaign_recipients r set state = b.state, reason = b.reason, message_id = b.message_id, due_at = b.due_at,
              attempt = r.attempt + case when b.message_id is null then 0 else 1 end
         from before b where r.account_id = $1 and r.campaign_id = $2::uuid and r.seq = b.seq),
     waiting as (
       insert into campaign_queue (account_id, campaign_id, due_at, seq)
       select $1, $2::uuid, due_at, seq from before where state = 'waiting'),
     changed as (
       insert into campaign_changes (account_id, campaign_id, seq, kind, was, reason, at)
       select $1, $2::uuid, seq, state, was, reason, $4::timestamptz from before where state <> was order by seq)
     select seq, variant::int, was, state, reason from before`,
    [accountId, campaignId, moves.json(moved), at],
  )

export interface LaneRoom {
  laneId: string
  perSecond: number | null
  /** ISO 8601; null: it is open. */
  pausedUntil: string | null
  /** Bulk messages that wait in it, at most as many as were asked about. */
  waiting: number
  /** Campaigns that feed it. */
  feeds: number
}

/** How full a number's lane is; null: the number is gone. */
export const selectRoom = (
  db: Queryable,
  { accountId, numberId }: { accountId: string; numberId: string },
  most: number,
): Promise<LaneRoom | null> =>
  db.maybe<LaneRoom>(
    `select l.id as lane_id, l.per_second, l.paused_until,
            (select count(*)::int from (select 1 from lane_items i where i.lane_id = l.id and i.priority = 3 limit $3) as first) as waiting,
            (select count(*)::int from campaign_feeds f join campaigns c on c.account_id = f.account_id and c.id = f.campaign_id
              where f.account_id = $1 and c.state = 'running' and c.definition->>'numberId' = $4 and f.waits_for is null) as feeds
       from numbers n join lanes l on l.account_id = n.account_id and l.id = n.lane_id where n.account_id = $1 and n.id = $2::uuid`,
    [accountId, numberId, most, numberId],
  )

import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'

/** Where a message of a campaign stands, as its latest status says. */
export interface OutcomeReport {
  accountId: string
  campaignId: string
  seq: number
  messageId: string
  state: 'sent' | 'delivered' | 'read' | 'failed' | 'skipped' | 'canceled'
  reason: string | null
  code: number | null
  sentAt: string | null
  deliveredAt: string | null
  readAt: string | null
  failedAt: string | null
  at: string
}

const reports = recordset({
  accountId: 'uuid',
  campaignId: 'uuid',
  seq: 'int',
  messageId: 'uuid',
  state: 'text',
  reason: 'text',
  code: 'int',
  sentAt: 'timestamptz',
  deliveredAt: 'timestamptz',
  readAt: 'timestamptz',
  failedAt: 'timestamptz',
  at: 'timestamptz',
})

/** A recipient before and after its message moved. */
export interface MovedRecipient {
  accountId: string
  campaignId: string
  variant: number
  was: string
  state: string
  reason: string | null
  code: number | null
  /** Those that failed before with another code, or were skipped. */
  reasonBefore: string | null
  codeBefore: number | null
  /** How the number of people changes to whom was ever sent, delivered, or who ever read. */
  sentNow: number
  deliveredNow: number
  readNow: number
}

/** Moves recipients with their messages, which hold the lock on them. A message that is not the recipient's any more moves nobody. */
export const applyOutcomes = (tx: Queryable, all: readonly OutcomeReport[]): Promise<MovedRecipient[]> =>
  tx.many<MovedRecipient>(
    `with before as materialized (
       select r.account_id, r.campaign_id, r.seq, r.variant, r.state as was, r.reason as reason_before, r.code as code_before,
              r.sent_at as sent_before, r.delivered_at as delivered_before, r.read_at as read_before,
              x.state, x.reason, x.code, x.sent_at, x.delivered_at, x.read_at, x.failed_at, x.at
         from ${reports.from('$1')}
         join campaign_recipients r on r.account_id = x.account_id and r.campaign_id = x.campaign_id and r.seq = x.seq
          and r.message_id = x.message_id
        order by 1, 2, 3 for update of r),
     moved as (
       update campaign_recipients r set state = b.state, reason = b.reason, code = b.code, sent_at = b.sent_at,
              delivered_at = b.delivered_at, read_at = b.read_at, failed_at = b.failed_at
         from before b where r.account_id = b.account_id and r.campaign_id = b.campaign_id and r.seq = b.seq),
     changed as (
       insert into campaign_changes (account_id, campaign_id, seq, kind, was, reason, at)
       select account_id, campaign_id, seq, state, was, coalesce(reason, code::text), at from before where state <> was order by 1, 2, 3)
     select account_id, campaign_id, variant::int, was, state, reason, code, reason_before, code_before,
            (sent_at is not null)::int - (sent_before is not null)::int as sent_now,
            (delivered_at is not null)::int - (delivered_before is not null)::int as delivered_now,
            (read_at is not null)::int - (read_before is not null)::int as read_now
       from before`,
    [reports.json(all)],
  )

/** Something that a person did, which may be an answer to a campaign. */
export interface DeedReport {
  place: number
  accountId: string
  contactId: string
  /** Meta's id of our number; null: whichever. */
  phoneNumberId: string | null
  /** Our id of the message that they quoted. */
  quotedId: string | null
  at: string
}

const messages = recordset({
  place: 'int',
  accountId: 'uuid',
  contactId: 'uuid',
  phoneNumberId: 'text',
  quotedId: 'uuid',
  at: 'timestamptz',
})

export interface Attribution {
  place: number
  accountId: string
  campaignId: string
  seq: number
  isQuoted: boolean
}

/** To which recipient each deed belongs: the one whose message was quoted, else the last who was sent something in time. */
export const attribute = (tx: Queryable, deeds: readonly DeedReport[]): Promise<Attribution[]> =>
  tx.many<Attribution>(
    `select distinct on (x.place) x.place, r.account_id, r.campaign_id, r.seq, r.message_id is not distinct from x.quoted_id as is_quoted
       from ${messages.from('$1')}
       join campaign_recipients r on r.account_id = x.account_id and r.contact_id = x.contact_id and r.sent_at is not null
       join campaigns c on c.account_id = r.account_id and c.id = r.campaign_id
       left join numbers n on n.account_id = r.account_id and n.phone_number_id = x.phone_number_id
      where (x.phone_number_id is null or c.definition->>'numberId' = n.id::text)
        and (r.message_id = x.quoted_id or x.at between r.sent_at - interval '5 seconds'
             and coalesce(r.delivered_at, r.sent_at) + (c.definition->>'attributionHours')::int * interval '1 hour')
      order by x.place, (r.message_id is not distinct from x.quoted_id) desc, r.sent_at desc`,
    [messages.json(deeds)],
  )

/** What a recipient did: once each. */
export interface NewDeed {
  accountId: string
  campaignId: string
  seq: number
  kind: 'replied' | 'tapped' | 'link_clicked' | 'clicked' | 'opted_out'
  isQuoted: boolean
  /** Of the button that was tapped, or the name of the link. */
  payload: string | null
  at: string
}

const done = recordset({
  accountId: 'uuid',
  campaignId: 'uuid',
  seq: 'int',
  kind: 'text',
  isQuoted: 'boolean',
  payload: 'text',
  at: 'timestamptz',
})

const column = {
  replied: 'replied_at',
  tapped: 'tapped_at',
  link_clicked: 'link_clicked_at',
  clicked: 'clicked_at',
  opted_out: 'opted_out_at',
} as const

/** Records what recipients did for the first time. Returns those who did. */
export async function recordDeeds(
  tx: Queryable,
  kind: NewDeed['kind'],
  deeds: readonly NewDeed[],
): Promise<(NewDeed & { variant: number })[]> {
  if (deeds.length === 0) return []
  const first = column[kind]
  const set = {
    replied: 'replied_at = x.at, replied_to = x.is_quoted',
    tapped: 'tapped_at = x.at, payload = x.payload',
    link_clicked: 'link_clicked_at = x.at',
    clicked: 'clicked_at = x.at',
    opted_out: 'opted_out_at = x.at',
  }[kind]
  return tx.many<NewDeed & { variant: number }>(
    `with did as (
       update campaign_recipients r set ${set} from ${done.from('$1')}
        where r.account_id = x.account_id and r.campaign_id = x.campaign_id and r.seq = x.seq and r.${first} is null
       returning r.account_id, r.campaign_id, r.seq, r.variant, x.kind, x.is_quoted, x.payload, x.at),
     changed as (
       insert into campaign_changes (account_id, campaign_id, seq, kind, reason, at)
       select account_id, campaign_id, seq, kind, payload, at from did order by 1, 2, 3)
     select account_id, campaign_id, seq, variant::int, kind, is_quoted, payload, at from did`,
    [done.json(deeds)],
  )
}

/** Waiting recipients who are these contacts, or are known by these phones or user ids. */
export const selectWaiting = (
  tx: Queryable,
  accountId: string,
  { contactIds, identifiers }: { contactIds: readonly string[]; identifiers: readonly string[] },
): Promise<{ campaignId: string; seq: number }[]> =>
  tx.many(
    `select campaign_id, seq from campaign_recipients
      where account_id = $1 and contact_id = any ($2::uuid[]) and state in ('queued', 'waiting')
     union
     select r.campaign_id, r.seq from campaigns c
       join campaign_recipients r on r.account_id = c.account_id and r.campaign_id = c.id and r.identifier = any ($3::text[])
      where c.account_id = $1 and r.state in ('queued', 'waiting') order by 1, 2`,
    [accountId, contactIds, identifiers],
  )

export interface MergedPair {
  campaignId: string
  survivorSeq: number
  absorbedSeq: number
  survivorWaits: boolean
  absorbedWaits: boolean
}

/** Campaigns in which both of two contacts are. */
export const selectMerged = (
  tx: Queryable,
  accountId: string,
  { survivorId, absorbedId }: { survivorId: string; absorbedId: string },
): Promise<MergedPair[]> =>
  tx.many<MergedPair>(
    `select s.campaign_id, s.seq as survivor_seq, a.seq as absorbed_seq, s.state in ('queued', 'waiting') as survivor_waits,
            a.state in ('queued', 'waiting') as absorbed_waits
       from campaign_recipients s
       join campaign_recipients a on a.account_id = s.account_id and a.campaign_id = s.campaign_id and a.contact_id = $3::uuid
      where s.account_id = $1 and s.contact_id = $2::uuid order by 1`,
    [accountId, survivorId, absorbedId],
  )

/** The recipients of a contact become another's, but where that one is a recipient too: there they are nobody's. */
export async function reassignRecipients(
  tx: Queryable,
  accountId: string,
  { survivorId, absorbedId }: { survivorId: string; absorbedId: string },
): Promise<void> {
  await tx.run(
    `update campaign_recipients r set contact_id = case when exists (
         select from campaign_recipients s where s.account_id = r.account_id and s.campaign_id = r.campaign_id and s.contact_id = $2::uuid)
       then null else $2::uuid end
      where r.account_id = $1 and r.contact_id = $3::uuid`,
    [accountId, survivorId, absorbedId],
  )
}

/** Which accounts have campaigns whose people may still answer. */
export async function selectUsing(db: Queryable, accountIds: readonly string[], since: string): Promise<Set<string>> {
  const rows = await db.many<{ accountId: string }>(
    `select distinct c.account_id from json_array_elements_text($1::json) as asked(id)
       join campaigns c on c.account_id = asked.id::uuid
      where c.launched_at is not null and coalesce(c.ended_at, 'infinity') > $2::timestamptz`,
    [JSON.stringify(accountIds), since],
  )
  return new Set(rows.map(({ accountId }) => accountId))
}

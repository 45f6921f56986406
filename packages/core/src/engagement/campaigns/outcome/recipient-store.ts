import { conditions } from '#platform/database/conditions.ts'
import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'
import type { Recipient, RecipientState } from '../recipient.ts'

export interface RecipientRow extends Recipient {
  /** Null: nobody whom the account knows. */
  name: string | null
}

const columns = `r.seq, r.contact_id, r.phone, r.user_id, r.zone, r.variant::int, r.state, r.reason, r.code, r.due_at, r.attempt::int, r.message_id,
  r.sent_at, r.delivered_at, r.read_at, r.failed_at, r.replied_at, r.replied_to, r.clicked_at, r.tapped_at, r.link_clicked_at, r.payload, r.opted_out_at, c.name`

/** Few among many, for which there is an index. */
const rare = new Set<RecipientState>(['failed', 'skipped', 'canceled'])

export function selectRecipients(
  tx: Queryable,
  accountId: string,
  campaignId: string,
  page: { after: number; limit: number; state: RecipientState | null; reason: string | null; code: number | null },
): Promise<RecipientRow[]> {
  const where = conditions(accountId, campaignId)
  where.add('r.seq > ?', page.after)
  where.add('r.state = ?', page.state ?? undefined)
  where.add('r.reason = ?', page.reason ?? undefined)
  where.add('r.code = ?', page.code ?? undefined)
  if (page.state !== null && rare.has(page.state))
    where.add(
      'r.seq in (select h.seq from campaign_changes h where h.account_id = $1 and h.campaign_id = $2::uuid and h.kind = ? and h.seq > ?)',
      page.state,
      page.after,
    )
  return tx.many<RecipientRow>(
    `select ${columns} from campaign_recipients r left join contacts c on c.account_id = r.account_id and c.id = r.contact_id
      where r.account_id = $1 and r.campaign_id = $2::uuid and ${where.sql} order by r.seq limit ${page.limit}`,
    where.params,
  )
}

const places = recordset({ campaignId: 'uuid', seq: 'int' })

/** Who recipients are; those whom the account does not know are left out. */
export const selectContactsOfRecipients = (
  tx: Queryable,
  accountId: string,
  recipients: readonly { campaignId: string; seq: number }[],
): Promise<{ campaignId: string; seq: number; contactId: string }[]> =>
  tx.many(
    `select r.campaign_id, r.seq, r.contact_id from ${places.from('$2')}
       join campaign_recipients r on r.account_id = $1 and r.campaign_id = x.campaign_id and r.seq = x.seq and r.contact_id is not null`,
    [accountId, places.json(recipients)],
  )

/** How many people got it, read it or failed within an hour. */
export interface TimeCount {
  hour: string
  sent: number
  delivered: number
  read: number
  failed: number
  replied: number
}

/** By hour of UTC, those in which something happened. */
export const selectHours = (tx: Queryable, accountId: string, campaignId: string): Promise<TimeCount[]> =>
  tx.many<TimeCount>(
    `select date_trunc('hour', e.at, 'UTC') as hour, count(*) filter (where e.what = 'sent')::int as sent,
            count(*) filter (where e.what = 'delivered')::int as delivered, count(*) filter (where e.what = 'read')::int as read,
            count(*) filter (where e.what = 'failed')::int as failed, count(*) filter (where e.what = 'replied')::int as replied
       from campaign_recipients r
      cross join lateral (values ('sent', r.sent_at), ('delivered', r.delivered_at), ('read', r.read_at),
              ('failed', r.failed_at), ('replied', r.replied_at)) as e(what, at)
      where r.account_id = $1 and r.campaign_id = $2::uuid and e.at is not null group by 1 order by 1`,
    [accountId, campaignId],
  )

/** A move of a recipient, or something that they did. */
export interface CampaignChange {
  sequence: string
  seq: number
  /** The state that they moved to, or `replied`, `tapped`, `link_clicked`, `clicked`, `opted_out`. */
  kind: string
  was: string | null
  reason: string | null
  at: string
}

export const selectChanges = (
  tx: Queryable,
  accountId: string,
  campaignId: string,
  { after, horizon, limit }: { after: string; horizon: string; limit: number },
): Promise<CampaignChange[]> =>
  tx.many<CampaignChange>(
    `select sequence, seq, kind, was, reason, at from campaign_changes
      where account_id = $1 and campaign_id = $2::uuid and sequence > $3::bigint and sequence <= $4::bigint order by sequence limit $5`,
    [accountId, campaignId, after, horizon, limit],
  )

/** What campaigns know of a person: the people stay counted, without anything that names them. Returns rows per table. */
export async function eraseCampaignTraces(
  tx: Queryable,
  { accountId, contactId, peers }: { accountId: string; contactId: string | null; peers: readonly string[] },
): Promise<Record<string, number>> {
  const scrubbed = `contact_id = null, phone = null, user_id = null, params = null, payload = null, identifier = 'erased:' || r.seq`
  const known = await tx.run(
    `update campaign_recipients r set ${scrubbed} where r.account_id = $1 and r.contact_id = $2::uuid`,
    [accountId, contactId],
  )
  const listed = await tx.run(
    `update campaign_recipients r set ${scrubbed} from campaigns c
      where c.account_id = $1 and r.account_id = c.account_id and r.campaign_id = c.id and r.identifier = any ($2::text[])`,
    [accountId, peers],
  )
  const entries = await tx.run(
    'delete from campaign_entries where account_id = $1 and (phone = any ($2::text[]) or user_id = any ($2::text[]))',
    [accountId, peers],
  )
  const uses = await tx.run('delete from allowance_uses where account_id = $1 and person = any ($2::text[])', [
    accountId,
    peers,
  ])
  return { campaign_recipients: known + listed, campaign_entries: entries, allowance_uses: uses }
}

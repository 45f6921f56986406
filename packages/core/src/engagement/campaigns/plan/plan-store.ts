import { conditions } from '#platform/database/conditions.ts'
import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'
import type { PersonalLink } from '../../links/link.ts'
import type { ContactCondition } from '../../segments/resolve-filter.ts'

/** A person of the audience, with what bindings may name. */
export interface AudienceContact {
  id: string
  name: string | null
  username: string | null
  phone: string | null
  userId: string | null
  language: string | null
  country: string | null
  timezone: string | null
  attributes: Record<string, unknown>
}

const contactColumns = 'c.id, c.name, c.username, c.phone, c.user_id, c.language, c.country, c.timezone, c.attributes'

/** The next contacts that a condition finds, in the order of their ids. */
export function selectAudience(
  tx: Queryable,
  accountId: string,
  condition: ContactCondition,
  { after, limit }: { after: string | null; limit: number },
): Promise<AudienceContact[]> {
  const where = conditions(accountId)
  const matches = condition(where)
  const from = after === null ? '' : ` and c.id > ${where.bind(after)}::uuid`
  return tx.many<AudienceContact>(
    `select ${contactColumns} from contacts c where c.account_id = $1 and c.deleted_at is null and ${matches}${from} order by c.id limit ${limit}`,
    where.params,
  )
}

export async function countAudience(tx: Queryable, accountId: string, condition: ContactCondition): Promise<number> {
  const where = conditions(accountId)
  const matches = condition(where)
  const { count } = await tx.one<{ count: number }>(
    `select count(*)::int as count from contacts c where c.account_id = $1 and c.deleted_at is null and ${matches}`,
    where.params,
  )
  return count
}

export interface AudienceEntry {
  seq: number
  phone: string | null
  userId: string | null
  vars: Record<string, string>
  /** Null: nobody whom the account knows. */
  contact: AudienceContact | null
}

/** The next people of a campaign's list, with the contacts that they are. `spellings` of each phone are looked up by the caller. */
export const selectEntries = (
  tx: Queryable,
  { accountId, campaignId }: { accountId: string; campaignId: string },
  { after, limit }: { after: number; limit: number },
): Promise<Omit<AudienceEntry, 'contact'>[]> =>
  tx.many(
    `select seq, phone, user_id, vars from campaign_entries
      where account_id = $1 and campaign_id = $2::uuid and seq > $3 order by seq limit $4`,
    [accountId, campaignId, after, limit],
  )

const spelt = recordset({ seq: 'int', kind: 'text', value: 'text' })

/** The contacts that identifiers belong to, by the place that asks. */
export const selectContactsOf = (
  tx: Queryable,
  accountId: string,
  identifiers: readonly { seq: number; kind: string; value: string }[],
): Promise<(AudienceContact & { seq: number })[]> =>
  tx.many(
    `select distinct on (x.seq) x.seq, ${contactColumns} from ${spelt.from('$2')}
       join contact_identifiers i on i.account_id = $1 and i.kind = x.kind and i.value = x.value
       join contacts c on c.account_id = i.account_id and c.id = i.contact_id and c.deleted_at is null
      order by x.seq, c.id`,
    [accountId, spelt.json(identifiers)],
  )

/** A recipient as it is frozen. */
export interface PlannedRecipient {
  seq: number
  contactId: string | null
  identifier: string | null
  phone: string | null
  userId: string | null
  zone: string
  variant: number
  params: object | null
  state: 'queued' | 'skipped' | 'failed'
  reason: string | null
  dueAt: string
  /** Of their own, which their values name. */
  links: readonly PersonalLink[]
}

const planned = recordset({
  seq: 'int',
  contactId: 'uuid',
  identifier: 'text',
  phone: 'text',
  userId: 'text',
  zone: 'text',
  variant: 'smallint',
  params: 'jsonb',
  state: 'text',
  reason: 'text',
  dueAt: 'timestamptz',
})

export interface PlannedCount {
  variant: number
  state: PlannedRecipient['state']
  reason: string | null
  count: number
}

/** Freezes recipients; a person who is there already stays there once. Returns how many were added, by what became of them. */
export function insertRecipients(
  tx: Queryable,
  { accountId, campaignId, at }: { accountId: string; campaignId: string; at: string },
  recipients: readonly PlannedRecipient[],
): Promise<PlannedCount[]> {
  return tx.many<PlannedCount>(
    `with added as (
       insert into campaign_recipients (account_id, campaign_id, ${planned.columns})
       select $1, $2::uuid, ${planned.columns} from ${planned.from('$3')} order by seq
       on conflict do nothing returning seq, variant, state, reason, due_at),
     queued as (
       insert into campaign_queue (account_id, campaign_id, due_at, seq)
       select $1, $2::uuid, due_at, seq from added where state = 'queued'),
     changed as (
       insert into campaign_changes (account_id, campaign_id, seq, kind, was, reason, at)
       select $1, $2::uuid, seq, state, 'queued', reason, $4::timestamptz from added where state <> 'queued' order by seq)
     select variant::int, state, reason, count(*)::int as count from added group by 1, 2, 3`,
    [accountId, campaignId, planned.json(recipients), at],
  )
}

/** Which of these people are recipients. */
export async function selectPlannedSeqs(
  tx: Queryable,
  { accountId, campaignId }: { accountId: string; campaignId: string },
  seqs: readonly number[],
): Promise<Set<number>> {
  const rows = await tx.many<{ seq: number }>(
    'select seq from campaign_recipients where account_id = $1 and campaign_id = $2::uuid and seq = any ($3::int[])',
    [accountId, campaignId, seqs],
  )
  return new Set(rows.map(({ seq }) => seq))
}

export interface FailedRecipient extends Omit<PlannedRecipient, 'state' | 'reason' | 'dueAt' | 'links'> {
  /** Its own number in the campaign before. */
  parentSeq: number
}

/** The next people of another campaign to whom is sent again, as they were frozen there. */
export const selectRecipientsAgain = (
  tx: Queryable,
  { accountId, parentId, scope }: { accountId: string; parentId: string; scope: RetryScope },
  { after, limit }: { after: number; limit: number },
): Promise<FailedRecipient[]> =>
  tx.many<FailedRecipient>(
    `select r.seq as parent_seq, r.seq, r.contact_id, r.identifier, r.phone, r.user_id, r.zone, r.variant::int, r.params
       from campaign_recipients r
      where r.account_id = $1 and r.campaign_id = $2::uuid and r.seq > $3 and r.variant >= 0 and r.identifier is not null
        and (case $4::text when 'failed' then r.state = 'failed'
                when 'skipped' then r.state = 'skipped' and r.reason <> 'param_missing'
                when 'undelivered' then r.state = 'sent' and r.sent_at < $8::timestamptz
                else r.state in ('failed', 'skipped') and r.seq = any ($6::int[]) end)
        and ($5::int[] is null or r.code = any ($5::int[]))
      order by r.seq limit $7`,
    [accountId, parentId, after, scope.scope, scope.codes, scope.recipients, limit, scope.sentBefore],
  )

/** To which people of a campaign is sent again. */
export interface RetryScope {
  scope: 'failed' | 'skipped' | 'undelivered' | 'recipients'
  /** Meta's codes; null: any. */
  codes: readonly number[] | null
  recipients: readonly number[] | null
  /** `undelivered`: those to whom was sent before. */
  sentBefore: string | null
}

import type { Queryable } from '#platform/database/database.ts'
import { recordset } from '#platform/database/recordset.ts'
import type { Campaign, CampaignState, ListEntry } from './campaign.ts'
import type { PauseReason } from './pause-reasons.ts'

const columns = `c.id, c.name, c.state, c.paused_by, c.reason, c.resumes_to, c.definition, c.parent_id, c.planned, c.duplicates, c.version,
  c.created_at, c.updated_at, c.launched_at, c.starts_at, c.started_at, c.ended_at`
const shown = `${columns}, f.waits_for, case when f.waits_for is not null then f.next_at end as waits_until`
const from = 'campaigns c left join campaign_feeds f on f.account_id = c.account_id and f.campaign_id = c.id'

export const selectCampaign = (tx: Queryable, accountId: string, id: string): Promise<Campaign | null> =>
  tx.maybe<Campaign>(`select ${shown} from ${from} where c.account_id = $1 and c.id = $2::uuid`, [accountId, id])

/** Latest first. */
export const selectCampaigns = (
  tx: Queryable,
  accountId: string,
  {
    before,
    limit,
    state,
    numberIds,
  }: { before: string | null; limit: number; state: CampaignState | null; numberIds: readonly string[] | null },
): Promise<Campaign[]> =>
  tx.many<Campaign>(
    `select ${shown} from ${from}
      where c.account_id = $1 and ($2::uuid is null or c.id < $2::uuid) and ($4::text is null or c.state = $4)
        and ($5::text[] is null or c.definition->>'numberId' = any ($5::text[]))
      order by c.id desc limit $3`,
    [accountId, before, limit, state, numberIds],
  )

/** Until the transaction ends nobody else changes the campaign, and nobody is handed to a lane for it. */
export const lockCampaign = (tx: Queryable, accountId: string, id: string): Promise<Campaign | null> =>
  tx.maybe<Campaign>(
    `select ${columns}, null as waits_for, null as waits_until from campaigns c where c.account_id = $1 and c.id = $2::uuid for update`,
    [accountId, id],
  )

const stored = recordset({
  id: 'uuid',
  name: 'text',
  state: 'text',
  pausedBy: 'text',
  reason: 'text',
  resumesTo: 'text',
  definition: 'jsonb',
  parentId: 'uuid',
  retryKey: 'text',
  planned: 'int',
  duplicates: 'int',
  version: 'int',
  createdAt: 'timestamptz',
  updatedAt: 'timestamptz',
  launchedAt: 'timestamptz',
  startsAt: 'timestamptz',
  startedAt: 'timestamptz',
  endedAt: 'timestamptz',
})

/** Creates the campaign, or replaces what it was. False: a campaign that sends again to the same people is there already. */
export async function writeCampaign(
  tx: Queryable,
  accountId: string,
  campaign: Campaign,
  retryKey: string | null = null,
): Promise<boolean> {
  const count = await tx.run(
    `insert into campaigns (account_id, ${stored.columns}) select $1, ${stored.columns} from ${stored.from('$2')}
     on conflict (account_id, id) do update set name = excluded.name, state = excluded.state, paused_by = excluded.paused_by,
       reason = excluded.reason, resumes_to = excluded.resumes_to, definition = excluded.definition, planned = excluded.planned,
       duplicates = excluded.duplicates, version = excluded.version, updated_at = excluded.updated_at, launched_at = excluded.launched_at,
       starts_at = excluded.starts_at, started_at = excluded.started_at, ended_at = excluded.ended_at`,
    [accountId, stored.json([{ ...campaign, retryKey }])],
  )
  return count > 0
}

/** The campaign that sends again to these people of another one. */
export const selectRetry = (
  tx: Queryable,
  accountId: string,
  { parentId, retryKey }: { parentId: string; retryKey: string },
): Promise<{ id: string } | null> =>
  tx.maybe('select id from campaigns where account_id = $1 and parent_id = $2::uuid and retry_key = $3', [
    accountId,
    parentId,
    retryKey,
  ])

/** Those that are under way, or will be. */
export const selectActive = (
  tx: Queryable,
  accountIds: readonly string[],
): Promise<(Campaign & { accountId: string })[]> =>
  tx.many(
    `select c.account_id, ${columns}, null as waits_for, null as waits_until from json_array_elements_text($1::json) as asked(id)
       join campaigns c on c.account_id = asked.id::uuid
      where c.state in ('scheduled', 'planning', 'running')`,
    [JSON.stringify(accountIds)],
  )

export const selectPausedBy = (tx: Queryable, accountId: string, by: PauseReason): Promise<{ id: string }[]> =>
  tx.many(`select id from campaigns where account_id = $1 and state = 'paused' and paused_by = $2`, [accountId, by])

const entries = recordset({ seq: 'int', phone: 'text', userId: 'text', vars: 'jsonb' })

/** Replaces the list of a campaign. */
export async function writeEntries(
  tx: Queryable,
  accountId: string,
  id: string,
  list: readonly ListEntry[],
): Promise<void> {
  await tx.run('delete from campaign_entries where account_id = $1 and campaign_id = $2::uuid', [accountId, id])
  if (list.length === 0) return
  await tx.run(
    `insert into campaign_entries (account_id, campaign_id, ${entries.columns}) select $1, $2::uuid, ${entries.columns} from ${entries.from('$3')}`,
    [accountId, id, entries.json(list.map((entry, seq) => ({ ...entry, seq: seq + 1 })))],
  )
}

const ofCampaign = [
  'campaign_entries',
  'campaign_queue',
  'campaign_feeds',
  'campaign_counters',
  'campaign_changes',
  'campaign_recipients',
] as const

/** With all that belongs to it. */
export async function deleteCampaignRows(tx: Queryable, accountId: string, id: string): Promise<void> {
  for (const table of ofCampaign)
    await tx.run(`delete from ${table} where account_id = $1 and campaign_id = $2::uuid`, [accountId, id])
  await tx.run('delete from campaigns where account_id = $1 and id = $2::uuid', [accountId, id])
}

/** Whether the campaign runs; until the transaction ends it goes on to. */
export async function lockRunning(tx: Queryable, accountId: string, id: string): Promise<boolean> {
  const row = await tx.maybe<{ state: CampaignState }>(
    'select state from campaigns where account_id = $1 and id = $2::uuid for share',
    [accountId, id],
  )
  return row?.state === 'running'
}

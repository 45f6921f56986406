import type { Queryable } from '#platform/database/database.ts'
import type { FlowSpec } from './flow/flow-spec.ts'
import type { Flow, FlowVersion } from './flow.ts'

const columns = `f.id, f.name, f.folder, f.enabled, f.draft, f.draft_revision, f.live_version_id, f.disabled_reason, f.created_at, f.updated_at,
  f.archived_at, v.number as live_number`
const from = 'flows f left join flow_versions v on v.account_id = f.account_id and v.id = f.live_version_id'

export const selectFlow = (db: Queryable, accountId: string, id: string): Promise<Flow | null> =>
  db.maybe(`select ${columns} from ${from} where f.account_id = $1 and f.id = $2::uuid`, [accountId, id])

/** Nobody else changes or publishes it until the transaction ends. */
export const lockFlow = (tx: Queryable, accountId: string, id: string): Promise<{ id: string } | null> =>
  tx.maybe('select id from flows where account_id = $1 and id = $2::uuid for update', [accountId, id])

/** Latest first. */
export const selectFlows = (
  db: Queryable,
  accountId: string,
  {
    before,
    limit,
    archived,
    folder,
  }: { before: string | null; limit: number; archived: boolean; folder: string | null },
): Promise<Flow[]> =>
  db.many(
    `select ${columns} from ${from}
      where f.account_id = $1 and ($2::uuid is null or f.id < $2::uuid) and (f.archived_at is not null) = $4 and ($5::text is null or f.folder = $5)
      order by f.id desc limit $3`,
    [accountId, before, limit, archived, folder],
  )

export const countFlows = async (db: Queryable, accountId: string): Promise<number> =>
  (await db.one<{ count: number }>('select count(*)::int as count from flows where account_id = $1', [accountId])).count

/** Creates the flow, or replaces what it was. */
export async function writeFlow(tx: Queryable, accountId: string, flow: Flow): Promise<void> {
  await tx.run(
    `insert into flows (account_id, id, name, folder, enabled, draft, draft_revision, live_version_id, disabled_reason, created_at, updated_at, archived_at)
     values ($1, $2::uuid, $3, $4, $5, $6::jsonb, $7, $8::uuid, $9, $10::timestamptz, $11::timestamptz, $12::timestamptz)
     on conflict (account_id, id) do update set name = excluded.name, folder = excluded.folder, enabled = excluded.enabled,
       draft = excluded.draft, draft_revision = excluded.draft_revision, live_version_id = excluded.live_version_id,
       disabled_reason = excluded.disabled_reason, updated_at = excluded.updated_at, archived_at = excluded.archived_at`,
    [
      accountId,
      flow.id,
      flow.name,
      flow.folder,
      flow.enabled,
      JSON.stringify(flow.draft),
      flow.draftRevision,
      flow.liveVersionId,
      flow.disabledReason,
      flow.createdAt,
      flow.updatedAt,
      flow.archivedAt,
    ],
  )
}

const versionColumns = 'id, flow_id, number, spec, checksum, message, report, published_by, published_at'

export const insertVersion = (tx: Queryable, accountId: string, version: FlowVersion): Promise<number> =>
  tx.run(
    `insert into flow_versions (account_id, ${versionColumns})
     values ($1, $2::uuid, $3::uuid, $4, $5::jsonb, $6, $7, $8::jsonb, $9::jsonb, $10::timestamptz)`,
    [
      accountId,
      version.id,
      version.flowId,
      version.number,
      JSON.stringify(version.spec),
      version.checksum,
      version.message,
      JSON.stringify(version.report),
      JSON.stringify(version.publishedBy),
      version.publishedAt,
    ],
  )

/** Latest first. */
export const selectVersions = (
  db: Queryable,
  accountId: string,
  flowId: string,
  { before, limit }: { before: number | null; limit: number },
): Promise<FlowVersion[]> =>
  db.many(
    `select ${versionColumns} from flow_versions
      where account_id = $1 and flow_id = $2::uuid and ($3::int is null or number < $3) order by number desc limit $4`,
    [accountId, flowId, before, limit],
  )

export const selectVersion = (
  db: Queryable,
  accountId: string,
  flowId: string,
  number: number,
): Promise<FlowVersion | null> =>
  db.maybe(`select ${versionColumns} from flow_versions where account_id = $1 and flow_id = $2::uuid and number = $3`, [
    accountId,
    flowId,
    number,
  ])

export interface RunnableVersion {
  flowId: string
  versionId: string
  number: number
  name: string
  spec: FlowSpec
  enabled: boolean
  isLive: boolean
}

const runnable = `v.flow_id, v.id as version_id, v.number, f.name, v.spec, f.enabled and f.archived_at is null as enabled,
  f.live_version_id = v.id as is_live`
const ofVersion = 'flow_versions v join flows f on f.account_id = v.account_id and f.id = v.flow_id'

export const selectRunnable = (db: Queryable, accountId: string, versionId: string): Promise<RunnableVersion | null> =>
  db.maybe(`select ${runnable} from ${ofVersion} where v.account_id = $1 and v.id = $2::uuid`, [accountId, versionId])

/** Live versions of flows that may start, the older flows first. */
export const selectLive = (db: Queryable, accountId: string): Promise<RunnableVersion[]> =>
  db.many(
    `select ${runnable} from ${ofVersion}
      where v.account_id = $1 and f.live_version_id = v.id and f.enabled and f.archived_at is null order by f.id limit 500`,
    [accountId],
  )

/** Which of these accounts have a flow that may start, or a session that is open. */
export const selectUsing = async (db: Queryable, accountIds: readonly string[]): Promise<Set<string>> => {
  const rows = await db.many<{ accountId: string }>(
    `select asked.id::uuid as account_id from json_array_elements_text($1::json) as asked(id)
      where exists (select from flows f where f.account_id = asked.id::uuid and f.live_version_id is not null)`,
    [JSON.stringify(accountIds)],
  )
  return new Set(rows.map(({ accountId }) => accountId))
}

/** Its triggers start it no more; its name. Null: they did not before. */
export const disableFlow = async (
  tx: Queryable,
  accountId: string,
  id: string,
  { reason, at }: { reason: string; at: string },
): Promise<string | null> =>
  (
    await tx.maybe<{ name: string }>(
      `update flows set enabled = false, disabled_reason = $3, updated_at = $4::timestamptz
        where account_id = $1 and id = $2::uuid and enabled returning name`,
      [accountId, id, reason, at],
    )
  )?.name ?? null

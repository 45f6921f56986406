import type { Database, Queryable } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import { templateContract } from './contract/template-contract.ts'
import type { Template, TemplateFacts } from './template.ts'

const columns = `t.id::text, t.account_id::text as "accountId", t.waba_id as "wabaId", t.meta_id as "metaId", t.name, t.language,
  t.category, t.status, t.quality, t.rejected_reason as "rejectedReason", t.announced_category as "announcedCategory", t.flagged,
  t.parameter_format as "parameterFormat", t.components, t.contract, t.ttl_seconds as "ttlSeconds",
  t.hold_before, t.synced_at, t.created_at`

export interface TemplateFilter {
  wabaId?: string
  name?: string
  /** In name or text. */
  search?: string
  /** One value, or any of several. */
  status?: string | readonly string[]
  category?: string | readonly string[]
  language?: string | readonly string[]
  /** Of the business accounts of these numbers; absent or null: of all. */
  numberIds?: readonly string[] | null
}

const anyOf = (values: string | readonly string[] | undefined) => (values === undefined ? null : [values].flat())

const ofNumbers = (parameter: number) => `($${parameter}::uuid[] is null or exists (
  select from numbers n where n.account_id = t.account_id and n.waba_id = t.waba_id and n.id = any ($${parameter}::uuid[])))`

/** Oldest first; `after` is the last id of the page before. */
export async function selectTemplates(
  tx: Queryable,
  accountId: string,
  filter: TemplateFilter,
  page: { after: string | null; limit: number },
): Promise<Template[]> {
  const { rows } = await tx.query<Template>(
    `select ${columns} from templates t
      where t.account_id = $1 and ($2::uuid is null or t.id > $2::uuid) and ($3::text is null or t.waba_id = $3)
        and ($4::text is null or t.name = $4) and ($5::text[] is null or t.status::text = any($5))
        and ($6::text[] is null or t.category::text = any($6))
        and ($7::text[] is null or t.language = any($7))
        and ($8::text is null or strpos(t.name, lower($8)) > 0 or strpos(lower(t.components::text), lower($8)) > 0)
        and ${ofNumbers(10)}
      order by t.id limit $9`,
    [
      accountId,
      page.after,
      filter.wabaId ?? null,
      filter.name ?? null,
      anyOf(filter.status),
      anyOf(filter.category),
      anyOf(filter.language),
      filter.search ?? null,
      page.limit,
      filter.numberIds ?? null,
    ],
  )
  return rows
}

/** By our id or by Meta's; `numberIds` as in `TemplateFilter`. */
export async function selectTemplate(
  tx: Queryable,
  accountId: string,
  id: string,
  numberIds: readonly string[] | null,
): Promise<Template | null> {
  const { rows } = await tx.query<Template>(
    `select ${columns} from templates t where t.account_id = $1 and (t.id::text = $2 or t.meta_id = $2)
        and ${ofNumbers(3)} limit 1`,
    [accountId, id.toLowerCase(), numberIds],
  )
  return rows[0] ?? null
}

/** Names of templates that can be sent, some few, for hints. */
export async function selectApprovedNames(tx: Queryable, accountId: string, wabaId: string | null): Promise<string[]> {
  const { rows } = await tx.query<{ name: string }>(
    `select distinct name from templates
      where account_id = $1 and ($2::text is null or waba_id = $2) and status = 'APPROVED' order by name limit 10`,
    [accountId, wabaId],
  )
  return rows.map(({ name }) => name)
}

export interface TemplateWrite {
  accountId: string
  wabaId: string
  facts: TemplateFacts
}

/** How old what Meta says is: told by a webhook, which has whole seconds, or read from Meta by us, not before this instant. */
export type Source = { toldAt: Date } | { readAt: Date }

/** The clock of the database, which all processes share: taken before Meta is asked. */
export async function readClock(db: Queryable): Promise<Date> {
  const { rows } = await db.query<{ at: string }>('select clock_timestamp() as at')
  return new Date(rows[0]?.at ?? Date.now())
}

/**
 * Stores what Meta says now, whatever was known before. What Meta's webhooks told of earlier seconds does not overrule it, nor
 * what was read before it came.
 */
export async function upsertTemplates(
  tx: Queryable,
  writes: readonly TemplateWrite[],
  source: Source,
): Promise<Template[]> {
  if (writes.length === 0) return []
  const reportedAt = 'toldAt' in source ? source.toldAt : source.readAt
  const read = 'readAt' in source ? source.readAt.toISOString() : null
  const { rows } = await tx.query<Template>(
    `with written as (
       insert into templates (id, account_id, waba_id, meta_id, name, language, category, status, quality, rejected_reason,
              announced_category, flagged, parameter_format, components, contract, ttl_seconds, status_at, synced_at)
       select id, account_id, waba_id, meta_id, name, language, category, status, quality, rejected_reason, announced_category,
              flagged, parameter_format, components, contract, ttl_seconds, date_trunc('second', $2::timestamptz), coalesce($3::timestamptz, clock_timestamp())
         from json_to_recordset($1::json) as x(id uuid, account_id uuid, waba_id text, meta_id text, name text, language text,
              category text, status text, quality text, rejected_reason text, announced_category text, flagged boolean,
              parameter_format text, components jsonb, contract jsonb, ttl_seconds int)
       on conflict (account_id, waba_id, name, language) do update
          set meta_id = excluded.meta_id, category = excluded.category, status = excluded.status, quality = excluded.quality,
              rejected_reason = excluded.rejected_reason, announced_category = excluded.announced_category,
              flagged = excluded.flagged, parameter_format = excluded.parameter_format, components = excluded.components,
              contract = excluded.contract, ttl_seconds = excluded.ttl_seconds, status_at = excluded.status_at,
              synced_at = excluded.synced_at,
              hold_before = case when templates.category <> excluded.category then $4::timestamptz else templates.hold_before end
       returning *)
     select ${columns} from written t`,
    [JSON.stringify(writes.map(toRow)), reportedAt.toISOString(), read, new Date().toISOString()],
  )
  return rows
}

function toRow({ accountId, wabaId, facts }: TemplateWrite): Record<string, unknown> {
  return {
    id: newId(),
    account_id: accountId,
    waba_id: wabaId,
    meta_id: facts.metaId,
    name: facts.name,
    language: facts.language,
    category: facts.category,
    status: facts.status,
    quality: facts.quality,
    rejected_reason: facts.rejectedReason,
    announced_category: facts.announcedCategory,
    flagged: facts.flagged,
    parameter_format: facts.parameterFormat,
    components: facts.components,
    contract: templateContract(facts.components, facts.parameterFormat),
    ttl_seconds: facts.ttlSeconds,
  }
}

/** A template as it stands, beside what a source says of it. */
export interface LockedTemplate extends Template {
  isNewer: boolean
  /** What is known is of the very second in which the webhook was told: which of the two came first cannot be seen. */
  isSameSecond: boolean
}

/**
 * Locked until the end of the transaction, with whether something newer is known of them: for a webhook by the seconds in which
 * Meta told; for what was read whether a webhook, or a later reading, was stored since it was asked for.
 */
export async function lockTemplates(
  tx: Queryable,
  { accountId, wabaId, metaIds }: { accountId: string; wabaId: string; metaIds: readonly string[] | null },
  source: Source,
): Promise<LockedTemplate[]> {
  const toldAt = 'toldAt' in source ? source.toldAt.toISOString() : null
  const readAt = 'readAt' in source ? source.readAt.toISOString() : null
  const { rows } = await tx.query<LockedTemplate>(
    `select ${columns}, case when $5::timestamptz is null then t.status_at > date_trunc('second', $4::timestamptz)
            else t.synced_at > $5::timestamptz end as "isNewer",
            coalesce(t.status_at = date_trunc('second', $4::timestamptz), false) as "isSameSecond"
       from templates t
      where t.account_id = $1 and t.waba_id = $2 and ($3::text is null or t.meta_id in (select jsonb_array_elements_text($3::jsonb)))
      order by t.id for update`,
    [accountId, wabaId, metaIds && JSON.stringify(metaIds), toldAt, readAt],
  )
  return rows
}

export async function deleteTemplates(tx: Queryable, accountId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.query('delete from templates where account_id = $1 and id = any ($2::uuid[])', [accountId, ids])
}

/** What waits because of a changed category goes on. */
export async function endHold(tx: Queryable, accountId: string, id: string): Promise<void> {
  await tx.query('update templates set hold_before = null where account_id = $1 and id = $2::uuid', [accountId, id])
}

/** What a send needs to know of a template. */
export type KnownTemplate = Pick<Template, 'id' | 'category' | 'status' | 'contract' | 'rejectedReason'>

export interface TemplateName {
  accountId: string
  wabaId: string
  name: string
  language: string
}

export interface TemplateForSend {
  /** False: the templates of this business account were never read, so only Meta knows. */
  isSynced: boolean
  template: KnownTemplate | null
  /** In which the name exists; looked up only when the template is not there. */
  languages: readonly string[]
}

interface SendRow extends Omit<KnownTemplate, 'id'> {
  id: string | null
  isSynced: boolean
  languages: string[]
}

export async function selectForSend(
  db: Pick<Database, 'queryAsAccounts'>,
  { accountId, wabaId, name, language }: TemplateName,
): Promise<TemplateForSend> {
  const { rows } = await db.queryAsAccounts<SendRow>(
    [accountId],
    `select s.synced_at is not null as "isSynced", t.id::text, t.category, t.status, t.contract, t.rejected_reason as "rejectedReason",
            case when t.id is null then array(
              select o.language from templates o
               where o.account_id = s.account_id and o.waba_id = s.waba_id and o.name = $3 order by 1 limit 20)
            else '{}' end as languages
       from template_syncs s
       left join templates t on t.account_id = s.account_id and t.waba_id = s.waba_id and t.name = $3 and t.language = $4
      where s.account_id = $1 and s.waba_id = $2`,
    [accountId, wabaId, name, language],
  )
  const [row] = rows
  if (!row) return { isSynced: false, template: null, languages: [] }
  const { isSynced, languages, id, ...template } = row
  return { isSynced, template: id === null ? null : { id, ...template }, languages }
}

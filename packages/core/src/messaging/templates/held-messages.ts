import type { SendOutcome } from '@dawk/cloud-api/client.ts'
import { createCache } from '#platform/cache.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { LaneItem } from '#platform/lanes/lane-item.ts'
import type { PartnershipDirectory } from '#tenancy/partners/partnership-directory.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { priorities } from '../messages/message.ts'

/*
 * Bulk messages whose template may not be sent now. A template that stops holds nothing by itself: no queue is searched.
 * When such a message reaches the head of its lane, dispatch asks here (one indexed query for an account's bulk messages
 * each two seconds at most, and none while nothing else is sent), and moves it aside: from `lane_items` to
 * `scheduled_messages`, due at `infinity` and marked with the template. Its state stays `queued`, its timeline says why,
 * and canceling finds it. The template worker brings back what is held by a template that may be sent again.
 * What an account that is suspended has accepted before waits in the same way, marked with the account.
 */

export interface Holding {
  templateId: string
  wabaId: string
  name: string
  language: string
  status: string
  /** Milliseconds: only messages accepted before are held, since the category changed then; null: all are. */
  before: number | null
}

const cacheMs = 2000

interface Known {
  holdings: Holding[]
  /** It was read while the account was suspended from marketing. */
  marketing: boolean
}

/** Templates that may not be sent now, and accounts that may send nothing; most accounts have none that anybody uses. */
export function createHoldings(db: Queryable, partnerships: Pick<PartnershipDirectory, 'findAll'>) {
  const byAccount = createCache<Known>({ max: 20_000, ttlMs: cacheMs })

  async function read(accountIds: readonly string[], isMarketing: (id: string) => boolean): Promise<void> {
    const { rows } = await db.query<Holding & { accountId: string }>(
      `select account_id::text as "accountId", id::text as "templateId", waba_id as "wabaId", name, language, status,
              case when status = 'APPROVED' then extract(epoch from hold_before)::float8 * 1000 end as before
         from templates where account_id in (select value::uuid from jsonb_array_elements_text($1::jsonb))
          and (status <> 'APPROVED' or hold_before is not null or (category = 'MARKETING' and exists (
               select from account_suspensions x where x.account_id = templates.account_id and x.mode = 'marketing')))`,
      [JSON.stringify(accountIds)],
    )
    const rowsByAccount = Map.groupBy(rows, ({ accountId }) => accountId)
    for (const id of accountIds)
      byAccount.set(id, { holdings: rowsByAccount.get(id) ?? [], marketing: isMarketing(id) })
  }

  const isCurrent = (id: string, marketing: boolean) => byAccount.get(id)?.marketing === marketing

  return {
    /** Of those accounts that have bulk messages among the items; `suspended` are those of which nothing leaves. */
    async of(items: readonly LaneItem[]): Promise<Held> {
      const all = [...new Set(items.map(({ accountId }) => accountId))]
      const known = await partnerships.findAll(all, db)
      const modeOf = (id: string) => known.get(id)?.mode ?? null
      const bulk = new Set(
        items.filter(({ priority }) => priority === priorities.bulk).map(({ accountId }) => accountId),
      )
      const isMarketing = (id: string) => modeOf(id) === 'marketing'
      const missing = [...bulk].filter((id) => !isCurrent(id, isMarketing(id)))
      if (missing.length > 0) await read(missing, isMarketing)
      return {
        templates: new Map([...bulk].map((id) => [id, byAccount.get(id)?.holdings ?? []])),
        suspended: new Set(all.filter((id) => modeOf(id) === 'sending' || modeOf(id) === 'all')),
      }
    },
    forget: (accountId: string) => void byAccount.delete(accountId),
  }
}

interface Held {
  templates: ReadonlyMap<string, readonly Holding[]>
  suspended: ReadonlySet<string>
}

export type Holdings = ReturnType<typeof createHoldings>

/** Paused, disabled. */
const stoppedCodes = new Set([132015, 132016])
/** Meta's webhook that says so may still be on its way. */
const stoppedRetryMs = 5000

/** Meta refuses a bulk message because its template was stopped a moment ago: it is tried again, and then held. */
export function toRetryIfStopped<Outcome extends SendOutcome>(
  outcome: Outcome,
  item: LaneItem,
  holdings: Holdings,
): Outcome {
  if (outcome.kind !== 'refused' || item.priority !== priorities.bulk || !stoppedCodes.has(outcome.error.code))
    return outcome
  holdings.forget(item.accountId)
  return { ...outcome, policy: { ...outcome.policy, action: 'retry', minDelayMs: stoppedRetryMs } }
}

/** The template that holds a message back; `content` is its JSON text. */
export function holdingOf(
  holdings: readonly Holding[] | undefined,
  message: { id: string; wabaId: string | null; content: string },
): Holding | null {
  if (!holdings || holdings.length === 0) return null
  const { template } = JSON.parse(message.content) as { template?: { name?: unknown; language?: { code?: unknown } } }
  if (!template) return null
  const holding = holdings.find(
    ({ wabaId, name, language }) =>
      wabaId === message.wabaId && name === template.name && language === template.language?.code,
  )
  if (!holding) return null
  return holding.before === null || acceptedAt(message.id) < holding.before ? holding : null
}

/** The instant in a UUIDv7, in milliseconds. */
const acceptedAt = (id: string) => Number.parseInt(id.replace('-', '').slice(0, 12), 16)

export interface HeldItem {
  item: LaneItem
  /** Null: the account is suspended. */
  holding: Holding | null
}

/** Moves items aside, in one transaction with the removal from their lanes. */
export async function holdItems(tx: Queryable, held: readonly HeldItem[]): Promise<void> {
  if (held.length === 0) return
  const at = new Date().toISOString()
  await tx.query(
    `with moved as (
       delete from lane_items i
        using json_to_recordset($1::json) as x(id bigint, template_id uuid, detail text)
        where i.id = x.id and i.id = any ($3::bigint[])
       returning i.ref, i.account_id, i.lane_id, i.ordering_key, i.priority, x.template_id, x.detail),
     kept as (
       insert into scheduled_messages (message_id, account_id, lane_id, ordering_key, priority, run_at, held_by)
       select ref, account_id, lane_id, ordering_key, priority, 'infinity', template_id from moved
       on conflict (message_id) do nothing)
     update messages m
        set timeline = m.timeline || jsonb_build_array(jsonb_build_object('status', 'queued', 'at', $2::text, 'detail', moved.detail))
       from moved where m.account_id = moved.account_id and m.id = moved.ref`,
    [JSON.stringify(held.map(toRow)), at, held.map(({ item }) => item.id)],
  )
}

function toRow({ item, holding }: HeldItem) {
  if (holding === null) return { id: item.id, template_id: item.accountId, detail: 'held: the account is suspended' }
  const reason = whyHeld(holding)
  return {
    id: item.id,
    template_id: holding.templateId,
    detail: `held: the template ${holding.name} (${holding.language}) ${reason}`,
  }
}

function whyHeld({ before, status }: Holding): string {
  if (before !== null) return 'has changed its category'
  return status === 'APPROVED' ? 'is marketing, from which the account is suspended' : `is ${status}`
}

const releaseCount = 1000

/** Messages are held; whether one may go on, `releaseHeld` finds out. As a condition. */
export const mayRelease = 'exists (select from scheduled_messages where held_by is not null)'

/** Of a row of `scheduled_messages` as `s`: what stands in its way is an account that may not send. */
const isSuspended = `(s.held_by = s.account_id and (
    exists (select from account_suspensions x where x.account_id = s.account_id and x.mode in ('sending', 'all'))
    or exists (select from partner_accounts c join accounts p on p.id = c.partner_id where c.account_id = s.account_id and not p.active)))
  or exists (select from templates t join account_suspensions x on x.account_id = t.account_id and x.mode = 'marketing'
              where t.account_id = s.account_id and t.id = s.held_by and t.category = 'MARKETING')`

/**
 * Brings back what may go on: its template is approved and holds nothing, or is gone, so that Meta decides, and its account may send.
 */
export async function releaseHeld(tx: WorkerTransaction): Promise<void> {
  const rows = await tx.many<{ laneId: string }>(
    `with free as (
       select s.message_id from scheduled_messages s
        where s.held_by is not null
          and not exists (select from templates t where t.account_id = s.account_id and t.id = s.held_by and (t.status <> 'APPROVED' or s.message_id < uuid_v7_floor(t.hold_before)))
          and not (${isSuspended})
        order by s.message_id limit ${releaseCount} for update skip locked),
     moved as (
       delete from scheduled_messages s using free where s.message_id = free.message_id
       returning s.lane_id, s.ordering_key, s.account_id, s.priority, s.message_id),
     queued as (
       insert into lane_items (lane_id, ordering_key, account_id, priority, ref)
       select lane_id, ordering_key, account_id, priority, message_id from moved order by message_id),
     told as (
       update messages m set timeline = m.timeline || jsonb_build_array(jsonb_build_object('status', 'queued', 'at', $1::text, 'detail', 'no longer held'))
         from moved where m.account_id = moved.account_id and m.id = moved.message_id)
     select distinct lane_id from moved`,
    [new Date().toISOString()],
  )
  tx.wake(...rows.map(({ laneId }) => laneId))
}

/** How many messages each template of the account holds. */
export async function countHeld(tx: Queryable, accountId: string, templateId: string): Promise<number> {
  const { rows } = await tx.query<{ held: number }>(
    'select count(*)::int as held from scheduled_messages where account_id = $1 and held_by = $2::uuid',
    [accountId, templateId],
  )
  return rows[0]?.held ?? 0
}

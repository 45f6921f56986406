import type { CoreContext } from '../context.ts'
import type { Queryable } from '../database/database.ts'
import { createLaneEngine, type LaneEngine, type Settlement } from '../lanes/lane-engine.ts'
import type { LaneItem } from '../lanes/lane-item.ts'
import { removeItems } from '../lanes/lane-repository.ts'
import type { MessageReport } from '../messages/advance-message.ts'
import { applyReports } from '../messages/apply-reports.ts'
import type { NumberRow } from '../numbers/number.ts'
import type { NumberDirectory } from '../numbers/number-directory.ts'
import { resolveDoubts } from './doubts.ts'
import { judgeOutcome } from './send-outcome.ts'

interface DispatchJob {
  messageId: string
  number: NumberRow
  /** Meta's request body. */
  body: string
  dryRun: boolean
}

interface DispatchOptions extends Pick<CoreContext, 'db' | 'log' | 'graph' | 'wakeLanes'> {
  numbers: NumberDirectory
  doubtGraceMs: number
  leaseMs: number
}

/** The lanes of phone numbers: each message leaves for Meta at most once, unless its policy chose otherwise. */
export function createDispatchEngine(options: DispatchOptions): LaneEngine {
  const { db, log, graph, numbers, doubtGraceMs, leaseMs } = options
  return createLaneEngine<DispatchJob, MessageReport>({
    db,
    log,
    leaseMs,
    handler: {
      kind: 'number',
      marksBeforeAttempt: true,
      doubtGraceMs,
      concurrency: ({ perSecond }) =>
        perSecond === null ? 256 : Math.min(512, Math.max(32, Math.ceil(perSecond / 4))),
      prepare: (items) => prepare(db.worker, numbers, items),
      async attempt(item, job) {
        const at = () => new Date().toISOString()
        if (job.dryRun) return judgeOutcome(dryRunOutcome, item.attempts, at())
        const { phoneNumberId, token, sandbox } = job.number
        return judgeOutcome(
          await graph(sandbox).sendMessage({ phoneNumberId, token, body: job.body }),
          item.attempts,
          at(),
        )
      },
      settle,
      drop,
      wakeLanes: options.wakeLanes,
      resolveDoubts,
    },
  })
}

const dryRunOutcome = { kind: 'accepted', wamid: '', waId: null, messageStatus: null } as const

async function prepare(
  db: Queryable,
  numbers: NumberDirectory,
  items: readonly LaneItem[],
): Promise<Map<string, DispatchJob>> {
  const { rows } = await db.query<{ id: string; numberId: string; to: string; content: string; dryRun: boolean }>(
    `select id::text, number_id::text as "numberId", peer as "to", content::text, dry_run as "dryRun"
       from messages where id = any ($1::uuid[])`,
    [items.map((item) => item.ref)],
  )
  const found = new Map(rows.map((row) => [row.id, row]))
  const owners = await numbers.byIds([...new Set(rows.map((row) => row.numberId))])
  const jobs = new Map<string, DispatchJob>()
  for (const item of items) {
    const row = found.get(item.ref)
    const number = row && owners.get(row.numberId)
    if (row && number) jobs.set(item.id, { messageId: row.id, number, dryRun: row.dryRun, body: toBody(row) })
  }
  return jobs
}

/** `content` is spliced in as the database holds it: nothing is parsed to be written again. */
function toBody({ id, to, content }: { id: string; to: string; content: string }): string {
  return `{"messaging_product":"whatsapp","recipient_type":"individual","to":"+${to}","biz_opaque_callback_data":"${id}",${content.slice(1)}`
}

async function settle(tx: Queryable, batch: readonly Settlement<MessageReport>[]): Promise<string[]> {
  const { lanesToWake } = await applyReports(
    tx,
    batch.map(({ item, attempted }) => ({ messageId: item.ref, report: withoutEmptyWamid(attempted.outcome) })),
  )
  await removeItems(
    tx,
    batch.filter(({ attempted }) => attempted.next === 'done').map(({ item }) => item),
  )
  await reschedule(
    tx,
    batch.filter(({ attempted }) => attempted.next === 'retry'),
  )
  return lanesToWake
}

function withoutEmptyWamid(report: MessageReport): MessageReport {
  return report.wamid === '' ? { ...report, wamid: null, detail: 'dry run' } : report
}

async function reschedule(tx: Queryable, batch: readonly Settlement<MessageReport>[]): Promise<void> {
  if (batch.length === 0) return
  await tx.query(
    `update lane_items i set started_at = null, run_at = now() + x.after_ms * interval '1 ms'
       from json_to_recordset($1::json) as x(lane_id bigint, strand bigint, id bigint, after_ms double precision)
      where i.lane_id = x.lane_id and i.strand = x.strand and i.id = x.id`,
    [
      JSON.stringify(
        batch.map(({ item, attempted }) => ({
          lane_id: item.laneId,
          strand: item.strand,
          id: item.id,
          after_ms: attempted.afterMs,
        })),
      ),
    ],
  )
}

/** The number was taken out of the account while messages waited: they fail, and say so. */
async function drop(tx: Queryable, items: readonly LaneItem[]): Promise<string[]> {
  const at = new Date().toISOString()
  const error = {
    code: null,
    subcode: null,
    title: 'Number not connected',
    details: null,
    cause: 'The phone number was disconnected before the message could leave. Connect it and send again.',
    fbtraceId: null,
  }
  const { lanesToWake } = await applyReports(
    tx,
    items.map((item) => ({ messageId: item.ref, report: { status: 'failed', at, error } })),
  )
  await removeItems(tx, items)
  return lanesToWake
}

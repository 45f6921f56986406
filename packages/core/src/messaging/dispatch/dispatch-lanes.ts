import type { CoreContext } from '#context.ts'
import type { MessageError } from '#events/catalogue.ts'
import type { Queryable } from '#platform/database/database.ts'
import { idRange } from '#platform/ids.ts'
import { createLaneEngine, type LaneEngine } from '#platform/lanes/lane-engine.ts'
import type { Settlement } from '#platform/lanes/lane-handler.ts'
import type { Attempted, LaneItem } from '#platform/lanes/lane-item.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import type { MessageReport } from '../messages/reports/advance-message.ts'
import { applyReports } from '../messages/reports/apply-reports.ts'
import type { NumberRow } from '../numbers/number.ts'
import type { NumberDirectory } from '../numbers/number-directory.ts'
import { type HeldItem, type Holdings, holdItems, holdingOf, toRetryIfStopped } from '../templates/held-messages.ts'
import type { AcceptedContents, DispatchRow } from './accepted-contents.ts'
import { type TakenOutcomes, toOutcomes } from './attempt-outcomes.ts'
import type { Departure, DepartureCheck, DepartureStop } from './departure-check.ts'
import type { MediaInMessage, MediaResolver } from './resolve-media.ts'
import { type JudgedOutcome, judgeOutcome } from './send-outcome.ts'
import { failItems, postponeItems } from './stopped-items.ts'
import { resolveUnconfirmed } from './unconfirmed-attempts.ts'

interface DispatchJob {
  row: DispatchRow
  number: NumberRow
  /** Files of ours that it names; null: none. */
  media: MediaInMessage | null
}

interface DispatchOptions extends Pick<CoreContext, 'db' | 'log' | 'graph' | 'worker'> {
  numbers: NumberDirectory
  holdings: Holdings
  media: MediaResolver
  contents: AcceptedContents
  /** Asked right before messages leave. */
  departures: DepartureCheck
  confirmGraceMs: number
  leaseMs: number
  /** Told how each attempt ended. */
  onAttempt: (report: MessageReport) => void
  maxLanes: number
  /** How many messages may wait for one number. */
  maxWaiting?: number
}

export interface DispatchEngine extends LaneEngine {
  /** Outcomes that wait to be stored, for a transaction that is about to apply statuses anyway. Null: none wait. */
  takeOutcomes(): TakenOutcomes | null
}

/** The lanes of phone numbers: each message leaves for Meta at most once, unless its policy chose otherwise. */
export function createDispatchEngine(options: DispatchOptions): DispatchEngine {
  const { db, log, graph, worker, numbers, holdings, media, contents, departures } = options
  const { confirmGraceMs, leaseMs, maxLanes, maxWaiting, onAttempt } = options
  const aside: AsideItems = { held: new Map(), stopped: new Map() }
  const engine = createLaneEngine<DispatchJob, MessageReport | null>({
    db,
    log,
    leaseMs,
    maxLanes,
    ...(maxWaiting !== undefined && { maxWaiting }),
    handler: {
      kind: 'number',
      marksBeforeAttempt: true,
      paceMs: 20, // each round is a load and a mark
      settlePaceMs: 30, // longer than the pace of the journal, whose transactions take them along
      confirmGraceMs,
      concurrency: ({ perSecond }) =>
        perSecond === null ? 256 : Math.min(512, Math.max(32, Math.ceil(perSecond / 4))),
      prepare: (items) => prepare({ db: db.worker, numbers, holdings, departures, aside, media, contents }, items),
      async attempt(item, { row, number, media: named }, mayLeave) {
        const at = () => new Date().toISOString()
        if (row.dryRun) return judgeOutcome(dryRunOutcome, item.attempts, at())
        if (!number.isReadable) return judgeOutcome(unreadableToken, item.attempts, at())
        const ready = named ? media.resolve(item.id, row.content, named, number) : { kind: 'ready' as const, ...row }
        if (ready.kind === 'wait') return notReady(ready.afterMs)
        if (ready.kind === 'failed') return { ...judgeOutcome(ready.outcome, item.attempts, at()), untried: true }
        const { phoneNumberId, token, sandbox } = number
        const body = toBody(row, ready.content)
        const outcome = await graph(sandbox).sendMessage({ phoneNumberId, token, body, mayLeave })
        if (outcome.kind === 'held_back') return null
        const known = named ? await media.renewed(outcome, named, number) : outcome
        const judged = judgeOutcome(toRetryIfStopped(known, item, holdings), item.attempts, at())
        onAttempt(judged.outcome)
        return judged
      },
      settle: (batch) => worker.transaction((tx) => settle(tx, batch)),
      drop: (items) => worker.transaction((tx) => drop(tx, items, aside)),
      resolveUnconfirmed: (overdue, waiting) =>
        worker.transaction((tx) => resolveUnconfirmed(tx, overdue, waiting, confirmGraceMs)),
    },
  })
  return {
    ...engine,
    takeOutcomes() {
      const taken = engine.takeSettlements()
      return taken && { ...toOutcomes(taken.items), stored: () => taken.done(true), giveBack: taken.giveBack }
    },
  }
}

/** As a token that Meta refuses: the lane pauses, and the messages wait for about a day for somebody to store another. */
const unreadableToken = {
  kind: 'refused',
  httpStatus: 401,
  retryAfterMs: null,
  error: { code: 0, message: 'The access token of this number cannot be opened' },
  policy: {
    action: 'needs_token',
    cause: 'The stored access token was sealed with another secret key. Store the credentials of the number again.',
  },
} satisfies JudgedOutcome

const dryRunOutcome = { kind: 'accepted', wamid: '', waId: null, messageStatus: null } as const

/** Asked about too early: nothing is to be told of it, and it does not count as an attempt. */
function notReady(afterMs: number): Attempted<null> {
  const calm = { destinationFailed: false, slowDown: false, pause: null }
  return { ...calm, next: 'retry', afterMs, untried: true, outcome: null }
}

/** What does not leave, by the id of the item, until it is dropped from its lane. */
interface AsideItems {
  /** Their template may not be sent now. */
  held: Map<string, HeldItem>
  /** The check before departure stopped them. */
  stopped: Map<string, { item: LaneItem; stop: DepartureStop }>
}

interface Prepare {
  db: Queryable
  numbers: NumberDirectory
  holdings: Holdings
  departures: DepartureCheck
  aside: AsideItems
  media: MediaResolver
  contents: AcceptedContents
}

async function prepare(
  { db, numbers, holdings, departures, aside, media, contents }: Prepare,
  items: readonly LaneItem[],
): Promise<Map<string, DispatchJob>> {
  const rows = await readContents(db, contents, items)
  const rowsById = new Map(rows.map((row) => [row.id, row]))
  const owners = await numbers.byIds([...new Set(rows.map((row) => row.numberId))])
  const { templates: stoppedTemplates, suspended } = await holdings.of(items)
  const files = await media.load(rows, owners)
  const jobs = new Map<string, DispatchJob>()
  const leaving: Departure[] = []
  for (const item of items) {
    const row = rowsById.get(item.ref)
    const number = row && owners.get(row.numberId)
    const holding = row && number && holdingOf(stoppedTemplates.get(item.accountId), { ...row, wabaId: number.wabaId })
    forget(aside, item)
    if (suspended.has(item.accountId)) aside.held.set(item.id, { item, holding: null })
    else if (holding) aside.held.set(item.id, { item, holding })
    else if (row && number) {
      jobs.set(item.id, { row, number, media: files.get(row.id) ?? null })
      leaving.push({ item, message: row, wabaId: number.wabaId, phoneNumberId: number.phoneNumberId })
    }
  }
  const stops = await departures(leaving)
  for (const { item } of leaving) {
    const stop = stops.get(item.id)
    if (stop && jobs.delete(item.id)) aside.stopped.set(item.id, { item, stop })
  }
  return jobs
}

function forget({ held, stopped }: AsideItems, { id }: LaneItem): void {
  held.delete(id)
  stopped.delete(id)
}

/** From memory where this process has just accepted them. */
async function readContents(
  db: Queryable,
  contents: AcceptedContents,
  items: readonly LaneItem[],
): Promise<DispatchRow[]> {
  const known = items.flatMap(({ ref }) => contents.take(ref) ?? [])
  const knownIds = new Set(known.map(({ id }) => id))
  const others = items.filter(({ ref }) => !knownIds.has(ref))
  if (others.length === 0) return known
  const read = await db.many<DispatchRow>(
    `select m.id, m.number_id, m.peer as phone, m.peer_user_id as user_id, m.content::text, m.dry_run
       from json_to_recordset($1::json) as x("accountId" uuid, ref uuid)
       join messages m on m.account_id = x."accountId" and m.id = x.ref and m.id between $2::uuid and $3::uuid`,
    [
      JSON.stringify(others.map(({ accountId, ref }) => ({ accountId, ref }))),
      ...idRange(others.map(({ ref }) => ref)),
    ],
  )
  return [...known, ...read]
}

/** `content` is spliced in as the database holds it: nothing is parsed to be written again. */
function toBody({ id, phone, userId }: DispatchRow, content: string): string {
  const recipient = phone === null ? `"recipient":${JSON.stringify(userId)}` : `"to":"+${phone}"`
  return `{"messaging_product":"whatsapp","recipient_type":"individual",${recipient},"biz_opaque_callback_data":"${id}",${content.slice(1)}`
}

async function settle(tx: WorkerTransaction, batch: readonly Settlement<MessageReport | null>[]): Promise<void> {
  const { reports, finishItems } = toOutcomes(batch)
  await Promise.all([applyReports(tx, reports), finishItems(tx)]) // in one round trip
}

/** What a template holds, or what waits, is moved aside; what was stopped fails; of the rest the number is gone. */
async function drop(tx: WorkerTransaction, items: readonly LaneItem[], aside: AsideItems): Promise<void> {
  const stopped = items.flatMap(({ id }) => aside.stopped.get(id) ?? [])
  await holdItems(
    tx,
    items.flatMap(({ id }) => aside.held.get(id) ?? []),
  )
  await postponeItems(
    tx,
    stopped.flatMap(({ item, stop }) => (stop.kind === 'wait' ? { item, ...stop } : [])),
  )
  await failItems(
    tx,
    stopped.flatMap(({ item, stop }) => (stop.kind === 'refuse' ? { item, error: stop.error } : [])),
  )
  const unowned = items.filter(({ id }) => !aside.held.has(id) && !aside.stopped.has(id))
  await failItems(
    tx,
    unowned.map((item) => ({ item, error: notConnected })),
  )
  for (const item of items) forget(aside, item)
}

/** The number was taken out of the account while messages waited. */
const notConnected: MessageError = {
  code: null,
  subcode: null,
  title: 'Number not connected',
  details: null,
  cause: 'The phone number was disconnected before the message could leave. Connect it and send again.',
  traceId: null,
}

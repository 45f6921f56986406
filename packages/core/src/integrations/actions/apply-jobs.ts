import type { CoreContext } from '#context.ts'
import { selectAttributes } from '#engagement/contacts/attributes/attribute-store.ts'
import { HoldsRefused, type MessageHolds } from '#messaging/messages/send/message-holds.ts'
import { type JobHandler, type LongJob, longJobs } from '#platform/jobs/job.ts'
import { systemCaller } from '#tenancy/access/caller.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import type { ActionOutcome, IncomingBody, IncomingEvent } from '../incoming/incoming-event.ts'
import {
  claimAction,
  lockIncoming,
  markAnnounced,
  releaseClaim,
  selectIncomingEvent,
  selectOutcomes,
  updateIncoming,
  writeOutcome,
} from '../incoming/incoming-store.ts'
import { isFor } from '../mapping/conditions.ts'
import { type EventInput, textAt } from '../mapping/pointer.ts'
import { readEvent } from '../mapping/read-event.ts'
import { type EventAction, type EventSource, externalSourceOf } from '../sources/event-source.ts'
import { selectSource } from '../sources/event-source-store.ts'
import { applyIncoming } from './apply-job.ts'
import { type PreparedSend, prepareSend, type SendDeps } from './prepare-send.ts'
import { type Taken, takeAction } from './take-action.ts'
import { writePerson } from './write-person.ts'

export interface ApplyDeps extends Omit<SendDeps, 'worker'>, Pick<CoreContext, 'worker' | 'secrets' | 'log'> {
  /** Absent: messages cost nothing here. */
  holds?: MessageHolds
}

type Stored = IncomingEvent & IncomingBody
const retryDelaysMs = [500, 2000, 10_000, 60_000, 300_000, 1_800_000, 3_600_000, 4 * 3_600_000, 12 * 3_600_000]
const unpaidMs = 15 * 60_000

/**
 * Acts upon events as they come. The person is written in one transaction with what the event says; then each action is checked, and taken
 * in a transaction of its own with the note that it was. A crash at any point leaves what was done noted, and the rest to do.
 */
export const createApplyJobs = (deps: ApplyDeps): JobHandler<WorkerTransaction> =>
  longJobs({
    kind: applyIncoming,
    concurrency: 8,
    retryDelaysMs,
    async run(job) {
      try {
        await apply(deps, job)
      } catch (error) {
        if (job.attempts <= retryDelaysMs.length || job.signal.aborted) throw error
        deps.log.error({ err: error, eventId: job.key }, 'an incoming event was given up')
        await deps.worker.transaction((tx) => finish(tx, job, { state: 'failed', reason: 'failed' }))
      }
    },
  })

async function apply(deps: ApplyDeps, job: LongJob): Promise<void> {
  const { accountId, key: id } = job
  const incoming = await selectIncomingEvent(deps.worker, accountId, id)
  const source = incoming && (await selectSource(deps.worker, accountId, incoming.sourceId))
  if (!incoming || !source || (incoming.state !== 'pending' && incoming.state !== 'waiting'))
    return deps.worker.transaction((tx) => job.complete(tx))
  const event = incoming.contactId === null ? await recognise(deps, job, { event: incoming, source }) : incoming
  if (event === null || event.contactId === null) return
  const input = { body: JSON.parse(event.body), headers: event.headers }
  const wakes: string[] = []
  for (const action of source.actions) {
    job.signal.throwIfAborted()
    if (!isFor(action, event.type, input)) continue
    const until = await act(deps, accountId, { action, input, event: { ...event, contactId: event.contactId } })
    if (until !== null) wakes.push(until)
  }
  await deps.worker.transaction((tx) => conclude(tx, job, wakes.toSorted()[0] ?? null))
}

/** Writes who it is about. Null: nobody, or the event is not there any more. */
async function recognise(
  { worker, secrets }: ApplyDeps,
  job: LongJob,
  { event, source }: { event: Stored; source: EventSource },
): Promise<Stored | null> {
  const { accountId } = job
  const definitions = new Map((await selectAttributes(worker, accountId)).map((one) => [one.key, one]))
  const input = { body: JSON.parse(event.body), headers: event.headers }
  const read = readEvent(input, { mapping: source.mapping, externalSource: externalSourceOf(source), definitions })
  return worker.transaction(async (tx) => {
    const locked = await lockIncoming(tx, accountId, event.id)
    if (locked === null || locked.contactId !== null) return locked
    const unit = tx.as(systemCaller(accountId))
    const written = await writePerson(unit, read, { source: externalSourceOf(source), by: source.id, secrets })
    const { type, occurredAt, data } = read
    const outcome = { ...locked, type, occurredAt, data, notes: written.notes }
    if ('reason' in written) {
      const state = written.reason === 'no_phone' ? ('unmapped' as const) : ('skipped' as const)
      await updateIncoming(tx, accountId, {
        ...outcome,
        state,
        reason: written.reason,
        appliedAt: new Date().toISOString(),
      })
      await job.complete(tx)
      return null
    }
    const after = { ...outcome, contactId: written.contactId }
    await updateIncoming(tx, accountId, after)
    if (await markAnnounced(tx, accountId, event.id))
      unit.emit('event_source.event_received', {
        ...{ sourceId: source.id, eventId: event.id, type, contactId: written.contactId },
        data: { ...data },
      })
    return after
  })
}

interface Acting {
  action: EventAction
  input: EventInput
  event: Stored & { contactId: string }
}

/** Takes one action. Returns until when it waits; null: it does not. */
async function act(deps: ApplyDeps, accountId: string, acting: Acting): Promise<string | null> {
  const { action, input, event } = acting
  const before = await selectOutcomes(deps.worker, accountId, event.id)
  if (before.some((one) => one.actionId === action.id && isOver(one, event))) return null
  const key = action.oncePer === undefined ? event.id : (textAt(input, action.oncePer)?.slice(0, 300) ?? event.id)
  const prepared = isTooLate(action, event) ? null : await prepare(deps, accountId, { action, event, key })
  try {
    return await deps.worker.transaction((tx) => take(tx, deps, { accountId, acting, key, prepared }))
  } catch (error) {
    if (!(error instanceof HoldsRefused)) throw error
    const until = new Date(Date.now() + unpaidMs).toISOString()
    const unpaid: PreparedSend = { kind: 'wait', reason: 'insufficient_balance', until }
    return deps.worker.transaction((tx) => take(tx, deps, { accountId, acting, key, prepared: unpaid }))
  }
}

/** What was done stays done, also when the event is replayed; what was skipped is looked at again then. */
const isOver = ({ outcome, run }: ActionOutcome, event: IncomingEvent): boolean =>
  outcome === 'done' || (outcome === 'skipped' && run === event.run)

const isTooLate = ({ maxAgeMinutes }: EventAction, { occurredAt, receivedAt }: IncomingEvent): boolean =>
  maxAgeMinutes !== undefined && Date.parse(occurredAt ?? receivedAt) + maxAgeMinutes * 60_000 < Date.now()

async function prepare(
  deps: ApplyDeps,
  accountId: string,
  { action, event, key }: { action: EventAction; event: Acting['event']; key: string },
): Promise<PreparedSend | null> {
  if (action.kind !== 'send_template') return null
  return prepareSend(deps, accountId, action, { ...event, key })
}

interface Taking {
  accountId: string
  acting: Acting
  key: string
  prepared: PreparedSend | null
}

async function take(tx: WorkerTransaction, deps: ApplyDeps, taking: Taking): Promise<string | null> {
  const { accountId, acting } = taking
  const { action, event } = acting
  const locked = await lockIncoming(tx, accountId, event.id)
  if (locked === null || locked.contactId === null) return null
  const taken = await decide(tx, deps, taking, { ...locked, contactId: locked.contactId })
  const done = taken.outcome === 'done' ? taken : null
  await writeOutcome(tx, accountId, event.id, {
    ...{
      actionId: action.id,
      kind: action.kind,
      outcome: taken.outcome,
      run: locked.run,
      at: new Date().toISOString(),
    },
    reason: taken.outcome === 'done' ? null : taken.reason,
    messageId: done?.messageId ?? null,
    referenceId: done?.referenceId ?? null,
  })
  return taken.outcome === 'waiting' ? taken.until : null
}

/** The claim comes before the effect: of two events that tell of one order, one waits for the other here. */
async function decide(
  tx: WorkerTransaction,
  { holds }: ApplyDeps,
  { accountId, acting: { action }, key, prepared }: Taking,
  event: IncomingEvent & { contactId: string },
): Promise<Taken> {
  if (isTooLate(action, event)) return { outcome: 'skipped', reason: 'too_late' }
  if (prepared?.kind === 'skip') return { outcome: 'skipped', reason: prepared.reason }
  if (prepared?.kind === 'wait') return { outcome: 'waiting', reason: prepared.reason, until: prepared.until }
  const { sourceId, id: eventId } = event
  const claim = { sourceId, actionId: action.id, key, eventId, at: new Date().toISOString() }
  if (!(await claimAction(tx, accountId, claim))) return { outcome: 'skipped', reason: 'already_sent' }
  const taken = await takeAction(tx, action, { accountId, event, key, prepared, holds })
  if (taken.outcome === 'skipped') await releaseClaim(tx, accountId, claim)
  return taken
}

type Ending = { state: IncomingEvent['state']; reason: string | null }

/** What became of an event as a whole: applied where anything followed, else skipped with the first reason. */
async function conclude(tx: WorkerTransaction, job: LongJob, wakesAt: string | null): Promise<void> {
  const outcomes = await selectOutcomes(tx, job.accountId, job.key)
  const [first] = outcomes
  const waiting = outcomes.find(({ outcome }) => outcome === 'waiting')
  if (wakesAt !== null) {
    tx.schedule(applyIncoming, { accountId: job.accountId, key: job.key, dueAt: wakesAt, payload: {} })
    await finish(tx, job, { state: 'waiting', reason: waiting?.reason ?? 'waits' })
    return
  }
  if (first === undefined) await finish(tx, job, { state: 'skipped', reason: 'no_actions' })
  else if (outcomes.some(({ outcome }) => outcome === 'done')) await finish(tx, job, { state: 'applied', reason: null })
  else await finish(tx, job, { state: 'skipped', reason: first.reason })
}

async function finish(tx: WorkerTransaction, job: LongJob, { state, reason }: Ending): Promise<void> {
  const { accountId, key: id } = job
  const event = await lockIncoming(tx, accountId, id)
  if (event) await updateIncoming(tx, accountId, { ...event, state, reason, appliedAt: new Date().toISOString() })
  if (state !== 'waiting') await job.complete(tx)
}

import type { CoreContext } from '#context.ts'
import type { MessageHolds } from '#messaging/messages/send/message-holds.ts'
import type { SendMessages } from '#messaging/messages/send/send-message.ts'
import type { NumberDirectory } from '#messaging/numbers/number-directory.ts'
import type { TemplateDirectory } from '#messaging/templates/send-check/template-directory.ts'
import { type JobHandler, type LongJob, longJobs } from '#platform/jobs/job.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { type AudienceContact, selectAudience } from '../../campaigns/plan/plan-store.ts'
import { type LinkContext, openLinkRules } from '../../links/link-settings.ts'
import { defaultSettings } from '../../policy/policy-settings.ts'
import { selectPolicies } from '../../policy/policy-store.ts'
import { zoneOf } from '../../policy/zones.ts'
import { type DripDefinition, type DripStep, type EndReason, stepAt } from '../drip.ts'
import { selectDefinition, selectDrip } from '../drip-store.ts'
import { announceEnd, ended } from '../enrollments/end-enrollment.ts'
import type { Enrollment } from '../enrollments/enrollment.ts'
import {
  insertSteps,
  lockEnrollment,
  selectEnrollment,
  selectReply,
  updateEnrollments,
} from '../enrollments/enrollment-store.ts'
import { dripStep } from './drip-job.ts'
import { type PreparedSend, prepareSend, type SendFacts } from './prepare-send.ts'
import { isMatch, isUnpaid, type Taken, takeStep } from './take-step.ts'
import { nextOpening } from './wait-until.ts'

export interface DripDeps extends Pick<CoreContext, 'worker' | 'log'>, LinkContext {
  numbers: Pick<NumberDirectory, 'byIds'>
  templates: Pick<TemplateDirectory, 'peek' | 'find'>
  check: SendMessages['check']
  /** Absent: messages cost nothing here. */
  holds?: MessageHolds
  /** In milliseconds. */
  now(): number
}

/** Steps without a pause in between; the rest follows with the next run of the job. */
const stepsAtOnce = 20
/** A person who has taken so many goes around in a circle. */
const maxSteps = 1000
const dayMs = 24 * 3600_000
const unpaidMs = 15 * 60_000
const iso = (at: number): string => new Date(at).toISOString()

/**
 * Takes the steps of people as they come due. What a step asks of others is asked first; then one transaction locks the person, looks
 * whether they may still go on, does what the step says and moves them, so that a crash leaves all of it or nothing.
 */
export const createStepJobs = (deps: DripDeps): JobHandler<WorkerTransaction> =>
  longJobs({
    kind: dripStep,
    concurrency: 8,
    async run(job) {
      for (let count = 0; count < stepsAtOnce && !job.signal.aborted; count += 1) if (!(await turn(deps, job))) return
      if (!job.signal.aborted)
        await deps.worker.transaction(async (tx) => {
          tx.schedule(dripStep, { accountId: job.accountId, key: job.key, payload: {} })
        })
    },
  })

/** All that a step needs to know, read before it is taken. */
interface Surroundings {
  enrollment: Enrollment
  definition: DripDefinition
  step: DripStep | undefined
  contact: AudienceContact | null
  facts: Omit<SendFacts, 'enrollment'> | null
  zone: string
}

/** True: the person goes on at once. */
async function turn(deps: DripDeps, job: LongJob): Promise<boolean> {
  const { accountId, key: id } = job
  const around = await lookAround(deps, accountId, id)
  if (around === null) return false
  const now = deps.now()
  if (Date.parse(around.enrollment.dueAt) > now) {
    await deps.worker.transaction((tx) => settle(tx, job, around.enrollment.dueAt))
    return false
  }
  const prepared = await prepare(deps, around, now)
  return deps.worker
    .transaction((tx) => take(tx, { deps, job, around, prepared, now }))
    .catch((error: unknown) => {
      if (!isUnpaid(error)) throw error
      return deps.worker.transaction((tx) => waitForMoney(tx, job, iso(now + unpaidMs)))
    })
}

/** Null: there is nothing to do now: the person has left, or the drip stands still. */
async function lookAround(deps: DripDeps, accountId: string, id: string): Promise<Surroundings | null> {
  const { worker, numbers } = deps
  const enrollment = await selectEnrollment(worker, accountId, id)
  if (enrollment?.state !== 'active') return null
  const drip = await selectDrip(worker, accountId, enrollment.dripId)
  if (drip === null || drip.state === 'paused' || drip.state === 'archived') return null
  const definition = await selectDefinition(worker, accountId, enrollment)
  if (definition === null) return null
  const [contact = null] = await selectAudience(
    worker,
    accountId,
    ({ bind }) => `c.id = ${bind(enrollment.contactId)}::uuid`,
    { after: null, limit: 1 },
  )
  const number = (await numbers.byIds([definition.numberId])).get(definition.numberId)
  const accountZone = ((await selectPolicies(worker, [accountId])).get(accountId) ?? defaultSettings).timeZone
  const zone = contact?.timezone ?? (contact === null ? accountZone : zoneOf(contact, accountZone))
  const facts =
    contact && number?.accountId === accountId
      ? { contact, number, rules: await openLinkRules(worker, deps, accountId) }
      : null
  return { enrollment, definition, step: stepAt(definition, enrollment.step), contact, facts, zone }
}

const isSend = (step: DripStep | undefined): step is Extract<DripStep, { kind: 'send_template' | 'send_message' }> =>
  step?.kind === 'send_template' || step?.kind === 'send_message'

async function prepare(deps: DripDeps, around: Surroundings, now: number): Promise<PreparedSend | null> {
  const { step, facts, definition, enrollment, zone } = around
  if (!isSend(step) || facts === null) return null
  const { openHours } = definition
  if (openHours) {
    const { timezone = 'contact' } = openHours
    const opens = nextOpening(now, timezone === 'contact' ? zone : timezone, openHours)
    if (opens > now) return { kind: 'wait', until: iso(opens), reason: 'closed' }
  }
  return prepareSend(deps, step, { ...facts, enrollment }, now)
}

interface Turn {
  deps: DripDeps
  job: LongJob
  around: Surroundings
  prepared: PreparedSend | null
  now: number
}

async function take(tx: WorkerTransaction, one: Turn): Promise<boolean> {
  const { deps, job, around, prepared, now } = one
  const { accountId } = job
  const enrollment = await lockEnrollment(tx, accountId, job.key)
  if (enrollment?.state !== 'active') return false
  if (enrollment.rev !== around.enrollment.rev) return true // somebody moved the person meanwhile: looked at anew
  const reason = await reasonToLeave(tx, accountId, { ...around, enrollment }, now)
  if (reason !== null) {
    await leave(tx, accountId, ended(enrollment, reason))
    return false
  }
  const { step, definition, facts, zone } = around
  if (!step || !facts) {
    await leave(tx, accountId, ended(enrollment, 'finished'))
    return false
  }
  const taken = await takeStep(tx, step, {
    accountId,
    definition,
    enrollment,
    prepared,
    facts,
    zone,
    holds: deps.holds,
    now,
  })
  return settleTaken(tx, one, { step, enrollment, taken })
}

/** Why a person goes no further, looked at again at each step. */
async function reasonToLeave(
  tx: WorkerTransaction,
  accountId: string,
  { enrollment, definition, contact, facts, step }: Surroundings,
  now: number,
): Promise<EndReason | null> {
  const { exits, maxMessages, numberId } = definition
  const { contactId, enrolledAt, sent, seq } = enrollment
  if (contact === null) return 'contact_deleted'
  if (facts === null) return 'number_disconnected'
  if (seq >= maxSteps) return 'too_many_steps'
  if (exits.maxAgeDays !== undefined && Date.parse(enrolledAt) + exits.maxAgeDays * dayMs <= now) return 'max_age'
  if (isSend(step) && maxMessages !== null && sent >= maxMessages) return 'max_messages'
  if (exits.reply === 'any' && (await selectReply(tx, accountId, { contactId, numberId, since: enrolledAt })))
    return 'replied'
  const filter = { field: 'segment', op: 'in', value: [exits.segmentId] }
  if (exits.segmentId !== undefined && !(await isMatch(tx, accountId, { contactId, filter, now })))
    return 'segment_left'
  return null
}

async function leave(tx: WorkerTransaction, accountId: string, enrollment: Enrollment): Promise<void> {
  await updateEnrollments(tx, accountId, [enrollment])
  announceEnd(tx, accountId, enrollment)
}

/** Stores where the step has led. True: the person goes on at once. */
async function settleTaken(
  tx: WorkerTransaction,
  { job, now }: Turn,
  { step, enrollment, taken }: { step: DripStep; enrollment: Enrollment; taken: Taken },
): Promise<boolean> {
  const { accountId } = job
  if (taken.kind === 'stay') {
    const after = { ...enrollment, ...taken.change }
    await updateEnrollments(tx, accountId, [after])
    await settle(tx, job, after.dueAt)
    return false
  }
  const seq = enrollment.seq + 1
  const change = taken.kind === 'next' ? taken.change : {}
  const { id: enrollmentId, dripId, version } = enrollment
  const messageId = change?.lastMessageId ?? null
  const row = {
    enrollmentId,
    seq,
    dripId,
    version,
    step: step.key,
    kind: step.kind,
    outcome: taken.outcome,
    messageId,
    at: iso(now),
  }
  await insertSteps(tx, accountId, [row])
  const moved: Enrollment = {
    ...enrollment,
    ...{ seq, lastOutcome: taken.outcome, enteredAt: null, waitsFor: null, signal: null, dueAt: iso(now) },
    ...change,
  }
  if (taken.kind === 'end') await leave(tx, accountId, ended(moved, taken.reason, taken.goal ?? null))
  else if (taken.step === null) await leave(tx, accountId, ended(moved, 'finished'))
  else await updateEnrollments(tx, accountId, [{ ...moved, step: taken.step }])
  return taken.kind === 'next' && taken.step !== null
}

/** The job ends in the transaction of the step, and comes again when the next is due. */
async function settle(tx: WorkerTransaction, job: LongJob, dueAt: string): Promise<void> {
  tx.schedule(dripStep, { accountId: job.accountId, key: job.key, dueAt, payload: {} })
}

async function waitForMoney(tx: WorkerTransaction, job: LongJob, dueAt: string): Promise<boolean> {
  const enrollment = await lockEnrollment(tx, job.accountId, job.key)
  if (enrollment?.state !== 'active') return false
  await updateEnrollments(tx, job.accountId, [{ ...enrollment, dueAt }])
  await settle(tx, job, dueAt)
  return false
}

import { createHash } from 'node:crypto'
import { insertMessages } from '#messaging/messages/send/accept-message.ts'
import { HoldsRefused, holdFor, type MessageHolds } from '#messaging/messages/send/message-holds.ts'
import { GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { systemCaller } from '#tenancy/access/caller.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { selectAudience } from '../../campaigns/plan/plan-store.ts'
import { writeContacts } from '../../contacts/write/write-contacts.ts'
import { insertLinks } from '../../links/link-store.ts'
import { resolveFilter, toCondition } from '../../segments/resolve-filter.ts'
import {
  type BranchStep,
  type DripDefinition,
  type DripStep,
  type EndReason,
  nextOf,
  type SplitStep,
  type UpdateStep,
  type WaitStep,
} from '../drip.ts'
import type { Enrollment } from '../enrollments/enrollment.ts'
import { selectMessageState } from '../enrollments/enrollment-store.ts'
import type { PreparedSend, SendFacts } from './prepare-send.ts'
import { waitUntil } from './wait-until.ts'

/** Where a step leads. */
export type Taken =
  | { kind: 'next'; step: string | null; outcome: string; change?: Partial<Enrollment> }
  /** It is not over: it goes on when this is due. */
  | { kind: 'stay'; change: Partial<Enrollment> }
  | { kind: 'end'; reason: EndReason; goal?: string; outcome: string }

export interface StepFacts {
  accountId: string
  definition: DripDefinition
  enrollment: Enrollment
  /** Of a step that sends. */
  prepared: PreparedSend | null
  facts: Omit<SendFacts, 'enrollment'>
  zone: string
  holds?: MessageHolds | undefined
  now: number
}

const iso = (at: number): string => new Date(at).toISOString()

/** Takes one step of a person who is locked. Everything that it does is committed with where the person stands afterwards. */
export async function takeStep(tx: WorkerTransaction, step: DripStep, all: StepFacts): Promise<Taken> {
  const next = nextOf(all.definition, step)
  switch (step.kind) {
    case 'send_template':
    case 'send_message':
      return send(tx, step, all)
    case 'wait':
      return wait(tx, step, all)
    case 'branch':
      return { kind: 'next', step: (await chooseBranch(tx, step, all)) ?? next, outcome: 'taken' }
    case 'split':
      return { kind: 'next', step: choosePart(step, all.enrollment.id) ?? next, outcome: 'taken' }
    case 'update':
      return { kind: 'next', step: next, outcome: await update(tx, step, all) }
    case 'webhook':
      emitWebhookEvent(tx, step, all)
      return { kind: 'next', step: next, outcome: 'taken' }
    case 'goal':
      return { kind: 'end', reason: 'goal', goal: step.name, outcome: 'reached' }
    case 'exit':
      return { kind: 'end', reason: 'exit_step', outcome: 'taken' }
  }
}

async function send(
  tx: WorkerTransaction,
  step: Extract<DripStep, { kind: 'send_template' | 'send_message' }>,
  { accountId, definition, enrollment, prepared, holds, now, facts }: StepFacts,
): Promise<Taken> {
  if (prepared === null) throw new Error('A step that sends was not prepared')
  if (prepared.kind === 'wait') return { kind: 'stay', change: { dueAt: prepared.until, waitsFor: null } }
  const next = nextOf(definition, step)
  if (prepared.kind === 'skip')
    return step.onFailure === 'exit'
      ? { kind: 'end', reason: 'send_failed', outcome: `skipped:${prepared.reason}` }
      : { kind: 'next', step: next, outcome: `skipped:${prepared.reason}`, change: { lastMessageId: null } }
  const id = newId()
  const stored = await insertMessages(tx.query, [{ id, command: prepared.command }])
  if (stored.size === 0) return { kind: 'next', step: next, outcome: 'skipped:already_accepted' }
  for (const { item } of await holdFor(tx, holds, [{ id, command: prepared.command }])) tx.wake(item.laneId)
  tx.wake(prepared.command.laneId)
  const seq = enrollment.seq + 1
  const link = { origin: 'drip' as const, originId: enrollment.id, seq, contactId: enrollment.contactId }
  const times = { createdAt: iso(now), expiresAt: facts.rules.expiresAt }
  await insertLinks(
    tx,
    accountId,
    prepared.links.map((one) => ({ ...link, ...times, ...one })),
  )
  const attempt = enrollment.signal === 'again' ? enrollment.attempt : 0
  const change = { lastMessageId: id, lastSentAt: iso(now), sent: enrollment.sent + 1, attempt }
  return { kind: 'next', step: next, outcome: 'sending', change }
}

/** The wallet does not reach: the step waits. */
export const isUnpaid = (error: unknown): boolean => error instanceof HoldsRefused

async function wait(
  tx: WorkerTransaction,
  step: WaitStep,
  { accountId, definition, enrollment, zone, now }: StepFacts,
): Promise<Taken> {
  const next = nextOf(definition, step)
  const { event } = step
  if (enrollment.enteredAt !== null) {
    if (!event || enrollment.signal !== null) return { kind: 'next', step: next, outcome: event ? 'event' : 'waited' }
    return { kind: 'next', step: event.onTimeout === undefined ? next : event.onTimeout, outcome: 'timeout' }
  }
  if (event && (await hasHappened(tx, accountId, enrollment, event.on)))
    return { kind: 'next', step: next, outcome: 'event' }
  const sentAt =
    enrollment.lastOutcome === 'sending' && enrollment.lastSentAt !== null ? Date.parse(enrollment.lastSentAt) : null
  const until = waitUntil(step, { now, sentAt, zone })
  if (until <= now) return { kind: 'next', step: next, outcome: 'waited' }
  return { kind: 'stay', change: { enteredAt: iso(now), dueAt: iso(until), waitsFor: event?.on ?? null, signal: null } }
}

/** A message may have been read before the step began that waits for it. */
async function hasHappened(
  tx: WorkerTransaction,
  accountId: string,
  { lastMessageId }: Enrollment,
  on: string,
): Promise<boolean> {
  if (lastMessageId === null || (on !== 'read' && on !== 'delivered')) return false
  const state = (await selectMessageState(tx, accountId, lastMessageId))?.state
  return state === 'read' || state === on
}

async function chooseBranch(
  tx: WorkerTransaction,
  { cases }: BranchStep,
  { accountId, enrollment, now }: StepFacts,
): Promise<string | null> {
  const message = enrollment.lastMessageId
  const state = message === null ? null : ((await selectMessageState(tx, accountId, message))?.state ?? null)
  for (const { filter, outcome, goto } of cases) {
    if (outcome !== undefined && !isOutcome(outcome, enrollment.lastOutcome, state)) continue
    if (filter !== undefined && !(await isMatch(tx, accountId, { contactId: enrollment.contactId, filter, now })))
      continue
    return goto
  }
  return null
}

/** A message that was read has been delivered, and one that was delivered has been sent. */
function isOutcome(expected: string, last: string | null, state: string | null): boolean {
  const reached = {
    sent: ['sent', 'delivered', 'read'],
    delivered: ['delivered', 'read'],
    read: ['read'],
    failed: ['failed'],
  }[expected]
  if (reached) return state !== null && reached.includes(state)
  return expected === 'skipped' ? (last ?? '').startsWith('skipped') : last === expected
}

/** Whether a filter finds the person now. One that cannot be used any more finds nobody. */
export async function isMatch(
  tx: WorkerTransaction,
  accountId: string,
  { contactId, filter, now }: { contactId: string; filter: unknown; now: number },
): Promise<boolean> {
  const resolved = await resolveFilter(tx, accountId, filter).catch((error: unknown) => {
    if (error instanceof GatewayError && error.code === 'invalid_request') return null
    throw error
  })
  if (resolved === null) return false
  const condition = toCondition(resolved, new Date(now))
  const audience = await selectAudience(
    tx,
    accountId,
    (binder) => `c.id = ${binder.bind(contactId)}::uuid and ${condition(binder)}`,
    {
      after: null,
      limit: 1,
    },
  )
  return audience.length > 0
}

/** The same person always takes the same way. */
function choosePart({ key, parts }: SplitStep, enrollmentId: string): string | null {
  const digest = createHash('sha256').update(`${enrollmentId}|${key}`).digest()
  let left = (digest.readUInt32BE(0) / 2 ** 32) * parts.reduce((sum, { weight }) => sum + weight, 0)
  for (const { weight, goto } of parts) {
    left -= weight
    if (left < 0) return goto
  }
  return null
}

async function update(
  tx: WorkerTransaction,
  step: UpdateStep,
  { accountId, enrollment: { contactId: id } }: StepFacts,
): Promise<string> {
  const { addTags = [], removeTags = [], attributes } = step
  const writes = [
    ...(addTags.length > 0 || attributes
      ? [
          {
            id,
            ...(addTags.length > 0 && { tags: addTags }),
            ...(attributes && { attributes }),
            modes: { tags: 'append' as const },
          },
        ]
      : []),
    ...(removeTags.length > 0 ? [{ id, tags: removeTags, modes: { tags: 'remove' as const } }] : []),
  ]
  const options = { source: 'drip', by: null, onConflict: 'fail', known: 'update', unknown: 'refuse' } as const
  const { outcomes } = await writeContacts(tx.as(systemCaller(accountId)), writes, options)
  return outcomes.every(({ status }) => status === 'updated' || status === 'unchanged') ? 'taken' : 'skipped:refused'
}

function emitWebhookEvent(
  tx: WorkerTransaction,
  step: Extract<DripStep, { kind: 'webhook' }>,
  { accountId, enrollment, now }: StepFacts,
): void {
  const { id: enrollmentId, dripId, version, contactId, vars } = enrollment
  const data = { enrollmentId, dripId, version, contactId, step: step.key, name: step.name, vars: { ...vars } }
  tx.emit({ accountId, type: 'drip.step_reached', at: iso(now), data })
}

import { isObject } from '@dawk/cloud-api/json.ts'
import { type Fact, type Reaction, reaction } from '#tenancy/reactions.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { isRestrictive } from '../consent/consent-state.ts'
import { normalizePhrase, phrasesOf } from '../consent/signals/keywords.ts'
import { type AwaitedEvent, type DripDefinition, type EndReason, stepAt } from './drip.ts'
import type { DripDirectory } from './drip-directory.ts'
import { endEnrollments } from './enrollments/end-enrollment.ts'
import type { Enrollment } from './enrollments/enrollment.ts'
import {
  lockByIds,
  lockOfContacts,
  lockWaiting,
  reassignEnrollments,
  reportSteps,
  type StepReport,
  selectSteps,
  updateEnrollments,
} from './enrollments/enrollment-store.ts'
import { dripStep } from './run/drip-job.ts'
import { afterFailure } from './run/send-failures.ts'

type Directory = Pick<DripDirectory, 'findUsing'>
type Running = Enrollment & { accountId: string; definition: DripDefinition }

/** What people and their messages mean for drips, in the instant in which it becomes true. */
export function createDripReactions(directory: Directory): readonly Reaction[] {
  return [
    reaction({
      name: 'drips of replies',
      types: ['message.received'],
      react: (tx, facts) => applyReplies(tx, facts, directory),
    }),
    reaction({
      name: 'drips of opt-outs',
      types: ['contact.consent_changed'],
      async react(tx, facts) {
        const restricting = facts.filter(({ data }) => isRestrictive(data.after))
        await endAll(tx, await ofUsing(tx, restricting, directory), 'opted_out')
      },
    }),
    reaction({
      name: 'drips of deleted contacts',
      types: ['contact.deleted'],
      async react(tx, facts) {
        await endAll(tx, await ofUsing(tx, facts, directory), 'contact_deleted')
      },
    }),
    reaction({
      name: 'drips of merged contacts',
      types: ['contact.merged'],
      react: (tx, facts) => applyMerges(tx, facts, directory),
    }),
    reaction({
      name: 'drips of statuses',
      types: [
        'message.status.sent',
        'message.status.delivered',
        'message.status.read',
        'message.status.failed',
        'message.status.canceled',
      ],
      react: (tx, facts) => applyStatuses(tx, facts, directory),
    }),
    reaction({
      name: 'drips of link clicks',
      types: ['link.clicked'],
      async react(tx, facts) {
        const people = facts.flatMap(({ accountId, data: { contactId } }) =>
          contactId === null ? [] : [{ accountId, data: { contactId } }],
        )
        await signalAll(tx, await lockPeople(tx, await ofUsing(tx, people, directory)), 'link_clicked')
      },
    }),
  ]
}

async function ofUsing<One extends { accountId: string }>(
  tx: WorkerTransaction,
  facts: readonly One[],
  directory: Directory,
): Promise<One[]> {
  if (facts.length === 0) return []
  const using = await directory.findUsing([...new Set(facts.map(({ accountId }) => accountId))], tx)
  return facts.filter(({ accountId }) => using.has(accountId))
}

type OfContact = { accountId: string; data: { contactId: string } }

async function lockPeople(tx: WorkerTransaction, facts: readonly OfContact[]): Promise<Running[]> {
  if (facts.length === 0) return []
  const people = new Map(
    facts.map(({ accountId, data: { contactId } }) => [`${accountId} ${contactId}`, { accountId, contactId }]),
  )
  return lockOfContacts(tx, [...people.values()])
}

async function endAll(tx: WorkerTransaction, facts: readonly OfContact[], reason: EndReason): Promise<void> {
  for (const [accountId, own] of Map.groupBy(await lockPeople(tx, facts), (one) => one.accountId))
    await endEnrollments(
      tx,
      accountId,
      own.map((enrollment) => ({ enrollment, reason })),
    )
}

/** Who answers leaves where the drip says so; else a step that waits for an answer goes on. */
async function applyReplies(
  tx: WorkerTransaction,
  facts: readonly Fact<'message.received'>[],
  directory: Directory,
): Promise<void> {
  const own = (await ofUsing(tx, facts, directory)).flatMap((fact) => {
    const { contactId, groupId, message } = fact.data
    return contactId === null || groupId !== undefined
      ? []
      : [
          {
            accountId: fact.accountId,
            at: fact.at,
            data: { contactId },
            phrases: isObject(message) ? phrasesOf(message) : [],
          },
        ]
  })
  const running = await lockPeople(tx, own)
  const said = Map.groupBy(own, ({ accountId, data }) => `${accountId} ${data.contactId}`)
  const leaves = (one: Running) =>
    isExit(
      one.definition.exits.reply,
      (said.get(`${one.accountId} ${one.contactId}`) ?? []).flatMap(({ phrases }) => phrases),
    )
  for (const [accountId, people] of Map.groupBy(running.filter(leaves), (one) => one.accountId))
    await endEnrollments(
      tx,
      accountId,
      people.map((enrollment) => ({ enrollment, reason: 'replied' })),
    )
  await signalAll(
    tx,
    running.filter((one) => !leaves(one)),
    'reply',
  )
}

/** Whether an answer ends a drip. */
function isExit(rule: DripDefinition['exits']['reply'], phrases: readonly string[]): boolean {
  if (rule === undefined || rule === 'any') return rule === 'any'
  const words = new Set(rule.map(normalizePhrase))
  return phrases.some((phrase) => words.has(normalizePhrase(phrase)))
}

/** Steps that wait for this go on at once. */
async function signalAll(tx: WorkerTransaction, running: readonly Running[], signal: AwaitedEvent): Promise<void> {
  const waiting = running.filter(({ waitsFor }) => waitsFor === signal)
  const dueAt = new Date().toISOString()
  for (const [accountId, people] of Map.groupBy(waiting, (one) => one.accountId)) {
    await updateEnrollments(
      tx,
      accountId,
      people.map((one) => ({ ...one, waitsFor: null, signal, dueAt })),
    )
    for (const { id: key } of people) tx.schedule(dripStep, { accountId, key, dueAt, payload: {} })
  }
}

/** Two people who turn out to be one go on once in each drip. */
async function applyMerges(
  tx: WorkerTransaction,
  facts: readonly Fact<'contact.merged'>[],
  directory: Directory,
): Promise<void> {
  for (const { accountId, data } of await ofUsing(tx, facts, directory)) {
    const pair = { survivorId: data.contactId, absorbedId: data.mergedContactId }
    const both = await lockOfContacts(
      tx,
      [pair.survivorId, pair.absorbedId].map((contactId) => ({ accountId, contactId })),
    )
    const there = new Set(both.filter((one) => one.contactId === pair.survivorId).map(({ dripId }) => dripId))
    const twice = both.filter((one) => one.contactId === pair.absorbedId && there.has(one.dripId))
    await endEnrollments(
      tx,
      accountId,
      twice.map((enrollment) => ({ enrollment, reason: 'merged' })),
    )
    await reassignEnrollments(tx, accountId, pair)
  }
}

type StatusFact = Fact<
  | 'message.status.sent'
  | 'message.status.delivered'
  | 'message.status.read'
  | 'message.status.failed'
  | 'message.status.canceled'
>

/** Messages of no drip cost a look at their metadata. */
async function applyStatuses(tx: WorkerTransaction, facts: readonly StatusFact[], directory: Directory): Promise<void> {
  await signalWaiting(tx, await ofUsing(tx, facts, directory))
  const latest = new Map<string, StepReport>()
  for (const { accountId, data } of facts) {
    const { messageId, status, error, metadata } = data
    const of = isObject(metadata) ? metadata : {}
    const report = { accountId, messageId, outcome: status, code: error?.code ?? null }
    if (typeof of['enrollmentId'] === 'string' && Number.isSafeInteger(of['seq']))
      latest.set(messageId, { ...report, enrollmentId: of['enrollmentId'], seq: of['seq'] as number })
  }
  if (latest.size === 0) return
  const reports = [...latest.values()].filter(({ enrollmentId }) => /^[0-9a-f-]{36}$/.test(enrollmentId))
  await reportSteps(tx, reports)
  await followFailures(tx, reports)
}

/** Steps that wait for what becomes of the message before, which may be one of a campaign. */
async function signalWaiting(tx: WorkerTransaction, facts: readonly StatusFact[]): Promise<void> {
  const reached = facts.filter(({ data: { status } }) => status === 'delivered' || status === 'read')
  if (reached.length === 0) return
  const messages = reached.map(({ accountId, data: { messageId } }) => ({ accountId, messageId }))
  const waiting = await lockWaiting(tx, messages)
  const read = new Set(reached.filter(({ data }) => data.status === 'read').map(({ data }) => data.messageId))
  await signalAll(
    tx,
    waiting.filter(({ lastMessageId }) => read.has(lastMessageId ?? '')),
    'read',
  )
  await signalAll(tx, waiting, 'delivered')
}

async function followFailures(tx: WorkerTransaction, reports: readonly StepReport[]): Promise<void> {
  const failed = reports.filter(({ outcome }) => outcome === 'failed')
  if (failed.length === 0) return
  const running = await lockByIds(
    tx,
    failed.map(({ accountId, enrollmentId: id }) => ({ accountId, id })),
  )
  const byMessage = new Map(failed.map((one) => [one.messageId, one]))
  for (const one of running) {
    const report = one.lastMessageId === null ? undefined : byMessage.get(one.lastMessageId)
    if (report !== undefined) await applyFailure(tx, one, report)
  }
}

async function applyFailure(tx: WorkerTransaction, one: Running, { code, seq }: StepReport): Promise<void> {
  const { accountId, definition } = one
  const failed = await findStep(tx, one, seq)
  const step = failed === null ? undefined : stepAt(definition, failed)
  const result = step && afterFailure(step, one, { code, now: Date.now() })
  if (!result) return
  if (result.kind === 'exit') return endEnrollments(tx, accountId, [{ enrollment: one, reason: 'send_failed' }])
  await updateEnrollments(tx, accountId, [result.enrollment])
  tx.schedule(dripStep, { accountId, key: one.id, dueAt: result.enrollment.dueAt, payload: {} })
}

/** The key of the step that sent a message. */
async function findStep(tx: WorkerTransaction, { accountId, id }: Running, seq: number): Promise<string | null> {
  return (await selectSteps(tx, accountId, id)).find((one) => one.seq === seq)?.step ?? null
}

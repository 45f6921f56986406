import type { MessageStatusData } from '#events/catalogue.ts'
import type { Fact } from '#tenancy/reactions.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { policyReasons } from '../../policy/policy-reasons.ts'
import { effectOf } from '../feed/code-effects.ts'
import { campaignOf } from '../feed/hand-over.ts'
import { pauseFromFact } from '../pause-campaign.ts'
import { addCounts, type CounterChange } from './counter-store.ts'
import { applyOutcomes, type MovedRecipient, type OutcomeReport } from './outcome-store.ts'

export type StatusType =
  | 'message.status.sent'
  | 'message.status.delivered'
  | 'message.status.read'
  | 'message.status.failed'
  | 'message.status.canceled'

/** Moves the recipients of campaigns with their messages. Messages of no campaign cost a look at their metadata. */
export async function applyStatusFacts(tx: WorkerTransaction, facts: readonly Fact<StatusType>[]): Promise<void> {
  const latest = new Map<string, OutcomeReport>()
  for (const { accountId, at, data } of facts) {
    const of = campaignOf(data.metadata)
    if (of !== null && isUuid(of.campaignId)) latest.set(data.messageId, toReport({ accountId, ...of }, data, at))
  }
  if (latest.size === 0) return
  const moved = await applyOutcomes(tx, [...latest.values()])
  await pauseWhereAllWouldFail(tx, moved) // before the counters: in the order in which the feeder locks
  await addCounts(tx, moved.flatMap(toCounts))
}

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

function toReport(
  of: Pick<OutcomeReport, 'accountId' | 'campaignId' | 'seq'>,
  data: MessageStatusData,
  at: string,
): OutcomeReport {
  const { messageId, status, sentAt, readAt, failedAt, error } = data
  const deliveredAt = data.deliveredAt ?? readAt // who read it has got it
  const base = {
    ...of,
    messageId,
    sentAt: sentAt ?? deliveredAt,
    deliveredAt,
    readAt,
    failedAt: null,
    code: null,
    reason: null,
    at,
  }
  if (status !== 'failed') return { ...base, state: status }
  const stoppedBy =
    error?.code === null && error.details !== null && Object.hasOwn(policyReasons, error.details) ? error.details : null
  if (stoppedBy !== null) return { ...base, state: 'skipped', reason: stoppedBy }
  return {
    ...base,
    state: 'failed',
    failedAt,
    code: error?.code ?? null,
    reason: error?.unknown ? 'unknown_outcome' : null,
  }
}

/** How the counters change; each state and reason is counted in one place and taken from another. */
function toCounts(moved: MovedRecipient): CounterChange[] {
  const { accountId, campaignId, variant, was, state } = moved
  const change = (key: string, count: number) => ({ accountId, campaignId, variant, key, count })
  const why = detailOf(state, moved.reason, moved.code)
  const whyBefore = detailOf(was, moved.reasonBefore, moved.codeBefore)
  return [
    change(was, -1),
    change(state, 1),
    ...(whyBefore === null ? [] : [change(whyBefore, -1)]),
    ...(why === null ? [] : [change(why, 1)]),
    change('ever:sent', moved.sentNow),
    change('ever:delivered', moved.deliveredNow),
    change('ever:read', moved.readNow),
  ]
}

function detailOf(state: string, reason: string | null, code: number | null): string | null {
  if (state === 'skipped') return `skipped:${reason}`
  return state === 'failed' ? `failed:${code ?? reason ?? 'none'}` : null
}

/** A code that speaks of the template or of the number would fail everybody who is left. */
async function pauseWhereAllWouldFail(tx: WorkerTransaction, moved: readonly MovedRecipient[]): Promise<void> {
  const seen = new Set<string>()
  for (const { accountId, campaignId, state, code } of moved) {
    const effect = state === 'failed' && code !== null ? effectOf(code) : 'message'
    if ((effect !== 'template' && effect !== 'number') || seen.has(campaignId)) continue
    seen.add(campaignId)
    await pauseFromFact(tx, accountId, campaignId, { by: effect, reason: `A message failed with Meta's code ${code}.` })
  }
}

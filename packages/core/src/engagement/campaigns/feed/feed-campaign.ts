import type { CoreContext } from '#context.ts'
import type { MessageHolds } from '#messaging/messages/send/message-holds.ts'
import type { NumberDirectory } from '#messaging/numbers/number-directory.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import type { Campaign } from '../campaign.ts'
import { announce, statesOf } from '../campaign-events.ts'
import { lockCampaign, selectCampaign, writeCampaign } from '../campaign-store.ts'
import { addCounts, type CampaignCount, selectCounts } from '../outcome/counter-store.ts'
import { type PauseReason, pauseReasons } from '../pause-reasons.ts'
import { deleteOldUses, findTier } from './allowance-store.ts'
import { lookAtOutcomes } from './breaker.ts'
import { CampaignObstacle, type DecideDeps, decide } from './decide.ts'
import { endFeed, type Feed, type LaneRoom, leaveFeed, nextDue, selectQueued, selectRoom } from './feed-store.ts'
import { type Decision, type HandedOver, handOver, UnpaidRecipients } from './hand-over.ts'
import { afterPace, allowedByPace, laneTarget, nextByPace, rampLimit, roomIn } from './pace.ts'
import { recallForGood, recallToQueue } from './recall.ts'
import { sweepQueue } from './recall-store.ts'

export interface FeedDeps extends DecideDeps, Pick<CoreContext, 'worker' | 'log'> {
  numbers: Pick<NumberDirectory, 'byIds'>
  /** Absent: messages cost nothing here. */
  holds?: MessageHolds
  /** In milliseconds. */
  now(): number
}

/** People in one transaction. */
const maxBatch = 500
const sweepSize = 5000
/** Between two looks at a lane that is full. */
const restMs = 400
const laterMs = 2000
const progressMs = 10_000
const dayMs = 24 * 3600_000
const iso = (at: number) => new Date(at).toISOString()

interface Turn {
  deps: FeedDeps
  feed: Feed
  campaign: Campaign
  counts: readonly CampaignCount[]
  now: number
}

/** One turn of a campaign: hands over as many people as its lane, its pace and its allowance have room for, or ends what is over. */
export async function feedCampaign(deps: FeedDeps, feed: Feed): Promise<void> {
  const { worker } = deps
  const { accountId, campaignId } = feed
  const campaign = await selectCampaign(worker, accountId, campaignId)
  const counts = campaign === null ? [] : await selectCounts(worker, accountId, [campaignId])
  const now = deps.now()
  if (campaign?.state === 'running') return feedRunning({ deps, feed, campaign, counts, now })
  await worker.transaction((tx) => settleStopped(tx, feed, counts, now))
}

/** A campaign that was paused or canceled gives back what has not left. */
async function settleStopped(
  tx: WorkerTransaction,
  feed: Feed,
  counts: readonly CampaignCount[],
  now: number,
): Promise<void> {
  const { accountId, campaignId } = feed
  const campaign = await lockCampaign(tx, accountId, campaignId)
  if (campaign?.state === 'running') return leaveFeed(tx, feed, iso(now))
  if (campaign?.state === 'canceling') return settleCanceling(tx, { feed, campaign, counts, now })
  if (campaign?.state === 'paused') await recallToQueue(tx, accountId, campaign, counts)
  await endFeed(tx, accountId, campaignId)
}

async function settleCanceling(
  tx: WorkerTransaction,
  { feed, campaign, counts, now }: Omit<Turn, 'deps'>,
): Promise<void> {
  const { accountId, campaignId } = feed
  await recallForGood(tx, accountId, campaign, counts)
  const isEmpty = await sweep(tx, feed, { state: 'canceled', reason: null, now })
  const { sending = 0 } = statesOf(await selectCounts(tx, accountId, [campaignId]))
  if (!isEmpty || sending > 0) return leaveFeed(tx, feed, iso(now + (isEmpty ? restMs : 0)))
  await end(tx, accountId, { ...campaign, state: 'canceled', resumesTo: null }, now)
}

/** True: nobody is left in the queue. */
async function sweep(
  tx: WorkerTransaction,
  { accountId, campaignId }: Feed,
  { state, reason, now }: { state: 'canceled' | 'skipped'; reason: string | null; now: number },
): Promise<boolean> {
  const moved = await sweepQueue(tx, { accountId, campaignId, at: iso(now) }, { state, reason, limit: sweepSize })
  await addCounts(
    tx,
    moved.flatMap(({ variant, was, count }) => [
      { accountId, campaignId, variant, key: was, count: -count },
      { accountId, campaignId, variant, key: state, count },
      ...(reason === null ? [] : [{ accountId, campaignId, variant, key: `${state}:${reason}`, count }]),
    ]),
  )
  return moved.reduce((sum, { count }) => sum + count, 0) < sweepSize
}

async function end(tx: WorkerTransaction, accountId: string, campaign: Campaign, now: number): Promise<void> {
  const ended = { ...campaign, endedAt: iso(now), updatedAt: iso(now) }
  await writeCampaign(tx, accountId, ended)
  await endFeed(tx, accountId, campaign.id)
  announce(tx, accountId, ended, { counts: await selectCounts(tx, accountId, [campaign.id]) })
  await deleteOldUses(tx, accountId, now)
}

async function feedRunning(turn: Turn): Promise<void> {
  const { deps, feed, campaign, counts, now } = turn
  const { definition } = campaign
  const { tripped, seen } = lookAtOutcomes(definition.breaker, counts, feed.seen)
  if (tripped) return pause(turn, 'error_rate', `${tripped.failed} messages failed with Meta's code ${tripped.code}.`)
  if (definition.endsAt !== null && Date.parse(definition.endsAt) <= now) return endEarly(turn)
  const { numberId } = definition
  const [room, numbers] = [
    await selectRoom(deps.worker, { accountId: feed.accountId, numberId }, laneTarget(null)),
    await deps.numbers.byIds([numberId]),
  ]
  const number = numbers.get(numberId)
  if (room === null || !number) return pause(turn, 'number', 'The number was disconnected.')
  const known = { ...turn, feed: withProgress({ ...feed, seen: { ...feed.seen, ...seen } }, turn) }
  const announces = known.feed.seen['progressAt'] !== feed.seen['progressAt']
  const limit = limitOf(known, room)
  if (limit.count <= 0) return leave(known, limit.nextAt, limit.waitsFor, announces)
  const since = iso(now - dayMs)
  const queued = await selectQueued(deps.worker, { ...feed, numberId }, { now: iso(now), since, limit: limit.count })
  if (queued.length === 0) return finishOrWait(known, announces)
  try {
    const decisions = await decide(deps, { campaign, number }, queued, now)
    const handing = { decisions, allowance: await allowanceOf(turn), wasFull: queued.length === limit.count, announces }
    const isShort = await handOverPayable(known, handing)
    if (isShort) await pause(turn, 'balance', pauseReasons.balance)
  } catch (error) {
    if (!(error instanceof CampaignObstacle)) throw error
    await pause(turn, error.reason, error.message)
  }
}

interface Handing {
  decisions: readonly Decision[]
  allowance: number | null
  /** As many as there was room for. */
  wasFull: boolean
  announces: boolean
}

/** Hands over as many as the wallet reaches for. True: it does not reach for all. */
async function handOverPayable(turn: Turn, handing: Handing): Promise<boolean> {
  let { decisions } = handing
  while (true) {
    try {
      await handOverTogether(turn, { ...handing, decisions })
      return decisions.length < handing.decisions.length
    } catch (error) {
      if (!(error instanceof UnpaidRecipients)) throw error
      decisions = decisions.filter(({ recipient }) => !error.seqs.has(recipient.seq))
    }
  }
}

async function handOverTogether(turn: Turn, { decisions, allowance, wasFull, announces }: Handing): Promise<void> {
  const { deps, feed, campaign, counts, now } = turn
  const { accountId } = feed
  await deps.worker.transaction(async (tx) => {
    const handed = await handOver(tx, { accountId, campaign, decisions, allowance, holds: deps.holds, now })
    if (handed === null) return leaveFeed(tx, { ...feed, waitsFor: null }, iso(now))
    const { nextAt, waitsFor, pacedAt } = afterHandOver(turn, handed, wasFull)
    if (announces) announce(tx, accountId, campaign, { type: 'campaign.progress', counts })
    await leaveFeed(tx, { ...feed, pacedAt, waitsFor }, nextAt)
  })
}

/** Notes when progress was last announced. */
function withProgress(feed: Feed, { campaign, now }: Turn): Feed {
  const last = feed.seen['progressAt'] ?? Date.parse(campaign.startedAt ?? iso(now))
  return now - last < progressMs ? feed : { ...feed, seen: { ...feed.seen, progressAt: now } }
}

interface Limit {
  count: number
  nextAt: number
  waitsFor: string | null
}

/** How many may go now; when none may, until when. The ramp moves on here. */
function limitOf(turn: Turn, room: LaneRoom): Limit {
  const { feed, campaign, counts, now } = turn
  const { maxPerMinute, ramp } = campaign.definition
  if (room.pausedUntil !== null && Date.parse(room.pausedUntil) > now)
    return { count: 0, nextAt: Math.min(Date.parse(room.pausedUntil), now + 15_000), waitsFor: 'lane_paused' }
  const rampRoom = moveRamp(turn, handedOver(counts))
  if (rampRoom <= 0)
    return {
      count: 0,
      nextAt: Date.parse(feed.rampAt ?? iso(now)) + (ramp?.everyMinutes ?? 0) * 60_000,
      waitsFor: 'ramp',
    }
  const pacedAt = feed.pacedAt === null ? null : Date.parse(feed.pacedAt)
  const byPace = allowedByPace(maxPerMinute, pacedAt, now)
  if (byPace <= 0 && maxPerMinute !== null)
    return { count: 0, nextAt: nextByPace(maxPerMinute, pacedAt, now), waitsFor: null }
  return { count: Math.min(roomIn(room), byPace, rampRoom, maxBatch), nextAt: now + restMs, waitsFor: null }
}

/** People who were handed to the lane, whatever became of them. */
function handedOver(counts: readonly CampaignCount[]): number {
  const { sending = 0, sent = 0, delivered = 0, read = 0, failed = 0 } = statesOf(counts)
  return sending + sent + delivered + read + failed
}

/** How many more the present step of the ramp allows. */
function moveRamp({ feed, campaign, now }: Pick<Turn, 'feed' | 'campaign' | 'now'>, handed: number): number {
  const { definition, planned } = campaign
  const stepMs = (definition.ramp?.everyMinutes ?? 0) * 60_000
  if (feed.rampAt !== null && Date.parse(feed.rampAt) + stepMs <= now)
    Object.assign(feed, { rampStep: feed.rampStep + 1, rampAt: null })
  const left = rampLimit(definition.ramp, feed.rampStep, planned) - handed
  if (left <= 0 && feed.rampAt === null) feed.rampAt = iso(now)
  return left
}

/** Without the reserve; null: Meta sets no limit, or has not said. */
async function allowanceOf({ deps, feed, campaign }: Turn): Promise<number | null> {
  const tier = await findTier(deps.worker, feed.accountId, campaign.definition.numberId)
  return tier === null ? null : Math.floor((tier * (100 - campaign.definition.reservePercent)) / 100)
}

function afterHandOver(
  { feed, campaign, now }: Turn,
  { sent, exhausted }: HandedOver,
  wasFull: boolean,
): { nextAt: string; waitsFor: string | null; pacedAt: string | null } {
  const { maxPerMinute } = campaign.definition
  const before = feed.pacedAt === null ? null : Date.parse(feed.pacedAt)
  const pacedAt = maxPerMinute === null ? null : iso(afterPace(maxPerMinute, before, now, sent))
  if (exhausted) return { nextAt: exhausted.freeAt ?? iso(now + laterMs), waitsFor: 'tier_exhausted', pacedAt }
  return { nextAt: iso(wasFull ? now : now + restMs), waitsFor: null, pacedAt }
}

async function leave(
  { deps, feed, campaign, counts }: Turn,
  nextAt: number,
  waitsFor: string | null,
  announces: boolean,
): Promise<void> {
  await deps.worker.transaction(async (tx) => {
    if (announces) announce(tx, feed.accountId, campaign, { type: 'campaign.progress', counts })
    await leaveFeed(tx, { ...feed, waitsFor }, iso(nextAt))
  })
}

/** Nobody's turn has come: it goes on when the next one's does, or it is over when nobody is left and nothing is under way. */
async function finishOrWait(turn: Turn, announces: boolean): Promise<void> {
  const { deps, feed, now } = turn
  const due = await nextDue(deps.worker, feed.accountId, feed.campaignId)
  if (due !== null) return leave(turn, Math.max(Date.parse(due), now), null, announces)
  await deps.worker.transaction(async (tx) => {
    const locked = await lockCampaign(tx, feed.accountId, feed.campaignId)
    if (locked?.state !== 'running') return leaveFeed(tx, feed, iso(now))
    const { queued = 0, waiting = 0, sending = 0 } = statesOf(await selectCounts(tx, feed.accountId, [feed.campaignId]))
    if (queued + waiting + sending > 0) return leaveFeed(tx, { ...feed, waitsFor: null }, iso(now + restMs))
    await end(tx, feed.accountId, { ...locked, state: 'completed', pausedBy: null, reason: null }, now)
  })
}

async function endEarly({ deps, feed, now }: Turn): Promise<void> {
  await deps.worker.transaction(async (tx) => {
    const campaign = await lockCampaign(tx, feed.accountId, feed.campaignId)
    if (campaign?.state !== 'running') return leaveFeed(tx, feed, iso(now))
    const isEmpty = await sweep(tx, feed, { state: 'skipped', reason: 'ended', now })
    const { sending = 0 } = statesOf(await selectCounts(tx, feed.accountId, [feed.campaignId]))
    if (!isEmpty || sending > 0) return leaveFeed(tx, feed, iso(now + (isEmpty ? restMs : 0)))
    await end(tx, feed.accountId, { ...campaign, state: 'completed' }, now)
  })
}

async function pause({ deps, feed, campaign, counts, now }: Turn, by: PauseReason, reason: string): Promise<void> {
  deps.log.info({ accountId: feed.accountId, campaignId: campaign.id, by, reason }, 'a campaign was paused')
  await deps.worker.transaction(async (tx) => {
    const locked = await lockCampaign(tx, feed.accountId, campaign.id)
    if (locked?.state !== 'running') return leaveFeed(tx, feed, iso(now))
    const paused: Campaign = {
      ...locked,
      state: 'paused',
      pausedBy: by,
      reason,
      resumesTo: 'running',
      updatedAt: iso(now),
    }
    await writeCampaign(tx, feed.accountId, paused)
    if (by !== 'balance') await recallToQueue(tx, feed.accountId, paused, counts) // what is paid for may leave
    await endFeed(tx, feed.accountId, campaign.id)
    announce(tx, feed.accountId, paused)
  })
}

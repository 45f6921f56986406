import { createHash } from 'node:crypto'
import { GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { cancelJobs } from '#platform/jobs/job-store.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { type Campaign, isEnded } from './campaign.ts'
import { type CampaignContext, requireCampaign, requireLocked } from './campaign-context.ts'
import { announce, statesOf } from './campaign-events.ts'
import { selectCampaign, selectRetry, writeCampaign } from './campaign-store.ts'
import { draft, toSnapshot } from './campaigns.ts'
import { validateCampaign } from './check/validate-campaign.ts'
import { endFeed, startFeed } from './feed/feed-store.ts'
import { recallForGood, recallToQueue } from './feed/recall.ts'
import { selectCounts } from './outcome/counter-store.ts'
import { earliestStart } from './plan/local-instant.ts'
import { planCampaign } from './plan/plan-jobs.ts'
import type { RetryScope } from './plan/plan-store.ts'

/** Planning begins so long before the first person is due. */
const leadMs = 2 * 60_000

/**
 * Launches a draft: from here on its audience is frozen and it runs by itself. One that was launched already stays as it is.
 * @throws GatewayError `not_found`; `invalid_request` with every error of its check; `conflict` when it has ended
 */
export async function launchCampaign(ctx: CampaignContext, caller: Caller, id: string): Promise<Campaign> {
  assertScope(caller, 'campaigns:write')
  const known = await ctx.read(caller, (db) => requireCampaign(db, caller, id))
  if (known.state === 'draft') await assertLaunchable(ctx, caller, known)
  return ctx.transaction(caller, async (tx) => {
    const before = await requireLocked(tx, caller, id)
    if (isEnded(before.state) || before.state === 'canceling')
      throw new GatewayError('conflict', `The campaign is ${before.state}.`)
    if (before.state !== 'draft') return before
    return launch(tx, before)
  })
}

async function assertLaunchable(ctx: CampaignContext, caller: Caller, campaign: Campaign): Promise<void> {
  const { errors } = await validateCampaign(ctx, caller, campaign.id)
  if (errors.length === 0) return
  throw new GatewayError('invalid_request', 'The campaign cannot be launched.', {
    details: errors.map(({ field, message }) => ({ field, message })),
  })
}

async function launch(tx: UnitOfWork, before: Campaign): Promise<Campaign> {
  const now = Date.now()
  const at = new Date(now).toISOString()
  const startMs = earliestStart(before.definition.schedule, now)
  const isLater = startMs - leadMs > now
  const startsAt = new Date(Math.max(startMs, now)).toISOString()
  const after: Campaign = {
    ...before,
    state: isLater ? 'scheduled' : 'planning',
    launchedAt: at,
    startsAt,
    updatedAt: at,
  }
  await writeCampaign(tx, tx.caller.accountId, after)
  tx.schedule(planCampaign, {
    key: before.id,
    dueAt: new Date(isLater ? startMs - leadMs : now).toISOString(),
    payload: {},
  })
  tx.notify('campaigns', tx.caller.accountId)
  if (isLater) announce(tx, tx.caller.accountId, after)
  await tx.audit('campaign.launched', before.id, { before: toSnapshot(before), after: toSnapshot(after) })
  return after
}

/** Nothing leaves from here on but what is on its way. @throws GatewayError `not_found`; `conflict` unless it is under way */
export async function pauseCampaign(
  ctx: CampaignContext,
  caller: Caller,
  id: string,
): Promise<Campaign & { recalled: number }> {
  assertScope(caller, 'campaigns:write')
  return ctx.transaction(caller, async (tx) => {
    const before = await requireLocked(tx, caller, id)
    if (before.state === 'paused') return { ...before, recalled: 0 }
    if (!(before.state === 'scheduled' || before.state === 'planning' || before.state === 'running'))
      throw new GatewayError('conflict', `Only a campaign that is under way can be paused; this is ${before.state}.`)
    const { accountId } = caller
    const after: Campaign = {
      ...before,
      state: 'paused',
      pausedBy: 'user',
      reason: null,
      resumesTo: before.state,
      updatedAt: new Date().toISOString(),
    }
    await writeCampaign(tx, accountId, after)
    const recalled =
      before.state === 'running'
        ? await recallToQueue(tx, accountId, before, await selectCounts(tx, accountId, [id]))
        : 0
    await endFeed(tx, accountId, id)
    announce(tx, accountId, after)
    await tx.audit('campaign.paused', id, { before: toSnapshot(before), after: toSnapshot(after) })
    return { ...after, recalled }
  })
}

/** Goes on where it was. @throws GatewayError `not_found`; `conflict` unless it is paused */
export async function resumeCampaign(ctx: CampaignContext, caller: Caller, id: string): Promise<Campaign> {
  assertScope(caller, 'campaigns:write')
  return ctx.transaction(caller, async (tx) => {
    const before = await requireLocked(tx, caller, id)
    if (before.state === 'running' || before.state === 'planning' || before.state === 'scheduled') return before
    if (before.state !== 'paused')
      throw new GatewayError('conflict', `Only a paused campaign can be resumed; this is ${before.state}.`)
    const after = await resume(tx, before)
    announce(tx, caller.accountId, after, { type: 'campaign.resumed' })
    await tx.audit('campaign.resumed', id, { before: toSnapshot(before), after: toSnapshot(after) })
    return after
  })
}

/** The same in the instant of a fact, for one that was paused by another. Nothing happens where it is not paused. */
export async function resumeFromFact(tx: UnitOfWork, id: string): Promise<void> {
  const before = await requireLocked(tx, tx.caller, id)
  if (before.state !== 'paused') return
  announce(tx, tx.caller.accountId, await resume(tx, before), { type: 'campaign.resumed' })
}

/** One that missed its start begins now. */
async function resume(tx: UnitOfWork, before: Campaign): Promise<Campaign> {
  const { accountId } = tx.caller
  const now = new Date()
  const wasPlanning = before.resumesTo === 'planning'
  const isDue = before.resumesTo === 'scheduled' && Date.parse(before.startsAt ?? '') - leadMs <= now.getTime()
  const state = isDue ? 'planning' : (before.resumesTo ?? 'running')
  const after: Campaign = {
    ...before,
    state,
    pausedBy: null,
    reason: null,
    resumesTo: null,
    updatedAt: now.toISOString(),
  }
  await writeCampaign(tx, accountId, after)
  if (state === 'running') await startFeed(tx, accountId, before.id, now.toISOString())
  const dueAt = isDue
    ? now.toISOString()
    : new Date(Date.parse(before.startsAt ?? now.toISOString()) - leadMs).toISOString()
  // while it was being planned, the plan went on
  if (isDue || state === 'scheduled')
    tx.schedule(planCampaign, { key: before.id, dueAt, payload: {}, whenScheduled: wasPlanning ? 'keep' : 'replace' })
  return after
}

/** Nobody else gets it. `tooLate`: people whose message is on its way. @throws GatewayError `not_found`; `conflict` when it has ended */
export async function cancelCampaign(
  ctx: CampaignContext,
  caller: Caller,
  id: string,
): Promise<Campaign & { tooLate: number }> {
  assertScope(caller, 'campaigns:write')
  return ctx.transaction(caller, async (tx) => {
    const before = await requireLocked(tx, caller, id)
    if (before.state === 'canceling' || before.state === 'canceled') return { ...before, tooLate: 0 }
    if (isEnded(before.state)) throw new GatewayError('conflict', `The campaign is ${before.state}.`)
    const { accountId } = caller
    const counts = await selectCounts(tx, accountId, [id])
    const { sending = 0 } = statesOf(counts)
    const recalled = await recallForGood(tx, accountId, before, counts)
    const after = await stop(tx, before)
    await tx.audit('campaign.canceled', id, { before: toSnapshot(before), after: toSnapshot(after) })
    return { ...after, tooLate: sending - recalled }
  })
}

/** Those who waited are moved by the feeder, many at a time. */
async function stop(tx: UnitOfWork, before: Campaign): Promise<Campaign> {
  const { accountId } = tx.caller
  const at = new Date().toISOString()
  const hasPeople = before.launchedAt !== null
  const base = { ...before, pausedBy: null, reason: null, resumesTo: null, updatedAt: at }
  const after: Campaign = hasPeople ? { ...base, state: 'canceling' } : { ...base, state: 'canceled', endedAt: at }
  await writeCampaign(tx, accountId, after)
  await cancelJobs(tx, planCampaign, [{ accountId, key: before.id }])
  if (hasPeople) await startFeed(tx, accountId, before.id, at)
  else announce(tx, accountId, after)
  return after
}

/**
 * Sends once more to exactly the people of a campaign who failed, were skipped or got nothing, by a campaign of its own with their
 * frozen values. Asked for again it is the same campaign.
 * @throws GatewayError `not_found`; `conflict` unless the campaign has ended
 */
export async function retryCampaign(
  ctx: CampaignContext,
  caller: Caller,
  id: string,
  scope: RetryScope,
): Promise<Campaign> {
  assertScope(caller, 'campaigns:write')
  return ctx.transaction(caller, async (tx) => {
    const parent = await requireLocked(tx, caller, id)
    if (!isEnded(parent.state) || parent.state === 'failed')
      throw new GatewayError('conflict', `Only a campaign that has ended can be retried; this is ${parent.state}.`)
    const retryKey = createHash('sha256')
      .update(JSON.stringify([scope.scope, scope.codes, scope.recipients]))
      .digest('base64url')
    const known = await selectRetry(tx, caller.accountId, { parentId: id, retryKey })
    const same = known && (await selectCampaign(tx, caller.accountId, known.id))
    return same ?? startRetry(tx, parent, scope, retryKey)
  })
}

async function startRetry(tx: UnitOfWork, parent: Campaign, again: RetryScope, retryKey: string): Promise<Campaign> {
  const at = new Date().toISOString()
  const definition = { ...parent.definition, schedule: null, holdoutPercent: 0, endsAt: null }
  const campaign: Campaign = {
    ...draft,
    ...{ id: newId(), name: `${parent.name} (${again.scope})`.slice(0, 200), definition, parentId: parent.id },
    ...{ state: 'planning', createdAt: at, updatedAt: at, launchedAt: at, startsAt: at },
  }
  await writeCampaign(tx, tx.caller.accountId, campaign, retryKey)
  tx.schedule(planCampaign, { key: campaign.id, payload: { again } })
  tx.notify('campaigns', tx.caller.accountId)
  await tx.audit('campaign.retried', campaign.id, { before: null, after: toSnapshot(campaign) })
  return campaign
}

import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { type JobHandler, jobKind, type LongJob, longJobs } from '#platform/jobs/job.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import type { LinkRules } from '../../links/link.ts'
import { type LinkContext, openLinkRules } from '../../links/link-settings.ts'
import { insertLinks, selectLinksOf } from '../../links/link-store.ts'
import { defaultSettings } from '../../policy/policy-settings.ts'
import { selectPolicies } from '../../policy/policy-store.ts'
import type { Campaign } from '../campaign.ts'
import { announce } from '../campaign-events.ts'
import { lockCampaign, writeCampaign } from '../campaign-store.ts'
import { startFeed } from '../feed/feed-store.ts'
import { addCounts, countPlanned } from '../outcome/counter-store.ts'
import { asksContacts, resolveAudience } from './audience.ts'
import { hasLinks } from './bindings.ts'
import { renewLinks } from './personal-links.ts'
import { type Candidate, createPlanner } from './plan-recipients.ts'
import { readContacts, readEntries } from './plan-sources.ts'
import {
  type FailedRecipient,
  insertRecipients,
  type PlannedRecipient,
  type RetryScope,
  selectPlannedSeqs,
  selectRecipientsAgain,
} from './plan-store.ts'

/** Freezes the audience of a campaign, whose id is the key. */
export const planCampaign = jobKind<PlanPayload>('campaign_plan')

export interface PlanPayload {
  /** To which people of its parent the campaign sends again; absent: it has an audience. */
  again?: RetryScope
}

/** How far the plan has come. */
interface PlanProgress {
  source: 'contacts' | 'entries' | 'again'
  after: string | null
  seq: number
  duplicates: number
  /** The instant of the plan, for filters and for what is due at once. */
  now: string
}

type PlanJob = LongJob<PlanPayload, PlanProgress>
type PlanContext = Pick<CoreContext, 'worker' | 'log'> & LinkContext

/** People in one transaction: large enough that a million take about a minute, small enough that memory stays flat. */
const batchSize = 4000

/** A campaign is planned batch by batch, each in one transaction with how far it has come: a crash repeats and leaves out nobody. */
export const createPlanJobs = (ctx: PlanContext): JobHandler<WorkerTransaction> =>
  longJobs<PlanPayload, PlanProgress>({
    kind: planCampaign,
    async run(job) {
      const campaign = await begin(ctx, job)
      if (campaign === null) return
      await plan(ctx, job, campaign).catch((error: unknown) => failPlan(ctx, job, error))
    },
  })

/** Null: there is nothing to plan any more, or it comes too late. */
async function begin({ worker }: PlanContext, { accountId, key }: PlanJob): Promise<Campaign | null> {
  return worker.transaction(async (tx) => {
    const campaign = await lockCampaign(tx, accountId, key)
    if (campaign === null) return null
    if (campaign.state === 'planning' || campaign.resumesTo === 'planning') return campaign
    if (campaign.state !== 'scheduled') return null
    const now = new Date()
    const after = startOrLate(campaign, now)
    await writeCampaign(tx, accountId, after)
    if (after.state !== 'planning') announce(tx, accountId, after)
    return after.state === 'planning' ? after : null
  })
}

/** What a missed start leads to. */
function startOrLate(campaign: Campaign, now: Date): Campaign {
  const { maxDelayMinutes, action } = campaign.definition.latePolicy
  const lateMs = now.getTime() - Date.parse(campaign.startsAt ?? now.toISOString())
  const changed = { ...campaign, updatedAt: now.toISOString() }
  if (lateMs <= maxDelayMinutes * 60_000 || action === 'send') return { ...changed, state: 'planning' }
  const reason = `The start was missed by ${Math.round(lateMs / 60_000)} minutes.`
  if (action === 'cancel') return { ...changed, state: 'canceled', reason, endedAt: now.toISOString() }
  return { ...changed, state: 'paused', pausedBy: 'late', reason, resumesTo: 'scheduled' }
}

async function plan(ctx: PlanContext, job: PlanJob, campaign: Campaign): Promise<void> {
  const { accountId, signal } = job
  const isAgain = job.payload.again !== undefined
  const first = isAgain ? 'again' : asksContacts(campaign.definition.audience) ? 'contacts' : 'entries'
  let progress: PlanProgress | null = job.progress ?? {
    ...{ source: first, after: null, seq: 0, duplicates: 0 },
    now: new Date().toISOString(),
  }
  const { definition } = campaign
  const now = Date.parse(progress.now)
  const timeZone = (await selectPolicies(ctx.worker, [accountId])).get(accountId)?.timeZone ?? defaultSettings.timeZone
  const makesLinks = [definition, ...definition.variants].some(({ bindings }) => hasLinks(bindings))
  const links = makesLinks ? await openLinkRules(ctx.worker, ctx, accountId, now) : undefined
  const toRecipient = createPlanner({ campaignId: campaign.id, definition, timeZone, now, ...(links && { links }) })
  const condition = await resolveAudience(ctx.worker, accountId, definition.audience, new Date(now))
  const source = { accountId, campaignId: campaign.id, limit: batchSize }

  const next = async (tx: WorkerTransaction, { after, seq, source: from }: PlanProgress): Promise<Page> => {
    if (from === 'again') return readAgain(tx, { job, campaign, after, seq, links, now: progress?.now ?? '' })
    const page = await (from === 'contacts'
      ? readContacts(tx, source, condition, after)
      : readEntries(tx, source, after))
    return { ...page, recipients: page.candidates.map((one: Candidate, at) => toRecipient(one, seq + at + 1)) }
  }

  while (progress !== null) {
    signal.throwIfAborted()
    const current: PlanProgress = progress
    progress = await ctx.worker.transaction((tx) =>
      planBatch(tx, job, current, { links, read: (from) => next(tx, from) }),
    )
  }
}

interface Page {
  recipients: PlannedRecipient[]
  next: string | null
}

/** Null: that was the last batch, or the campaign was canceled. */
async function planBatch(
  tx: WorkerTransaction,
  job: PlanJob,
  progress: PlanProgress,
  { read, links }: { read: (from: PlanProgress) => Promise<Page>; links: LinkRules | undefined },
): Promise<PlanProgress | null> {
  const { accountId, key: campaignId } = job
  const campaign = await lockCampaign(tx, accountId, campaignId)
  if (campaign === null || !(campaign.state === 'planning' || campaign.resumesTo === 'planning')) {
    await job.complete(tx)
    return null
  }
  const page = await read(progress)
  const at = new Date().toISOString()
  const added =
    page.recipients.length === 0 ? [] : await insertRecipients(tx, { accountId, campaignId, at }, page.recipients)
  await addCounts(
    tx,
    added.flatMap(({ variant, state, reason, count }) => [
      { accountId, campaignId, variant, key: state, count },
      ...(reason === null ? [] : [{ accountId, campaignId, variant, key: `${state}:${reason}`, count }]),
    ]),
  )
  if (links) await storeLinks(tx, { accountId, campaignId, at, expiresAt: links.expiresAt }, page.recipients)
  const addedCount = added.reduce((sum, { count }) => sum + count, 0)
  const after = {
    ...progress,
    after: page.next,
    seq: progress.seq + page.recipients.length,
    duplicates: progress.duplicates + page.recipients.length - addedCount,
  }
  const goesOn = page.next !== null || progress.source === 'contacts'
  if (!goesOn) return endPlan(tx, job, campaign, after)
  const saved: PlanProgress = page.next === null ? { ...after, source: 'entries' } : after
  await job.save(tx, saved)
  return saved
}

/** Of those who are recipients: somebody who was there already keeps theirs. */
async function storeLinks(
  tx: WorkerTransaction,
  { accountId, campaignId, at, expiresAt }: { accountId: string; campaignId: string; at: string; expiresAt: string },
  recipients: readonly PlannedRecipient[],
): Promise<void> {
  const linked = recipients.filter(({ links }) => links.length > 0)
  const seqs = linked.map(({ seq }) => seq)
  const present = await selectPlannedSeqs(tx, { accountId, campaignId }, seqs)
  const base = { origin: 'campaign' as const, originId: campaignId, createdAt: at, expiresAt }
  await insertLinks(
    tx,
    accountId,
    linked
      .filter(({ seq }) => present.has(seq))
      .flatMap(({ seq, contactId, links }) => links.map((link) => ({ ...base, seq, contactId, ...link }))),
  )
}

/** The campaign runs from here on; one that was paused meanwhile will when it is resumed. */
async function endPlan(
  tx: WorkerTransaction,
  job: PlanJob,
  campaign: Campaign,
  { duplicates }: PlanProgress,
): Promise<null> {
  const { accountId } = job
  const at = new Date().toISOString()
  const planned = await countPlanned(tx, accountId, campaign.id)
  const done = { ...campaign, planned, duplicates, startedAt: at, updatedAt: at }
  const after: Campaign =
    campaign.state === 'planning' ? { ...done, state: 'running' } : { ...done, resumesTo: 'running' }
  await writeCampaign(tx, accountId, after)
  if (after.state === 'running') {
    await startFeed(tx, accountId, campaign.id, at)
    announce(tx, accountId, after, { type: 'campaign.started' })
  }
  await job.complete(tx)
  return null
}

async function readAgain(
  tx: WorkerTransaction,
  from: {
    job: PlanJob
    campaign: Campaign
    after: string | null
    seq: number
    links: LinkRules | undefined
    now: string
  },
): Promise<Page> {
  const { job, campaign, links: rules } = from
  const scope = job.payload.again
  if (scope === undefined || campaign.parentId === null) return { recipients: [], next: null }
  const rows = await selectRecipientsAgain(
    tx,
    { accountId: job.accountId, parentId: campaign.parentId, scope },
    { after: Number(from.after ?? 0), limit: batchSize },
  )
  const seqs = rows.map(({ parentSeq }) => parentSeq)
  const known = rules ? await selectLinksOf(tx, job.accountId, { originId: campaign.parentId, seqs }) : []
  const bySeq = Map.groupBy(known, ({ seq }) => seq)
  const renew = ({ parentSeq, params }: FailedRecipient) =>
    rules ? renewLinks(rules, campaign.id, { params, links: bySeq.get(parentSeq) ?? [] }) : { params, links: [] }
  return {
    recipients: rows.map((row, at) => ({
      ...withoutParent(row),
      ...renew(row),
      seq: from.seq + at + 1,
      state: 'queued' as const,
      reason: null,
      dueAt: from.now,
    })),
    next: rows.length < batchSize ? null : String(rows.at(-1)?.parentSeq ?? 0),
  }
}

const withoutParent = ({ parentSeq: _, ...row }: FailedRecipient) => row

/** What a segment or a filter no longer allows ends the plan; all else is tried again. */
async function failPlan({ worker, log }: PlanContext, job: PlanJob, error: unknown): Promise<void> {
  if (!(error instanceof GatewayError) || error.code !== 'invalid_request') throw error
  const { accountId, key } = job
  log.info({ accountId, campaignId: key, err: error }, 'a campaign could not be planned')
  await worker.transaction(async (tx) => {
    const campaign = await lockCampaign(tx, accountId, key)
    if (campaign === null) return
    const at = new Date().toISOString()
    const reason = error.details[0] ? `${error.details[0].field} ${error.details[0].message}` : error.message
    const after: Campaign = { ...campaign, state: 'failed', reason, resumesTo: null, endedAt: at, updatedAt: at }
    await writeCampaign(tx, accountId, after)
    announce(tx, accountId, after)
    await job.complete(tx)
  })
}

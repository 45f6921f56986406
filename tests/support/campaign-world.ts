import { randomUUID } from 'node:crypto'
import { type CampaignDefinition, defaultDefinition, type ListEntry } from '@dawk/core/engagement/campaigns/campaign.ts'
import { createCampaign, getCampaign } from '@dawk/core/engagement/campaigns/campaigns.ts'
import { createFeeder } from '@dawk/core/engagement/campaigns/feed/feeder.ts'
import { createCampaignDirectory } from '@dawk/core/engagement/campaigns/outcome/campaign-directory.ts'
import { createCampaignReactions } from '@dawk/core/engagement/campaigns/outcome/campaign-reactions.ts'
import { createPlanJobs } from '@dawk/core/engagement/campaigns/plan/plan-jobs.ts'
import { launchCampaign } from '@dawk/core/engagement/campaigns/run-campaign.ts'
import { createConsentReactions } from '@dawk/core/engagement/consent/signals/consent-reactions.ts'
import { createDripDirectory } from '@dawk/core/engagement/drips/drip-directory.ts'
import { createDripReactions } from '@dawk/core/engagement/drips/drip-reactions.ts'
import { createStepJobs } from '@dawk/core/engagement/drips/run/step-jobs.ts'
import { createPolicyCheck } from '@dawk/core/engagement/policy/policy-check.ts'
import { createPolicyDirectory } from '@dawk/core/engagement/policy/policy-directory.ts'
import { createPolicyReactions } from '@dawk/core/engagement/policy/policy-reactions.ts'
import type { MessageReport } from '@dawk/core/messaging/messages/reports/advance-message.ts'
import { applyReports } from '@dawk/core/messaging/messages/reports/apply-reports.ts'
import { createSendMessage } from '@dawk/core/messaging/messages/send/send-message.ts'
import { createNumberDirectory } from '@dawk/core/messaging/numbers/number-directory.ts'
import { templateContract } from '@dawk/core/messaging/templates/contract/template-contract.ts'
import { createTemplateDirectory } from '@dawk/core/messaging/templates/send-check/template-directory.ts'
import { createJobWorker } from '@dawk/core/platform/jobs/job-worker.ts'
import { systemCaller } from '@dawk/core/tenancy/access/caller.ts'
import { openCore, unitsOfWork } from './core.ts'

export type CampaignWorld = Awaited<ReturnType<typeof openCampaignWorld>>

let phones = 0
/** People of India whom nobody else has. */
export const newPhones = (count: number): string[] =>
  Array.from({ length: count }, () => `9198${String(++phones).padStart(8, '0')}`)
export const toList = (all: readonly string[]): ListEntry[] => all.map((phone) => ({ phone, userId: null, vars: {} }))

/** Campaigns on the core alone, with a clock that the test moves. Messages leave when the test says so. */
export async function openCampaignWorld() {
  const core = await openCore()
  const { db, log } = core
  const clock = { offsetMs: 0 }
  const now = () => Date.now() + clock.offsetMs
  const policies = createPolicyDirectory(db.worker)
  const directory = createCampaignDirectory()
  const dripDirectory = createDripDirectory()
  const reactions = [
    ...createConsentReactions({ secrets: () => core.secrets, policies }),
    ...createPolicyReactions({ policies }),
    ...createCampaignReactions(directory),
    ...createDripReactions(dripDirectory),
  ]
  let jobs: ReturnType<typeof createJobWorker> | null = null
  const units = unitsOfWork(db, {
    reactions,
    wakeJobs: () => jobs?.wake(),
    deliver(_, accountId) {
      policies.forget(accountId)
      directory.forget(accountId)
      dripDirectory.forget(accountId)
    },
  })
  const ctx = { ...core, ...units, log }
  const numbers = createNumberDirectory(ctx)
  const templates = createTemplateDirectory(ctx)
  const { check, send } = createSendMessage({
    acceptor: core.acceptor,
    batches: { acceptBatch: () => Promise.reject(new Error('no batches here')) },
    checks: [createPolicyCheck({ ...ctx, policies, templates })],
  })
  const account = await core.newAccount()
  const caller = systemCaller(account.accountId)
  const publicUrl = () => 'https://dawk.example'
  const campaigns = { ...ctx, numbers, send, publicUrl }
  jobs = createJobWorker({
    ...units,
    log,
    handlers: [
      createPlanJobs({ ...ctx, publicUrl }),
      createStepJobs({ ...ctx, numbers, templates, check, publicUrl, now }),
    ],
    now: () => new Date(now()).toISOString(),
  })
  jobs.start()
  const feederOf = () => createFeeder({ ...ctx, numbers, templates, check, now })
  const feeder = feederOf()
  const wabaId = `9${account.phoneNumberId}`

  async function addTemplate(name: string, category = 'MARKETING'): Promise<string> {
    const id = randomUUID()
    const components = [{ type: 'BODY', text: 'Hello from the shop' }]
    await db.worker.query(
      `insert into template_syncs (account_id, waba_id, synced_at) values ($1, $2, now()) on conflict (account_id, waba_id) do update set synced_at = excluded.synced_at`,
      [account.accountId, wabaId],
    )
    await db.worker.query(
      `insert into templates (id, account_id, waba_id, meta_id, name, language, category, status, quality, flagged, parameter_format, components, contract, status_at, synced_at)
       values ($1, $2, $3, $4, $5, 'en', $6, 'APPROVED', 'GREEN', false, 'POSITIONAL', $7::jsonb, $8::jsonb, now(), now())`,
      [
        id,
        account.accountId,
        wabaId,
        String(Number.parseInt(id.slice(0, 8), 16)),
        name,
        category,
        JSON.stringify(components),
        JSON.stringify(templateContract(components, 'POSITIONAL')),
      ],
    )
    return id
  }
  await addTemplate('offer')

  async function draft(list: readonly ListEntry[], change: Partial<CampaignDefinition> = {}): Promise<string> {
    const definition = {
      ...defaultDefinition,
      audience: {},
      numberId: account.numberId,
      template: { name: 'offer', language: 'en' },
      ...change,
    }
    return (await createCampaign(campaigns, caller, { name: 'Offer', definition, list })).id
  }

  /** Until its audience is frozen. */
  async function plan(): Promise<void> {
    for (;;) {
      const { open } = await db.worker.one<{ open: number }>(
        `select count(*)::int as open from jobs where kind = 'campaign_plan' and due_at < 'infinity'`,
      )
      if (open === 0) break
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  }

  async function launched(list: readonly ListEntry[], change: Partial<CampaignDefinition> = {}): Promise<string> {
    const id = await draft(list, change)
    await launchCampaign(campaigns, caller, id)
    await plan()
    return id
  }

  /** Messages that wait in the lane. */
  const waiting = () =>
    db.worker.many<{ id: string; to: string }>(
      `select m.id, m.peer as to from lane_items i join messages m on m.account_id = i.account_id and m.id = i.ref
        where i.account_id = $1 and i.event_id is null and i.started_at is null order by i.id`,
      [account.accountId],
    )

  /** They leave the lane, and Meta says what became of them. */
  async function depart(ids: readonly string[], ...statuses: Partial<MessageReport>[]): Promise<void> {
    await db.worker.query(
      `delete from lane_items where account_id = $1 and ref = any ($2::uuid[]) and event_id is null`,
      [account.accountId, ids],
    )
    const made = ids.flatMap((messageId) =>
      statuses.map((status, place) => ({
        accountId: account.accountId,
        messageId,
        report: {
          status: 'sent',
          at: new Date(now() + place * 1000).toISOString(),
          wamid: `wamid.${messageId}`,
          ...status,
        } as MessageReport,
      })),
    )
    for (let start = 0; start < made.length; start += 500)
      await units.worker.transaction((tx) => applyReports(tx, made.slice(start, start + 500)))
  }

  /** Rounds of the feeder, with everything in the lane read at once, until nothing moves. Returns who was sent to. */
  async function run(
    statuses: Partial<MessageReport>[] = [{ status: 'sent' }, { status: 'delivered' }, { status: 'read' }],
    rounds = 60,
  ): Promise<string[]> {
    const sentTo: string[] = []
    for (let idle = 0, round = 0; idle < 3 && round < rounds; round += 1) {
      clock.offsetMs += 500
      const fed = await feeder.feedOnce()
      const ready = await waiting()
      await depart(
        ready.map(({ id }) => id),
        ...statuses,
      )
      sentTo.push(...ready.map(({ to }) => to))
      idle = fed === 0 && ready.length === 0 ? idle + 1 : 0
    }
    return sentTo
  }

  const get = (id: string) => getCampaign(ctx, caller, id)

  /** The counters, and the same from the rows. */
  async function sums(id: string): Promise<{ counted: Record<string, number>; actual: Record<string, number> }> {
    const { counts } = await get(id)
    const counted: Record<string, number> = {}
    for (const { key, count } of counts)
      if (!/^(clicked|failed|skipped):/.test(key)) counted[key] = (counted[key] ?? 0) + count
    const rows = await db.worker.many<{ key: string; count: number }>(
      `select state as key, count(*)::int as count from campaign_recipients where account_id = $1 and campaign_id = $2::uuid group by 1
       union all select k.key, count(*)::int from campaign_recipients r cross join lateral (values ('ever:sent', r.sent_at), ('ever:delivered', r.delivered_at),
         ('ever:read', r.read_at), ('did:replied', r.replied_at), ('did:clicked', r.clicked_at), ('did:tapped', r.tapped_at), ('did:link_clicked', r.link_clicked_at), ('did:opted_out', r.opted_out_at)) as k(key, at)
        where r.account_id = $1 and r.campaign_id = $2::uuid and k.at is not null group by 1`,
      [account.accountId, id],
    )
    return { counted, actual: Object.fromEntries(rows.map(({ key, count }) => [key, count])) }
  }

  return {
    ...account,
    ...{ core, ctx, db, units, caller, campaigns, clock, now, policies, feeder, feederOf },
    wakeJobs: () => jobs?.wake(),
    ...{ addTemplate, draft, launched, plan, waiting, depart, run, get, sums },
    async close() {
      await jobs?.stop()
      await core.close()
    },
  }
}

import { fileURLToPath } from 'node:url'
import { type CloudApiClient, createCloudApiClient } from '@dawk/cloud-api/client.ts'
import { paymentJobs } from '@dawk/core/commerce/payments/payment-jobs.ts'
import type { PaymentVendors } from '@dawk/core/commerce/payments/payment-vendor.ts'
import { createPricingDirectory } from '@dawk/core/commerce/pricing/pricing-directory.ts'
import { createStripePayments } from '@dawk/core/commerce/subscriptions/stripe-payments.ts'
import type { CoreContext } from '@dawk/core/context.ts'
import { createBotDirectory } from '@dawk/core/engagement/bots/bot-directory.ts'
import { createEffectJobs } from '@dawk/core/engagement/bots/outside/effect-jobs.ts'
import { createTurnJobs } from '@dawk/core/engagement/bots/turns/turn-jobs.ts'
import { createFeeder } from '@dawk/core/engagement/campaigns/feed/feeder.ts'
import { createCampaignDirectory } from '@dawk/core/engagement/campaigns/outcome/campaign-directory.ts'
import { createConfirmationJobs } from '@dawk/core/engagement/consent/signals/opt-out-confirmation.ts'
import { createDripDirectory } from '@dawk/core/engagement/drips/drip-directory.ts'
import { createStepJobs } from '@dawk/core/engagement/drips/run/step-jobs.ts'
import { createInboxDirectory } from '@dawk/core/engagement/inbox/settings/inbox-directory.ts'
import { createLinkFollower } from '@dawk/core/engagement/links/follow-link.ts'
import { createMarketingDepartures } from '@dawk/core/engagement/policy/marketing-departures.ts'
import { createPolicyCheck } from '@dawk/core/engagement/policy/policy-check.ts'
import { createPolicyDirectory } from '@dawk/core/engagement/policy/policy-directory.ts'
import { rejectMagicNumbers } from '@dawk/core/engagement/policy/sandbox-refusals.ts'
import { createSuspensionCheck } from '@dawk/core/engagement/policy/suspension-check.ts'
import { createEventHorizon } from '@dawk/core/events/event-horizon.ts'
import { createEventTail } from '@dawk/core/events/event-tail.ts'
import { createApplyJobs } from '@dawk/core/integrations/actions/apply-jobs.ts'
import { createSyncJobs } from '@dawk/core/integrations/connections/sync-jobs.ts'
import { createWindowCheck } from '@dawk/core/messaging/conversations/check-window.ts'
import { createApply } from '@dawk/core/messaging/inbound/apply-payloads.ts'
import { createForwardingDirectory } from '@dawk/core/messaging/inbound/forwarding-directory.ts'
import { createJournal } from '@dawk/core/messaging/inbound/journal.ts'
import { createMediaCheck } from '@dawk/core/messaging/media/check-media.ts'
import { createBatchAcceptor } from '@dawk/core/messaging/messages/send/accept-batch.ts'
import { createAcceptor } from '@dawk/core/messaging/messages/send/accept-message.ts'
import { createSendMessage } from '@dawk/core/messaging/messages/send/send-message.ts'
import { createSettledMessages } from '@dawk/core/messaging/messages/send/settled-messages.ts'
import type { MetaApp } from '@dawk/core/messaging/numbers/meta-app.ts'
import { createNumberDirectory } from '@dawk/core/messaging/numbers/number-directory.ts'
import { listSomeNumbers } from '@dawk/core/messaging/numbers/number-store.ts'
import { listApprovedNames } from '@dawk/core/messaging/templates/read-templates.ts'
import { createTemplateCheck } from '@dawk/core/messaging/templates/send-check/template-check.ts'
import { createTemplateDirectory } from '@dawk/core/messaging/templates/send-check/template-directory.ts'
import { createMetrics } from '@dawk/core/operations/metrics.ts'
import { createTraffic } from '@dawk/core/operations/traffic.ts'
import { createChannels } from '@dawk/core/platform/channels.ts'
import type { Database } from '@dawk/core/platform/database/database.ts'
import { createDuePoll } from '@dawk/core/platform/due-poll.ts'
import { createEgress, type Egress } from '@dawk/core/platform/egress.ts'
import { createIdempotency } from '@dawk/core/platform/idempotency/once.ts'
import type { SecretBox } from '@dawk/core/platform/secrets.ts'
import { createSmtpMailer } from '@dawk/core/platform/smtp-mailer.ts'
import { createAuthenticator } from '@dawk/core/tenancy/api-keys/authenticate/authenticate.ts'
import { createKeyUsage } from '@dawk/core/tenancy/api-keys/authenticate/key-usage.ts'
import { createReplayMemory } from '@dawk/core/tenancy/api-keys/restrictions/replay-memory.ts'
import { createRefusals } from '@dawk/core/tenancy/audit/refusals.ts'
import { createLocalLimiter } from '@dawk/core/tenancy/limits/local-limiter.ts'
import { createQuotas } from '@dawk/core/tenancy/limits/quotas.ts'
import { createRedisStore } from '@dawk/core/tenancy/limits/redis-store.ts'
import { createSharedLimiter } from '@dawk/core/tenancy/limits/shared-limiter.ts'
import { createPartnershipDirectory } from '@dawk/core/tenancy/partners/partnership-directory.ts'
import { createTrialSession } from '@dawk/core/tenancy/sign-in/sessions/trial-session.ts'
import { createUnitsOfWork } from '@dawk/core/tenancy/unit-of-work.ts'
import { replayMs } from '@dawk/http/auth/signed-requests.ts'
import type { AppSecret, HttpContext } from '@dawk/http/context.ts'
import { createEventStreams } from '@dawk/http/realtime/event-streams.ts'
import { appIdOf } from '@dawk/simulator/numbers/numbers.ts'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { createMedia } from './media.ts'
import { createPriceCheck, messageHolds } from './price-check.ts'
import { createReactions } from './reactions.ts'
import { type Lifecycle, readReadiness } from './readiness.ts'
import { createSandbox, type Sandbox } from './sandbox.ts'
import { sandboxOwner } from './sandbox-account.ts'
import { createSandboxNumbers } from './sandbox-numbers.ts'
import { createWorkers, type Workers } from './workers.ts'

export interface Gateway {
  core: CoreContext & { egress: Egress }
  http: HttpContext
  /** Null: there is none. */
  sandbox: Sandbox | null
  workers: Workers
  /** Waits for what is being stored: nothing new comes in any more. */
  drain(): Promise<void>
  /** Connections to others; the database is its opener's. */
  close(): Promise<void>
}

export interface Surroundings {
  config: Config
  db: Database
  log: Logger
  secrets: SecretBox
  simulatorUrl: string
  callbackUrl: () => string | null
  /** Through whom wallets are topped up. */
  vendors: PaymentVendors
  /** How the outside reaches this host. */
  publicUrl: () => string
  allowCidrs: readonly string[]
  notices: readonly string[]
  lifecycle: Lifecycle
}

/** Where `npm start` puts what it builds. */
const dashboardDir = fileURLToPath(new URL('../../dashboard/dist', import.meta.url))

/** Wires everything once. Nothing runs yet but what keeps caches true. */
export async function createGateway(around: Surroundings): Promise<Gateway> {
  const { config, db, log, secrets, allowCidrs } = around
  const sandboxNumbers = createSandboxNumbers(secrets)
  const { simulatorToken, sandboxIsOpen } = config
  const sandbox = config.sandbox
    ? createSandbox({ ...around, numbers: sandboxNumbers, simulatorToken, sandboxIsOpen })
    : null
  const clients = createClients(around, sandbox)
  const egress = createEgress({ allowCidrs })
  const operatorApp = toAppSecret(secrets, config.metaAppSecret)
  const channels = createChannels(db)
  const wakeLanes = (laneIds: readonly string[]) => workers.wakeLanes(laneIds)
  const due = createDuePoll({ db, log })
  const policies = createPolicyDirectory(db.worker)
  const inboxes = createInboxDirectory(db.worker)
  const campaigns = createCampaignDirectory()
  const drips = createDripDirectory()
  const pricing = createPricingDirectory(db.worker)
  const bots = createBotDirectory()
  const partnerships = createPartnershipDirectory(db.worker)
  const core: Gateway['core'] = {
    ...createUnitsOfWork({
      db,
      wakeLanes,
      wakeJobs: () => workers.wakeJobs(),
      afterEvents(events) {
        eventHorizon.changed()
        workers.wakeSubscribers(events)
      },
      offerMemory: (accountIds) => workers.offerMemory(accountIds),
      handOver: (deliveries) => workers.handOver(deliveries),
      channels,
      react: createReactions({ secrets: () => secrets, policies, inboxes, campaigns, drips, pricing, bots }),
    }),
    db,
    due,
    log,
    secrets,
    egress,
    graph: clients.graph,
    wakeLanes,
    operatorAppFingerprint: operatorApp?.fingerprint ?? null,
  }
  const numbers = createNumberDirectory(core)
  const eventHorizon = createEventHorizon(core)
  const templates = createTemplateDirectory(core)
  const authenticator = createAuthenticator(core)
  const keyUsage = createKeyUsage(core)
  const refusals = createRefusals(core)
  const { limiter, replays } = await createLimits(config, log)
  const quotas = createQuotas(core)
  const mailer = config.smtp && createSmtpMailer({ ...config.smtp, log })
  const media = createMedia(core, config.media, around.publicUrl, () => workers.sweepMedia())
  const traffic = createTraffic()
  const forwarding = createForwardingDirectory()
  const apply = createApply({ ...core, numbers, forwarding })
  const workers = await createWorkers({
    ...{ core, config, numbers, apply, eventHorizon, partnerships, media, traffic, publicUrl: around.publicUrl },
    departures: createMarketingDepartures({ ...core, policies, templates }),
    confirmations: createConfirmationJobs({ ...core, numbers, policies, send: (request) => http.send(request) }),
    bots: [
      ...createTurnJobs({
        ...{
          ...core,
          numbers,
          directory: bots,
          holds: messageHolds,
          now: Date.now,
          pepper: secrets.pepper('flow-chance'),
        },
        check: (requests) => http.check(requests),
      }),
      createEffectJobs({ ...core, directory: bots, now: Date.now }),
    ],
    dripSteps: createStepJobs({
      ...{ ...core, numbers, templates, holds: messageHolds, now: Date.now, publicUrl: around.publicUrl },
      check: (requests) => http.check(requests),
    }),
    integrations: [
      createSyncJobs({ ...core, hosts: config.connectorHosts }),
      createApplyJobs({
        ...{ ...core, numbers, templates, holds: messageHolds, publicUrl: around.publicUrl },
        check: (requests) => http.check(requests),
      }),
    ],
    payments: paymentJobs({ ...core, vendors: around.vendors, publicUrl: around.publicUrl }),
    feeder: createFeeder({
      ...{ ...core, numbers, templates, holds: messageHolds, now: Date.now },
      check: (requests) => http.check(requests),
    }),
  })
  const acceptor = traffic.countAccepts(
    createAcceptor({ ...core, holds: messageHolds, onAccepted: workers.keepContents }),
  )
  const journal = createJournal({ ...core, apply, takeOutcomes: workers.takeOutcomes, onPending: workers.wakeInbound })
  await assertKeyFits(db, numbers)
  await channels.subscribe('accounts', (accountId) => {
    authenticator.forget(accountId)
    numbers.forget(accountId)
  })
  await channels.subscribe('lanes', (laneId) => {
    acceptor.forgetPause(laneId)
    workers.refreshLane(laneId)
  })
  await channels.subscribe('endpoints', forwarding.forget)
  await channels.subscribe('templates', templates.forget)
  await channels.subscribe('policies', policies.forget)
  await channels.subscribe('inbox', inboxes.forget)
  await channels.subscribe('presence', (payload) => streams.tell(payload))
  await channels.subscribe('campaigns', campaigns.forget)
  await channels.subscribe('drips', drips.forget)
  await channels.subscribe('pricing', pricing.forget)
  await channels.subscribe('flows', bots.forget)
  await channels.subscribe('partners', partnerships.forget)
  if (sandbox) await channels.subscribe('sandbox', sandbox.lookAgain)
  const tail = createEventTail({ ...core, eventHorizon })
  const streams = createEventStreams({ core, log, eventHorizon, tail })
  const http: HttpContext = {
    core,
    ...createSendMessage({
      acceptor,
      batches: traffic.countBatches(createBatchAcceptor({ ...core, holds: messageHolds })),
      checks: [
        rejectMagicNumbers,
        createSuspensionCheck({ partnerships, templates }),
        createWindowCheck({
          ...core,
          sandboxIsOpen,
          approvedTemplates: (accountId, wabaId) => listApprovedNames(core, { accountId }, wabaId),
        }),
        createTemplateCheck({ ...core, templates }),
        createMediaCheck(core),
        createPolicyCheck({ ...core, policies, templates }),
        createPriceCheck({ ...core, pricing, partnerships, templates }),
      ],
    }),
    pricing,
    partnerships,
    settled: createSettledMessages(core),
    authenticator,
    keyUsage,
    refusals,
    replays,
    limiter,
    quotas,
    idempotency: createIdempotency(core),
    planQuotas: config.planQuotas,
    ...{ egress, connectorHosts: config.connectorHosts },
    media: media.library,
    files: media.files,
    testEndpoint: workers.testEndpoint,
    eventHorizon,
    streams,
    inboxes,
    journal,
    numbers,
    appSecrets: operatorApp ? [operatorApp] : [],
    verifyTokens: [config.metaVerifyToken, sandboxNumbers.verifyToken].filter((token) => token !== null),
    registerSandbox: sandbox?.register ?? null,
    trialSession: config.mode === 'trial' ? createTrialSession(core, sandboxOwner) : null,
    links: createLinkFollower(core),
    dashboardDir,
    registration: config.registration,
    mailer,
    numberSetup: {
      ...core,
      metaApp: toMetaApp(config),
      sandboxApp: sandbox && ((accountId) => toSandboxApp(sandboxNumbers.appSecretOf(accountId))),
      callback: {
        url: (isSandbox) => (isSandbox ? around.callbackUrl() : null) ?? `${around.publicUrl()}/webhooks/whatsapp`,
        verifyToken: config.metaVerifyToken ?? sandboxNumbers.verifyToken,
      },
    },
    payments: config.stripe && createStripePayments(config.stripe),
    vendors: around.vendors,
    privacy: {
      graceDays: config.erasureGraceDays,
      bounds: {
        messages: config.keepDays.messages,
        media: config.media.retentionDays,
        events: config.keepDays.events,
      },
    },
    publicUrl: around.publicUrl,
    readiness: () => readReadiness(around),
    metrics: createMetrics({ ...workers, traffic, refusals, db }),
    metricsToken: config.metricsToken,
    log,
    trustProxy: config.trustProxy,
  }
  due.start()
  return {
    core,
    http,
    sandbox,
    workers,
    async drain() {
      await Promise.all([acceptor.drain(), journal.drain(), keyUsage.flush(), refusals.flush(), quotas.release()])
    },
    async close() {
      await due.stop()
      await streams.close()
      await channels.close()
      await Promise.all([clients.close(), egress.close(), media.store.close(), limiter.stop(), mailer?.close()])
    },
  }
}

/** Shared with other processes where there is Redis; a worker takes no requests. */
async function createLimits({ redisUrl: url, redisKeyPrefix: prefix, role }: Config, log: Logger) {
  const ownReplays = createReplayMemory(replayMs)
  if (url === null || role === 'worker') return { limiter: createLocalLimiter(), replays: ownReplays }
  const { tokens, shareReplays } = await createRedisStore({ url, prefix, log })
  return { limiter: createSharedLimiter({ store: tokens }), replays: shareReplays(ownReplays, replayMs) }
}

/** Meta for real numbers, the simulator for those of the sandbox. */
function createClients({ config, simulatorUrl }: Surroundings, sandbox: Sandbox | null) {
  const meta = createCloudApiClient({ baseUrl: config.metaGraphUrl, connections: 256 })
  const simulator = createCloudApiClient({ baseUrl: simulatorUrl, connections: 256 })
  const repairing = sandbox?.graph(simulator) ?? simulator
  return {
    graph: (isSandbox: boolean): CloudApiClient => (isSandbox ? repairing : meta),
    close: () => Promise.all([meta.close(), simulator.close()]),
  }
}

const toMetaApp = ({ metaAppId: id, metaAppSecret: secret }: Config): MetaApp | null =>
  id === null || secret === null ? null : { id, secret }

const toSandboxApp = (secret: string): MetaApp => ({ id: appIdOf({ appSecret: secret }), secret })

const toAppSecret = (secrets: SecretBox, secret: string | null): AppSecret | null =>
  secret === null ? null : { secret, fingerprint: secrets.fingerprint(secret) }

/** With another key nothing stored could be opened: better said at the start than with each message. */
async function assertKeyFits(db: Database, numbers: ReturnType<typeof createNumberDirectory>): Promise<void> {
  const registered = [...(await numbers.byIds(await listSomeNumbers(db.worker))).values()]
  if (registered.length > 0 && registered.every(({ isReadable }) => !isReadable))
    throw new Error('DAWK_SECRET_KEY is not the key with which the secrets of this database were sealed')
}

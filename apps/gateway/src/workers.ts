import type { CoreContext } from '@dawk/core/context.ts'
import type { Feeder } from '@dawk/core/engagement/campaigns/feed/feeder.ts'
import { createPlanJobs } from '@dawk/core/engagement/campaigns/plan/plan-jobs.ts'
import { createUpdateAnnouncer } from '@dawk/core/engagement/contacts/history/announce-updates.ts'
import { createExportJobs } from '@dawk/core/engagement/exports/export-jobs.ts'
import { createImportJobs } from '@dawk/core/engagement/imports/run/import-jobs.ts'
import { createBulkJobs } from '@dawk/core/engagement/inbox/bulk/bulk-jobs.ts'
import type { NewEvent } from '@dawk/core/events/event.ts'
import type { EventHorizon } from '@dawk/core/events/event-horizon.ts'
import type { QueuedDelivery } from '@dawk/core/events/record-events.ts'
import { createSubscriberWorker } from '@dawk/core/events/subscribers/subscriber-worker.ts'
import { createConversationProjector } from '@dawk/core/messaging/conversations/show-sent-messages.ts'
import { type AcceptedContent, createAcceptedContents } from '@dawk/core/messaging/dispatch/accepted-contents.ts'
import type { TakenOutcomes } from '@dawk/core/messaging/dispatch/attempt-outcomes.ts'
import type { DepartureCheck } from '@dawk/core/messaging/dispatch/departure-check.ts'
import { createDispatchEngine } from '@dawk/core/messaging/dispatch/dispatch-lanes.ts'
import { createMediaResolver } from '@dawk/core/messaging/dispatch/resolve-media.ts'
import type { ApplyReceived } from '@dawk/core/messaging/inbound/apply-payloads.ts'
import { createApplyWorker } from '@dawk/core/messaging/inbound/apply-worker.ts'
import { createDownloadWorker } from '@dawk/core/messaging/media/download/download-worker.ts'
import { createMediaSweeper } from '@dawk/core/messaging/media/media-sweeper.ts'
import { createScheduler } from '@dawk/core/messaging/messages/scheduler.ts'
import { createHealthWorker } from '@dawk/core/messaging/numbers/health/health-worker.ts'
import type { NumberDirectory } from '@dawk/core/messaging/numbers/number-directory.ts'
import { createHoldings } from '@dawk/core/messaging/templates/held-messages.ts'
import { createTemplateWorker } from '@dawk/core/messaging/templates/sync/template-worker.ts'
import { createMaintenance, type Maintenance } from '@dawk/core/operations/maintenance.ts'
import { createErasureWorker } from '@dawk/core/operations/privacy/erase/erasure-worker.ts'
import type { Traffic } from '@dawk/core/operations/traffic.ts'
import type { Egress } from '@dawk/core/platform/egress.ts'
import type { JobHandler } from '@dawk/core/platform/jobs/job.ts'
import { createJobWorker } from '@dawk/core/platform/jobs/job-worker.ts'
import { createHints } from '@dawk/core/platform/lanes/hints.ts'
import type { LaneEngine } from '@dawk/core/platform/lanes/lane-engine.ts'
import { createLaneWaker } from '@dawk/core/platform/lanes/lane-waker.ts'
import type { MemoryOffer } from '@dawk/core/platform/lanes/rowless-items.ts'
import { stopWorkers, type Worker } from '@dawk/core/platform/worker.ts'
import type { PartnershipDirectory } from '@dawk/core/tenancy/partners/partnership-directory.ts'
import type { WorkerTransaction } from '@dawk/core/tenancy/unit-of-work.ts'
import { createDeliverer } from '@dawk/core/webhooks/deliveries/deliver.ts'
import { createDeliveryEngine } from '@dawk/core/webhooks/deliveries/delivery-lanes.ts'
import { createFreshDeliveries } from '@dawk/core/webhooks/deliveries/fresh-deliveries.ts'
import { createTestEndpoint, type TestEndpoint } from '@dawk/core/webhooks/deliveries/test-endpoint.ts'
import { renderFor } from '@dawk/http/surfaces/index.ts'
import type { Config } from './config.ts'
import { jobHandlers } from './job-handlers.ts'
import type { GatewayMedia } from './media.ts'
import { subscriberJobs, subscribers } from './subscribers.ts'

export interface Workers {
  engines: Readonly<Record<string, LaneEngine>>
  maintenance: Maintenance
  /** Everything but what sends. */
  start(): void
  /** The engines, which send to Meta and to customers. */
  startSending(): void
  wakeLanes(laneIds: readonly string[]): void
  /** What holds for a lane has changed. */
  refreshLane(laneId: string): void
  /** The lanes of these accounts that would take deliveries without a row. Null: none would. */
  offerMemory(accountIds: ReadonlySet<string>): MemoryOffer | null
  /** Deliveries were recorded: those whose lane is leased here leave from memory. */
  handOver(deliveries: readonly QueuedDelivery[]): void
  /** Messages were accepted: those whose lane is leased here leave with the contents in memory. */
  keepContents(accepted: readonly AcceptedContent[]): void
  /** Outcomes of attempts that wait to be stored. Null: none. */
  takeOutcomes(): TakenOutcomes | null
  /** Webhooks are stored that are still to be applied. */
  wakeInbound(): void
  wakeJobs(): void
  /** Events were recorded that subscribers may want. */
  wakeSubscribers(events: readonly NewEvent[]): void
  /** Files were deleted: their bytes may go. */
  sweepMedia(): void
  testEndpoint: TestEndpoint
  /** Stage by stage; see `Worker`. */
  stop(): Promise<void>
}

interface WorkerDeps {
  core: CoreContext & { egress: Egress }
  config: Config
  numbers: NumberDirectory
  apply: ApplyReceived
  eventHorizon: EventHorizon
  partnerships: PartnershipDirectory
  media: GatewayMedia
  traffic: Traffic
  /** How the outside reaches this host. */
  publicUrl(): string
  departures: DepartureCheck
  confirmations: JobHandler<WorkerTransaction>
  payments: readonly JobHandler<WorkerTransaction>[]
  feeder: Feeder
  bots: readonly JobHandler<WorkerTransaction>[]
  dripSteps: JobHandler<WorkerTransaction>
  integrations: readonly JobHandler<WorkerTransaction>[]
}

const subscribed = new Set<string>(subscribers.flatMap(({ types }) => types))

/** All that works in the background; in a process of the role `api` it exists and stands still. */
export async function createWorkers({
  core,
  config,
  numbers,
  apply,
  eventHorizon,
  partnerships,
  media,
  traffic,
  publicUrl,
  departures,
  confirmations,
  payments,
  feeder,
  bots,
  dripSteps,
  integrations,
}: WorkerDeps): Promise<Workers> {
  const { leaseMs, maxLanes, maxWaiting, confirmGraceMs, webhookScheduleMs, keepDays } = config
  const holdings = createHoldings(core.db.worker, partnerships)
  const resolver = createMediaResolver({ ...core, store: media.store })
  const contents = createAcceptedContents()
  const dispatch = createDispatchEngine({
    ...core,
    contents,
    numbers,
    holdings,
    media: resolver,
    departures,
    confirmGraceMs,
    leaseMs,
    onAttempt: traffic.sent,
    maxLanes,
    maxWaiting,
  })
  const fresh = createFreshDeliveries()
  const deliverer = createDeliverer({
    ...core,
    fresh,
    render: renderFor,
    ...(webhookScheduleMs ? { scheduleMs: webhookScheduleMs } : {}),
  })
  const onAttempt = traffic.delivered
  const delivery = createDeliveryEngine({ ...core, deliverer, eventHorizon, leaseMs, maxLanes, onAttempt })
  const inbound = createApplyWorker({ ...core, apply })
  const scheduler = createScheduler(core)
  const projector = createConversationProjector(core)
  const withFiles = { ...core, files: media.files }
  const fileJobs = [...createImportJobs(withFiles), ...createExportJobs(withFiles)]
  const jobs = createJobWorker({
    ...core,
    handlers: [
      ...jobHandlers,
      ...subscriberJobs,
      ...fileJobs,
      confirmations,
      ...bots,
      dripSteps,
      ...integrations,
      ...payments,
      createPlanJobs({ ...core, publicUrl }),
      createBulkJobs(core),
    ],
  })
  const reading = createSubscriberWorker({ ...core, eventHorizon, subscribers })
  const maintenance = createMaintenance({ ...core, keepDays, onMediaErased: () => sweeper.wake() })
  const erasures = createErasureWorker({ ...core, onMediaErased: () => sweeper.wake() })
  const templates = createTemplateWorker({ ...core, numbers, holdings })
  const health = createHealthWorker({ ...core, numbers })
  const downloads = createDownloadWorker({ ...core, numbers, library: media.library })
  const sweeper = createMediaSweeper({
    ...core,
    store: media.store,
    incomingPath: media.library.incomingPath,
    retentionDays: config.media.retentionDays,
  })
  const contactUpdates = createUpdateAnnouncer(core)
  const waker = createLaneWaker(core, { number: dispatch, endpoint: delivery })
  const workers: readonly Worker[] = [
    { name: 'apply', stage: 'source', ...inbound },
    { name: 'contact-updates', stage: 'source', ...contactUpdates },
    { name: 'downloads', stage: 'source', ...downloads },
    { name: 'erasures', stage: 'source', ...erasures },
    { name: 'jobs', stage: 'source', ...jobs },
    { name: 'maintenance', stage: 'source', ...maintenance },
    { name: 'number-health', stage: 'source', ...health },
    { name: 'scheduler', stage: 'source', ...scheduler },
    { name: 'subscribers', stage: 'source', ...reading },
    { name: 'sweeper', stage: 'source', ...sweeper },
    { name: 'template-sync', stage: 'source', ...templates },
    { name: 'campaigns', stage: 'engine', ...feeder }, // a copy that was not adopted hands over nobody
    { name: 'deliveries', stage: 'engine', ...delivery },
    { name: 'dispatch', stage: 'engine', ...dispatch },
    { name: 'conversations', stage: 'sink', ...projector },
    { name: 'media-resolver', stage: 'sink', start: () => undefined, stop: () => resolver.stop() },
  ]
  let running = false
  let sending = false
  const hints = await createHints(core, {
    lanes: (laneIds) => sending && waker.wake(laneIds),
    journal: () => running && inbound.wake(),
    jobs: () => running && jobs.wake(),
    events: () => running && reading.wake(),
  })
  const isHeldHere = (laneId: string) => sending && (dispatch.holds(laneId) || delivery.holds(laneId))
  function wakeLanes(laneIds: readonly string[]): void {
    if (sending) waker.wake(laneIds)
    hints.lanes(laneIds.filter((laneId) => !isHeldHere(laneId)))
  }
  return {
    engines: { number: dispatch, endpoint: delivery },
    maintenance,
    start() {
      running = true
      for (const worker of workers) if (worker.stage !== 'engine') worker.start()
    },
    startSending() {
      sending = true
      for (const worker of workers) if (worker.stage === 'engine') worker.start()
    },
    wakeLanes,
    refreshLane(laneId) {
      if (!sending) return
      dispatch.refresh(laneId)
      delivery.refresh(laneId)
    },
    offerMemory: (accountIds) => (sending ? delivery.offerMemory(accountIds) : null),
    handOver(deliveries) {
      const { here = [], elsewhere = [] } = Object.groupBy(deliveries, ({ item }) =>
        isHeldHere(item.laneId) ? 'here' : 'elsewhere',
      )
      fresh.keep(here)
      if (here.length > 0) delivery.handOver(here)
      if (elsewhere.length > 0) wakeLanes([...new Set(elsewhere.map(({ item }) => item.laneId))])
    },
    keepContents: (accepted) => contents.keep(accepted.filter(({ laneId }) => isHeldHere(laneId))),
    takeOutcomes: dispatch.takeOutcomes,
    wakeInbound() {
      if (running) inbound.wake()
      else hints.journal()
    },
    wakeJobs() {
      if (running) jobs.wake()
      else hints.jobs()
    },
    wakeSubscribers(events) {
      if (!events.some(({ type }) => subscribed.has(type))) return
      if (running) reading.wake()
      else hints.events()
    },
    testEndpoint: createTestEndpoint(core, deliverer),
    sweepMedia: () => sweeper.wake(),
    async stop() {
      await hints.stop()
      if (!running) return
      await stopWorkers(workers.filter(({ stage }) => sending || stage !== 'engine'))
      running = false
    },
  }
}

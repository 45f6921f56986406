import type { CoreContext } from '@dawk/core/context.ts'
import { createDispatchEngine } from '@dawk/core/dispatch/dispatch-lanes.ts'
import { createApplyWorker } from '@dawk/core/inbound/apply-worker.ts'
import { createHints } from '@dawk/core/lanes/hints.ts'
import type { LaneEngine } from '@dawk/core/lanes/lane-engine.ts'
import { createLaneWaker } from '@dawk/core/lanes/lane-waker.ts'
import { createMaintenance } from '@dawk/core/maintenance.ts'
import { createScheduler } from '@dawk/core/messages/scheduler.ts'
import type { NumberDirectory } from '@dawk/core/numbers/number-directory.ts'
import { createDeliverer } from '@dawk/core/webhooks/deliver.ts'
import { createDeliveryEngine } from '@dawk/core/webhooks/delivery-lanes.ts'
import type { Egress } from '@dawk/core/webhooks/egress.ts'
import { renderFor } from '@dawk/http/dialects/index.ts'
import type { Config } from './config.ts'

export interface Workers {
  engines: Readonly<Record<string, LaneEngine>>
  start(): void
  wakeLanes(laneIds: readonly string[]): void
  wakeInbound(): void
  /** Sources before sinks: what they still queue is the next process's. */
  stop(): Promise<void>
}

interface WorkerDeps {
  core: CoreContext & { egress: Egress }
  config: Config
  numbers: NumberDirectory
}

/** All that works in the background; in a process of the role `api` it exists and stands still. */
export async function createWorkers({ core, config, numbers }: WorkerDeps): Promise<Workers> {
  const { leaseMs, doubtGraceMs, webhookScheduleMs } = config
  const dispatch = createDispatchEngine({ ...core, numbers, doubtGraceMs, leaseMs })
  const deliverer = createDeliverer({
    ...core,
    render,
    ...(webhookScheduleMs ? { scheduleMs: webhookScheduleMs } : {}),
  })
  const delivery = createDeliveryEngine({ ...core, deliverer, leaseMs })
  const inbound = createApplyWorker({ ...core, numbers })
  const scheduler = createScheduler(core)
  const maintenance = createMaintenance(core)
  const waker = createLaneWaker(core, { number: dispatch, endpoint: delivery })
  let running = false
  const hints = await createHints(core, {
    lanes: (laneIds) => running && waker.wake(laneIds),
    journal: () => running && inbound.wake(),
  })
  const isHeldHere = (laneId: string) => running && (dispatch.holds(laneId) || delivery.holds(laneId))
  return {
    engines: { number: dispatch, endpoint: delivery },
    start() {
      running = true
      for (const worker of [dispatch, delivery, inbound, scheduler, maintenance]) worker.start()
    },
    wakeLanes(laneIds) {
      if (running) waker.wake(laneIds)
      hints.lanes(laneIds.filter((laneId) => !isHeldHere(laneId)))
    },
    wakeInbound() {
      if (running) inbound.wake()
      else hints.journal()
    },
    async stop() {
      await hints.stop()
      if (!running) return
      await Promise.all([scheduler.stop(), maintenance.stop(), inbound.stop()])
      await Promise.all([dispatch.stop(), delivery.stop()])
      running = false
    },
  }
}

/** An event in the words of the endpoint's dialect; where that has none, as it stands in the log. */
function render(...[dialect, event]: Parameters<Parameters<typeof createDeliverer>[0]['render']>) {
  const { id, type, at, data } = event
  return renderFor(dialect, event) ?? { body: JSON.stringify({ id, type, timestamp: at, data }), headers: {} }
}

import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { Database } from '#platform/database/database.ts'
import { type Refusals, refusalReasons } from '#tenancy/audit/refusals.ts'
import type { LaneEngine } from '../platform/lanes/lane-engine.ts'
import { exposeBacklog } from './backlog-metrics.ts'
import type { Maintenance } from './maintenance.ts'
import type { Traffic } from './traffic.ts'

interface MetricsDeps {
  engines: Readonly<Record<string, LaneEngine>>
  maintenance: Pick<Maintenance, 'strays'>
  traffic: Traffic
  refusals: Pick<Refusals, 'counts'>
  db: Pick<Database, 'worker' | 'connections'>
}

/** What `/metrics` shows of the process, of its traffic and lanes, of what waits in the database, and of what its maintenance found. */
export function createMetrics({ engines, maintenance, traffic, refusals, db }: MetricsDeps): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  traffic.expose(registry)
  exposeBacklog(registry, db)
  exposeRefusals(registry, refusals)
  new Gauge({
    name: 'dawk_lanes',
    help: 'Lanes that this process holds, and the items in them, by kind',
    labelNames: ['kind', 'figure'],
    registers: [registry],
    collect() {
      for (const [kind, engine] of Object.entries(engines))
        for (const [figure, value] of Object.entries(engine.figures())) this.set({ kind, figure }, value)
    },
  })
  new Gauge({
    name: 'dawk_stray_rows',
    help: 'Rows outside of every month, by table; anything but 0 wants the operator',
    labelNames: ['table'],
    registers: [registry],
    collect() {
      for (const [table, count] of Object.entries(maintenance.strays())) this.set({ table }, count)
    },
  })
  return registry
}

/** Every reason from the start, so that an alert sees the first refusal as a rise. */
function exposeRefusals(registry: Registry, refusals: Pick<Refusals, 'counts'>): void {
  new Counter({
    name: 'dawk_refused_requests_total',
    help: 'Requests that were refused for want of a key, a session or a permission, by reason',
    labelNames: ['reason'],
    registers: [registry],
    collect() {
      this.reset()
      for (const reason of refusalReasons) this.inc({ reason }, refusals.counts().get(reason) ?? 0)
    },
  })
}

import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { LaneEngine } from '../platform/lanes/lane-engine.ts'
import type { Maintenance } from './maintenance.ts'

/** What `/metrics` shows of the process, of the lanes it holds, and of what its maintenance found. */
export function createMetrics(
  engines: Readonly<Record<string, LaneEngine>>,
  maintenance: Pick<Maintenance, 'strays'>,
): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
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

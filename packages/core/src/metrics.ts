import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { LaneEngine } from './lanes/lane-engine.ts'

/** What `/metrics` shows of the process, and of the lanes it holds. */
export function createMetrics(engines: Readonly<Record<string, LaneEngine>>): Registry {
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
  return registry
}

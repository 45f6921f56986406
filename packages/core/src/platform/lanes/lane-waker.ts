import type { CoreContext } from '#context.ts'
import { createCache } from '../cache.ts'
import type { LaneEngine } from './lane-engine.ts'
import { findLaneKinds, type LaneKind } from './lane-kinds.ts'

const maxKnown = 100_000

/**
 * Wakes the engine that a lane belongs to. A wake for a lane that an engine does not hold makes it look for lanes in the
 * database, so the other engine is left alone; only a lane never seen before wakes both, while its kind is looked up.
 */
export function createLaneWaker({ db }: Pick<CoreContext, 'db'>, engines: Readonly<Record<LaneKind, LaneEngine>>) {
  const kinds = createCache<LaneKind>({ max: maxKnown })
  const waking = new Set<string>()

  async function learn(laneIds: readonly string[]): Promise<void> {
    const lanes = await findLaneKinds(db.worker, laneIds).catch(() => []) // the next wake asks again
    for (const { id, kind } of lanes) kinds.set(id, kind)
    for (const id of laneIds) waking.delete(id)
  }

  function wake(laneIds: readonly string[]): void {
    const unknown = laneIds.filter((id) => !kinds.has(id))
    for (const kind of ['number', 'endpoint'] as const) {
      const mine = laneIds.filter((id) => (kinds.get(id) ?? kind) === kind)
      if (mine.length > 0) engines[kind].wake(mine)
    }
    const unasked = unknown.filter((id) => !waking.has(id))
    for (const id of unasked) waking.add(id)
    if (unasked.length > 0) void learn(unasked)
  }

  return { wake }
}

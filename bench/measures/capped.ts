import type { Result } from '../results.ts'
import type { SentMessage } from '../simulator.ts'
import { type BenchOptions, inWorld } from '../world.ts'
import { fillBacklog } from './dispatch.ts'

const perSecond = 1000
const tolerance = 0.02

/** One number at 1,000/s with more waiting than it may send: what the simulator sees in each second. */
export async function measureCapped(options: BenchOptions): Promise<Result[]> {
  const seconds = options.quick ? 5 : 20
  return inWorld(options, 'capped', async (world) => {
    await fillBacklog(world, (seconds + 4) * perSecond)
    const before = await world.simulator.count()
    await world.setRate(perSecond)
    await world.start()
    const deadline = Date.now() + (seconds + 20) * 1000
    while ((await world.simulator.count()) - before < (seconds + 1.5) * perSecond && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 200))
    const counts = countSeconds(await world.simulator.sent(before), seconds)
    return [toResult(counts)]
  })
}

/** Whole seconds after the first one, in which the process was still warming up. */
function countSeconds(sent: readonly SentMessage[], seconds: number): number[] {
  const from = (sent[0]?.at ?? 0) + 1000
  const counts = new Array<number>(seconds).fill(0)
  for (const { at } of sent) {
    const second = Math.floor((at - from) / 1000)
    if (at >= from && second < seconds) counts[second] = (counts[second] ?? 0) + 1
  }
  return counts
}

function toResult(counts: readonly number[]): Result {
  const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length
  const [least, most] = [Math.min(...counts), Math.max(...counts)]
  const worst = Math.max(perSecond - least, most - perSecond) / perSecond
  return {
    name: 'capped at 1,000/s',
    unit: '1/s',
    ours: mean,
    yardstick: perSecond,
    ratio: mean / perSecond,
    goal: 'each second ±2 %',
    floor: 'each second ±2 %',
    met: worst <= tolerance ? 'goal' : 'missed',
    note: `${counts.length} s, least ${least}, most ${most}`,
  }
}

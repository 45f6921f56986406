import { startServer } from '../processes.ts'
import { atMost, median, type Result } from '../results.ts'
import { type BenchOptions, inWorld, type MemoryLog } from '../world.ts'

const limitMegabytes = 300
const name = 'full load'

/**
 * Accepts, dispatch, statuses and deliveries all at once, as hard as they go; the simulator answers with every status. Over
 * minutes more is accepted than can be reported on: when its backlog is full the simulator answers 503, the lane's breaker
 * opens and accepts are turned away with 503 until it has caught up.
 */
export async function measureMemory(options: BenchOptions): Promise<Result[]> {
  const sink = await startServer('bench/yardsticks/sink.ts')
  let load = { count: 0, turnedAway: 0 }
  try {
    await inWorld(options, name, async (world) => {
      await world.call('PUT', '/auth/me/webhook', { url: `${sink.url}/hook` })
      await world.setRate('uncapped')
      await world.simulator.statuses('all')
      await world.stop()
      await world.start()
      load = await world.accept({ seconds: options.loadSeconds, backsOff: true })
    })
  } finally {
    await sink.stop()
  }
  const samples = options.memory.filter((sample) => sample.name === name)
  return [toResult(samples, `${load.count} accepted, ${load.turnedAway} times 503`)]
}

function toResult(samples: MemoryLog, told: string): Result {
  const half = samples.slice(Math.floor(samples.length / 4))
  const part = Math.max(1, Math.floor(half.length / 3))
  const middle = (some: MemoryLog) => Math.round(median(some.map(({ megabytes }) => megabytes)))
  const most = Math.max(...samples.map(({ megabytes }) => megabytes))
  const seconds = Math.round(((samples.at(-1)?.at ?? 0) - (samples[0]?.at ?? 0)) / 1000)
  const note = `${seconds} s; early ${middle(half.slice(0, part))} MB, late ${middle(half.slice(-part))} MB; ${told}`
  return atMost('memory under full load, most', 'MB', most, limitMegabytes, note)
}

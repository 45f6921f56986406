import { atMost, percentile, type Result } from '../results.ts'
import { recipientOf, textOf } from '../texts.ts'
import { type BenchOptions, inWorld } from '../world.ts'

const pauseMs = 40

/** One message at a time into an idle gateway: from before the request until the simulator has it. */
export async function measureLatency(options: BenchOptions): Promise<Result[]> {
  const count = options.quick ? 60 : 200
  return inWorld(options, 'latency', async (world) => {
    await world.setRate('uncapped')
    const askedAt = new Map<string, number>()
    const warmUp = 20
    for (let index = 0; index < count + warmUp; index += 1) {
      const at = performance.timeOrigin + performance.now()
      const body = { to: recipientOf(index), message: textOf(index) }
      const { data } = await world.call<{ data: { id: string } }>('POST', '/send-message', body)
      if (index >= warmUp) askedAt.set(data.id, at)
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
    await new Promise((resolve) => setTimeout(resolve, 1000))
    const took = (await world.simulator.sent()).flatMap(({ biz_opaque_callback_data: id, at }) => {
      const from = askedAt.get(id ?? '')
      return from === undefined ? [] : [Math.max(0, at - from)]
    })
    const note = `${took.length} of ${count} sends, the simulator's clock ticks in 1 ms`
    return [
      atMost('idle latency p50', 'ms', percentile(took, 0.5), 15, note),
      atMost('idle latency p99', 'ms', percentile(took, 0.99), 60),
    ]
  })
}

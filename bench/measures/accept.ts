import { runLoad, startServer } from '../processes.ts'
import { compare, type Result } from '../results.ts'
import { type BenchOptions, inWorld, sendRequests } from '../world.ts'

/** Durable accepts over 64 connections, against the same route without work. Nothing leaves meanwhile. */
export async function measureAccept(options: BenchOptions): Promise<Result[]> {
  const seconds = options.quick ? 3 : 6
  const yardstick = await startServer('bench/yardsticks/accept-server.ts')
  try {
    return await inWorld(options, 'accept', async (world) => {
      await world.setRate(1)
      const bare = { url: `${yardstick.url}/send-message`, connections: 64, seconds, warmUpSeconds: 1 }
      const headers = { authorization: `Bearer ${world.sandbox.apiKey}`, 'content-type': 'application/json' }
      const rates = { ours: [] as number[], yardstick: [] as number[] }
      for (let round = 0; round < options.rounds; round += 1) {
        rates.yardstick.push((await runLoad(world.directory, { ...bare, headers }, sendRequests(5000))).perSecond)
        rates.ours.push((await world.accept({ seconds })).perSecond)
      }
      return [compare({ name: 'accept', ...rates, goal: 0.7, floor: 0.5 })]
    })
  } finally {
    await yardstick.stop()
  }
}

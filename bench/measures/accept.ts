import { randomUUID } from 'node:crypto'
import type { LoadRequest } from '../load.ts'
import { runLoad, startServer } from '../processes.ts'
import { compare, type Result } from '../results.ts'
import { type BenchOptions, inWorld, sendRequests } from '../world.ts'

/** As many as are sent in the time: a key that comes twice would be answered from the first. */
const keyedRequests = 60_000

/**
 * Durable accepts over 64 connections, against the same route without work; and again with a limit to count and an
 * idempotency key on each. Nothing leaves meanwhile.
 */
export async function measureAccept(options: BenchOptions): Promise<Result[]> {
  const seconds = options.quick ? 3 : 6
  const yardstick = await startServer('bench/yardsticks/accept-server.ts')
  try {
    return await inWorld(options, 'accept', async (world) => {
      await world.setRate(1)
      const bare = { url: `${yardstick.url}/send-message`, connections: 64, seconds, warmUpSeconds: 1 }
      const headers = { authorization: `Bearer ${world.sandbox.apiKey}`, 'content-type': 'application/json' }
      let note = ''
      const rates = { ours: [] as number[], keyed: [] as number[], yardstick: [] as number[] }
      for (let round = 0; round < options.rounds; round += 1) {
        rates.yardstick.push((await runLoad(world.directory, { ...bare, headers }, sendRequests(5000))).perSecond)
        const { perSecond, cpu } = await world.accept({ seconds })
        rates.ours.push(perSecond)
        note = `each ${cpu}`
        await world.setLimit(1_000_000_000)
        const ours = { ...bare, url: `${world.sandbox.url}/send-message`, headers }
        rates.keyed.push((await runLoad(world.directory, ours, withKeys(sendRequests(keyedRequests)))).perSecond)
        await world.setLimit('unlimited')
      }
      const { yardstick: bareRates, ours, keyed } = rates
      return [
        compare({ name: 'accept', ours, yardstick: bareRates, note }),
        compare({ name: 'accept, limit and idempotency key', ours: keyed, yardstick: bareRates }),
      ]
    })
  } finally {
    await yardstick.stop()
  }
}

const withKeys = (requests: readonly LoadRequest[]): LoadRequest[] =>
  requests.map((request) => ({ ...request, headers: { 'idempotency-key': randomUUID() } }))

import { runLoad } from '../processes.ts'
import { compare, type Result } from '../results.ts'
import { recipientOf, textOf } from '../texts.ts'
import { type BenchOptions, inWorld } from '../world.ts'

const messagesPerRequest = 1000
const connections = 4

/** Messages a second by requests of a thousand, against the same by single requests. Nothing leaves meanwhile. */
export function measureBulk(options: BenchOptions): Promise<Result[]> {
  const seconds = options.quick ? 3 : 6
  return inWorld(options, 'bulk', async (world) => {
    await world.setRate(1)
    const headers = { authorization: `Bearer ${world.sandbox.apiKey}`, 'content-type': 'application/json' }
    const load = { url: `${world.sandbox.url}/messages/bulk`, connections, headers, seconds, warmUpSeconds: 1 }
    const rates = { ours: [] as number[], yardstick: [] as number[] }
    for (let round = 0; round < options.rounds; round += 1) {
      rates.yardstick.push((await world.accept({ seconds })).perSecond)
      const { perSecond } = await runLoad(world.directory, load, [{ body: bulkBody() }])
      rates.ours.push(perSecond * messagesPerRequest)
    }
    return [compare({ name: 'bulk, messages', ...rates, note: 'against single accepts' })]
  })
}

function bulkBody(): string {
  const messages = Array.from({ length: messagesPerRequest }, (_, index) => ({
    to: recipientOf(index),
    message: textOf(index),
  }))
  return JSON.stringify({ messages })
}

import { Dawk } from '@dawk/sdk/client.ts'
import { startServer } from '../processes.ts'
import { compare, type Result } from '../results.ts'
import type { BenchOptions } from '../world.ts'

/** A call by the SDK may take 1.15 times the processor time of a bare one. */
const aims = { goal: 1 / 1.15, floor: 1 / 1.3 }
const callsEach = 1000

/** Calls one after another by the SDK and by fetch alone, in turns, to a server that does nothing: what the SDK itself takes. */
export async function measureSdk(options: BenchOptions): Promise<Result[]> {
  const server = await startServer('bench/yardsticks/answering-server.ts')
  const message = { to: '14155552671', type: 'text', text: { body: 'hello' } } as const
  const dawk = new Dawk({ apiKey: 'sk_test_1', baseUrl: server.url })
  const bare = async () => {
    const reply = await fetch(`${server.url}/v1/messages`, {
      method: 'POST',
      headers: { authorization: 'Bearer sk_test_1', 'content-type': 'application/json' },
      body: JSON.stringify(message),
    })
    await reply.json()
  }
  const rates = { sdk: [] as number[], bare: [] as number[] }
  try {
    for (const warm of [bare, () => dawk.messages.send(message)]) await rateOf(warm)
    for (let round = 0; round < Math.max(5, options.rounds); round += 1) {
      rates.bare.push(await rateOf(bare))
      rates.sdk.push(await rateOf(() => dawk.messages.send(message)))
    }
  } finally {
    await server.stop()
  }
  return [
    compare({
      name: 'calls by the SDK',
      unit: '1/s of processor',
      ours: rates.sdk,
      yardstick: rates.bare,
      aims,
      note: 'beside fetch alone',
    }),
  ]
}

/** Calls in a second of this process's processor time, which does not depend on what else the machine does. */
async function rateOf(call: () => Promise<unknown>): Promise<number> {
  const before = process.cpuUsage()
  for (let nth = 0; nth < callsEach; nth += 1) await call()
  const { user, system } = process.cpuUsage(before)
  return callsEach / ((user + system) / 1e6)
}

import { randomUUID } from 'node:crypto'
import type { LoadRequest } from '../load.ts'
import { type Drain, runLoad, watchDrain } from '../processes.ts'
import { compare, type Result } from '../results.ts'
import { recipientOf, textOf } from '../texts.ts'
import { type BenchOptions, inWorld, type World } from '../world.ts'

/** As many as the gateway keeps to Meta. */
const connections = 256

/** One number without a cap, against a bare loop that posts the same bodies to the same simulator. */
export async function measureDispatch(options: BenchOptions): Promise<Result[]> {
  const backlog = options.quick ? 8000 : 20_000
  return inWorld(options, 'dispatch', async (world) => {
    const rates = { ours: [] as number[], yardstick: [] as number[] }
    let note = ''
    for (let round = 0; round < options.rounds; round += 1) {
      rates.yardstick.push(await postBare(world))
      const { perSecond, cpu } = await drainBacklog(world, backlog)
      rates.ours.push(perSecond)
      note = `backlog of ${backlog}; each ${cpu}`
    }
    return [compare({ name: 'dispatch', ...rates, note })]
  })
}

/** Accepts a backlog while the number is all but silent, then lets it go. */
export async function drainBacklog(world: World, backlog: number): Promise<Drain> {
  await fillBacklog(world, backlog)
  const before = await world.simulator.count()
  await world.setRate('uncapped')
  await world.start()
  return watchDrain(async () => (await world.simulator.count()) - before, world.cpu, backlog - 50)
}

/** Leaves the gateway stopped: so the next pace counts from its first message. */
export async function fillBacklog(world: World, backlog: number): Promise<void> {
  await world.setRate(1)
  await world.stop()
  await world.start()
  await world.accept({ count: backlog })
  await world.stop()
}

async function postBare({ sandbox, simulator, directory }: World): Promise<number> {
  const { accessToken } = await simulator.number(sandbox.phoneNumberId)
  const url = `${simulator.url}/v23.0/${sandbox.phoneNumberId}/messages`
  const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' }
  return (await runLoad(directory, { url, connections, headers, seconds: 3, warmUpSeconds: 1 }, graphRequests(5000)))
    .perSecond
}

const graphRequests = (count: number): LoadRequest[] =>
  Array.from({ length: count }, (_, index) => ({
    body: JSON.stringify({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: `+${recipientOf(index)}`,
      biz_opaque_callback_data: randomUUID(),
      type: 'text',
      text: { body: textOf(index) },
    }),
  }))

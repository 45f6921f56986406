import type { LoadRequest } from '../load.ts'
import { type Drain, runLoad, type Server, startServer, watchDrain } from '../processes.ts'
import { compare, type Result } from '../results.ts'
import { recipientOf } from '../texts.ts'
import { type BenchOptions, inWorld, type RunSql, type World } from '../world.ts'

/** As many as the gateway keeps to one endpoint. */
const connections = 32

/** A backlog of events for one endpoint, against a bare loop that posts the same bodies to the same sink. */
export async function measureDeliveries(options: BenchOptions): Promise<Result[]> {
  const backlog = options.quick ? 8000 : 20_000
  const sink = await startServer('bench/yardsticks/sink.ts')
  try {
    return await inWorld(options, 'deliveries', async (world) => {
      await world.call('PUT', '/auth/me/webhook', { url: `${sink.url}/hook` })
      const rates = { ours: [] as number[], yardstick: [] as number[] }
      let note = ''
      for (let round = 0; round < options.rounds; round += 1) {
        const bare = {
          url: `${sink.url}/hook`,
          connections,
          headers: { 'content-type': 'application/json' },
          seconds: 3,
          warmUpSeconds: 1,
        }
        rates.yardstick.push((await runLoad(world.directory, bare, eventRequests(5000))).perSecond)
        const { perSecond, cpu } = await drainEvents(world, sink, backlog)
        rates.ours.push(perSecond)
        note = `backlog of ${backlog}; each ${cpu}`
      }
      return [compare({ name: 'webhook deliveries', ...rates, note })]
    })
  } finally {
    await sink.stop()
  }
}

async function drainEvents(world: World, sink: Server, backlog: number): Promise<Drain> {
  const read = async () => ((await (await fetch(sink.url)).json()) as { count: number }).count
  await world.stop()
  await world.sql((run) => insertEvents(run, world.sandbox.accountId, backlog))
  await world.tidy()
  const before = await read()
  await world.start()
  return watchDrain(async () => (await read()) - before, world.cpu, backlog)
}

/** What so many sent messages leave behind: an event each, and its place in the endpoint's lane. */
async function insertEvents(run: RunSql, accountId: string, count: number): Promise<void> {
  await run(
    `with fact as (
       insert into events (id, account_id, type, data)
       select uuid_v7(), '${accountId}', 'message.status.sent', jsonb_build_object('messageId', uuid_v7(),
              'wamid', 'wamid.HBgN' || md5(n::text), 'status', 'sent', 'to', '49151' || lpad((n % 5000)::text, 8, '0'),
              'sentAt', now(), 'deliveredAt', null, 'readAt', null, 'failedAt', null, 'error', null,
              'metadata', jsonb_build_object('order', n))
         from generate_series(1, ${count}) as n
       returning id, account_id)
     insert into lane_items (lane_id, ordering_key, account_id, priority, ref, event_id)
     select p.lane_id, 0, f.account_id, 2, uuid_v7(), f.id from fact f join endpoints p on p.account_id = f.account_id`,
  )
}

const eventRequests = (count: number): LoadRequest[] =>
  Array.from({ length: count }, (_, index) => ({
    body: JSON.stringify({
      event: 'message.status_updated',
      timestamp: new Date().toISOString(),
      data: {
        messageId: crypto.randomUUID(),
        status: 'sent',
        to: recipientOf(index),
        deliveredAt: null,
        readAt: null,
        failedAt: null,
        errorMessage: null,
        metadata: { order: index },
      },
    }),
  }))

import { compare, type Result } from '../results.ts'
import { type BenchOptions, inWorld, type RunSql, type World } from '../world.ts'
import { drainBacklog } from './dispatch.ts'

/** Accept and dispatch beside many stored messages, against the same beside few. */
export async function measureGrowth(options: BenchOptions): Promise<Result[]> {
  const many = options.quick || options.serverUrl === null ? 100_000 : 1_000_000
  const few = many / 100
  const names = { many: `growth to ${many.toLocaleString('en')}`, few: `growth to ${few.toLocaleString('en')}` }
  return inWorld(options, names.many, (grown) =>
    inWorld(options, names.few, async (young) => {
      await grow(grown, many)
      await grow(young, few)
      const accepts = await alternate(options, grown, young, async (world) => {
        await world.start()
        const { perSecond } = await world.accept({ seconds: options.quick ? 2 : 5 })
        await world.stop()
        return perSecond
      })
      await settle(grown)
      await settle(young)
      const backlog = options.quick ? 4000 : 15_000
      const drains = await alternate(options, grown, young, async (world) => {
        await world.start()
        const { perSecond } = await drainBacklog(world, backlog)
        await world.stop()
        return perSecond
      })
      const limits = {
        aims: { goal: 0.95, floor: 0.9 },
        note: `${many.toLocaleString('en')} stored to ${few.toLocaleString('en')}`,
      }
      return [
        compare({ name: 'accept, grown', ...accepts, ...limits }),
        compare({ name: 'dispatch, grown', ...drains, ...limits }),
      ]
    }),
  )
}

async function alternate(
  { rounds }: BenchOptions,
  grown: World,
  young: World,
  measure: (world: World) => Promise<number>,
): Promise<{ ours: number[]; yardstick: number[] }> {
  const rates = { ours: [] as number[], yardstick: [] as number[] }
  for (let round = 0; round < rounds; round += 1) {
    rates.yardstick.push(await measure(young))
    rates.ours.push(await measure(grown))
  }
  return rates
}

/** Leaves the gateway stopped and its number all but silent. */
async function grow(world: World, count: number): Promise<void> {
  await world.setRate(1)
  await world.stop()
  await world.sql((run) => insertMessages(run, world.sandbox, count))
  await world.tidy()
}

/** Drops what the accepts have queued: the drains to come bring backlogs of one size. */
async function settle(world: World): Promise<void> {
  await world.sql(async (run) => {
    await run('delete from lane_items')
  })
}

async function insertMessages(run: RunSql, { phoneNumberId }: World['sandbox'], count: number): Promise<void> {
  await run(
    `with stored as (
       insert into messages (id, account_id, number_id, direction, peer, type, content, state, wamid, metadata, timeline,
              sent_at, delivered_at, read_at)
       select uuid_v7(), m.account_id, m.id, 'out', '49151' || lpad((n % 5000)::text, 8, '0'), 'text',
              jsonb_build_object('type', 'text', 'text', jsonb_build_object('body', 'Your order ' || n || ' has left our house.')),
              'read', 'wamid.HBgN' || md5(n::text), jsonb_build_object('order', n),
              jsonb_build_array(jsonb_build_object('status', 'sent', 'at', now()), jsonb_build_object('status', 'read', 'at', now())),
              now(), now(), now()
         from generate_series(1, ${count}) as n, numbers m where m.phone_number_id = '${phoneNumberId}'
       returning id, account_id, wamid)
     insert into wamids (wamid, account_id, message_id) select wamid, account_id, id from stored`,
  )
}

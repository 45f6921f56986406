import { median, percentile, type Result } from '../results.ts'
import { type BenchOptions, inWorld, type RunSql, type World } from '../world.ts'

const limit = 1.5
const messagesEach = 20

interface Page {
  data: { id: string }[]
  nextCursor: string | null
}

/** Reading conversations and their messages beside 1,000,000 messages, against the same beside 10,000: the slowest in a hundred. */
export async function measureConversations(options: BenchOptions): Promise<Result[]> {
  const many = options.quick || options.serverUrl === null ? 100_000 : 1_000_000
  const few = many / 100
  const count = options.quick ? 200 : 500
  return inWorld(options, `conversations of ${many.toLocaleString('en')}`, (grown) =>
    inWorld(options, `conversations of ${few.toLocaleString('en')}`, async (young) => {
      await fill(grown, many)
      await fill(young, few)
      const rounds = Math.max(2, options.rounds)
      const note = `${many.toLocaleString('en')} messages to ${few.toLocaleString('en')}, ${count} requests × ${rounds}`
      const results: Result[] = []
      for (const [name, read] of Object.entries(readers)) {
        const times = await alternate(grown, young, rounds, (world) => timeOf(world, count, read))
        results.push(toResult(`${name} p99, grown`, times, note))
      }
      return results
    }),
  )
}

/** What is read in request `index`, from where the one before had come to. */
type Read = (world: World, place: Place) => Promise<void>

interface Place {
  cursor: string | null
  ids: string[]
}

const readers: Record<string, Read> = {
  async 'conversation list'(world, place) {
    const page = await list(world, place.cursor)
    place.cursor = page.nextCursor
  },
  async 'messages of a conversation'(world, place) {
    if (place.ids.length === 0) place.ids = (await list(world, null)).data.map(({ id }) => id)
    await world.call('GET', `/v1/conversations/${place.ids.shift()}/messages?limit=50`)
  },
  async 'search of people'(world) {
    await world.call(
      'GET',
      `/v1/conversations?limit=20&search=49151${String(Math.floor(Math.random() * 400)).padStart(8, '0')}`,
    )
  },
}

const list = (world: World, cursor: string | null) =>
  world.call<Page>('GET', `/v1/conversations?limit=50${cursor === null ? '' : `&cursor=${cursor}`}`)

/** Milliseconds of the slowest in a hundred, one request after another. */
async function timeOf(world: World, count: number, read: Read): Promise<number> {
  const place: Place = { cursor: null, ids: [] }
  const times: number[] = []
  for (let index = 0; index < count + 50; index += 1) {
    const startedAt = performance.now()
    await read(world, place)
    if (index >= 50) times.push(performance.now() - startedAt) // the first ones warm up
  }
  return percentile(times, 0.99)
}

async function alternate(grown: World, young: World, rounds: number, measure: (world: World) => Promise<number>) {
  const times = { grown: [] as number[], young: [] as number[] }
  for (let round = 0; round < rounds; round += 1) {
    times.young.push(await measure(young))
    times.grown.push(await measure(grown))
  }
  return times
}

function toResult(name: string, times: { grown: number[]; young: number[] }, note: string): Result {
  const [ours, yardstick] = [median(times.grown), median(times.young)]
  const ratio = ours / yardstick
  const limits = { goal: `≤ ${limit} ×`, floor: `≤ ${limit} ×` }
  return { name, unit: 'ms', ours, yardstick, ratio, ...limits, met: ratio <= limit ? 'goal' : 'missed', note }
}

/** As the gateway would have stored them: both directions, twenty messages with each person. */
async function fill(world: World, count: number): Promise<void> {
  await world.stop()
  await world.sql((run) => insertConversations(run, world.sandbox, count))
  await world.tidy()
  await world.start()
}

async function insertConversations(run: RunSql, { phoneNumberId }: World['sandbox'], count: number): Promise<void> {
  const people = count / messagesEach
  await run(
    `insert into messages (id, account_id, number_id, direction, peer, type, content, state, wamid, timeline)
     select uuid_v7(), m.account_id, m.id, case when n % 2 = 0 then 'in' else 'out' end, '49151' || lpad((n % ${people})::text, 8, '0'), 'text',
            jsonb_build_object('type', 'text', 'text', jsonb_build_object('body', 'Your order ' || n || ' has left our house.')),
            (case when n % 2 = 0 then 'received' else 'read' end)::message_state, 'wamid.HBgN' || md5(n::text),
            jsonb_build_array(jsonb_build_object('status', 'sent', 'at', now()))
       from generate_series(1, ${count}) as n, numbers m where m.phone_number_id = '${phoneNumberId}'`,
  )
  await run(
    `insert into contacts (id, account_id, name, phone) select uuid_v7(), m.account_id, 'Person ' || n, '49151' || lpad(n::text, 8, '0')
       from generate_series(0, ${people - 1}) as n, numbers m where m.phone_number_id = '${phoneNumberId}'`,
  )
  await run(
    `insert into contact_identifiers (account_id, kind, value, contact_id, ending) select account_id, 'phone', phone, id, reverse(phone) from contacts`,
  )
  await run(
    `insert into conversations (id, account_id, number_id, contact_id, peers, last_at, last_said_at, last_message_id, last_direction,
            last_type, last_preview, unread, last_inbound_at)
     select uuid_v7(), c.account_id, l.number_id, c.id, array[c.phone], l.created_at, l.created_at, l.id, l.direction, l.type,
            'Your order has left our house.', 1, now()
       from contacts c join (select distinct on (peer) * from messages order by peer, id desc) l on l.peer = c.phone`,
  )
}

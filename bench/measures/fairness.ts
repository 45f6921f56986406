import type pg from 'pg'
import { percentile, type Result } from '../results.ts'
import { withSurroundings } from '../whole-life/surroundings.ts'
import { type RelaySystem, withDawk } from '../whole-life/systems.ts'
import type { BenchOptions } from '../world.ts'

const queued = 60_000
const perRequest = 1000
const singles = 40
const everyMs = 250
const longestMs = 60_000
/** In milliseconds, 99 of 100. */
const limits = { atMeta: 500, toCustomer: 1000, ofOthers: 150 }

interface Single {
  id: string
  /** When it was about to be posted. */
  acceptedAt: number
  /** Until it was answered. */
  answeredMs: number
}

/**
 * While one number has 60,000 messages of a campaign to send: how soon single messages of the same number are at Meta, and their
 * `sent` at the customer; and how soon those of another account are accepted and at Meta.
 */
export async function measureFairness(options: BenchOptions): Promise<Result[]> {
  return withSurroundings((around) =>
    withDawk({ ...options, env: { DAWK_REGISTRATION: 'open' } }, around, async (dawk) => {
      if (!dawk.counter) throw new Error('the database cannot be read')
      const other = await registerOther(dawk, dawk.counter)
      for (let count = 0; count < queued; count += perRequest) await post(dawk, '/messages/bulk', bulkFrom(count))
      const sent: Single[] = []
      const sentByOther: Single[] = []
      for (let place = 0; place < singles; place += 1) {
        const startedAt = Date.now()
        const [own, others] = await Promise.all([sendOne(dawk, place), sendOne(other, place)])
        sent.push(own)
        sentByOther.push(others)
        await pause(startedAt + everyMs - Date.now())
      }
      const left = await countLeft(dawk.counter)
      if (left === 0) throw new Error('The campaign was over before the last single message: queue more')
      console.log(`${left} messages of the campaign were left when the last single message was accepted`)
      const { atMeta, toCustomer } = await readProgress(dawk.counter, sent, true)
      const ofOther = await readProgress(dawk.counter, sentByOther, false)
      const accepting = sentByOther.map(({ answeredMs }) => answeredMs)
      return [
        ...toResults('at Meta', atMeta, limits.atMeta),
        ...toResults('`sent` at the customer', toCustomer, limits.toCustomer),
        ...toResults('of another account, accepted', accepting, limits.ofOthers),
        ...toResults('of another account, at Meta', ofOther.atMeta, limits.ofOthers),
      ]
    }),
  )
}

const bulkFrom = (start: number) => ({
  messages: Array.from({ length: perRequest }, (_, index) => ({
    to: `9198${start + index + 10_000_000}`,
    message: 'sale',
  })),
})

/** With a number of its own, and without an endpoint. */
async function registerOther(dawk: RelaySystem, counter: pg.Client): Promise<RelaySystem> {
  const registration = { name: 'Another', email: 'another@example.com' }
  const { data } = await post<{ data: { apiKey: string } }>(dawk, '/auth/register', registration, 201)
  await counter.query('update accounts set requests_per_minute = 1000000 where email = $1', [registration.email]) // before its key is known
  return { ...dawk, authorization: `Bearer ${data.apiKey}` }
}

async function sendOne(dawk: RelaySystem, place: number): Promise<Single> {
  const acceptedAt = Date.now()
  const { data } = await post<{ data: { id: string } }>(dawk, '/send-message', {
    to: `9197000000${place + 10}`,
    message: 'one',
  })
  return { id: data.id, acceptedAt, answeredMs: Date.now() - acceptedAt }
}

async function post<T>(
  { sendUrl, authorization }: RelaySystem,
  path: string,
  body: unknown,
  expected = 202,
): Promise<T> {
  const reply = await fetch(new URL(path, sendUrl), {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (reply.status !== expected) throw new Error(`${path} was answered with ${reply.status}: ${await reply.text()}`)
  return (await reply.json()) as T
}

async function countLeft(counter: pg.Client): Promise<number> {
  const { rows } = await counter.query<{ left: number }>(
    `select count(*)::int as left from lane_items where event_id is null and priority = 3`,
  )
  return rows[0]?.left ?? 0
}

/** From what the gateway stored: when Meta had taken each, and, where they are posted, when its `sent` was posted to the customer. What has not come within a minute counts as that. */
async function readProgress(
  counter: pg.Client,
  sent: readonly Single[],
  arePosted: boolean,
): Promise<{ atMeta: number[]; toCustomer: number[] }> {
  const startedAt = Date.now()
  for (;;) {
    const { rows } = await counter.query<{ id: string; sent_at: Date | null; posted_at: string | null }>(
      `select m.id, m.sent_at, p.posted_at from messages m
         left join (select e.data->>'messageId' as id, min(d.attempts->0->>'at') as posted_at
                      from events e join deliveries d on d.account_id = e.account_id and d.event_id = e.id
                     where e.type = 'message.status.sent' and e.id > $2 group by 1) p on p.id = m.id::text
        where m.id = any ($1::uuid[])`,
      [sent.map(({ id }) => id), sent[0]?.id],
    )
    const isOver = Date.now() - startedAt > longestMs
    if (!isOver && !rows.every((row) => row.sent_at && (row.posted_at || !arePosted))) await pause(1000)
    else {
      const byId = new Map(rows.map((row) => [row.id, row]))
      const since = (at: Date | string | null | undefined, { acceptedAt }: Single) =>
        at ? new Date(at).getTime() - acceptedAt : longestMs
      return {
        atMeta: sent.map((single) => since(byId.get(single.id)?.sent_at, single)),
        toCustomer: sent.map((single) => since(byId.get(single.id)?.posted_at, single)),
      }
    }
  }
}

function toResults(name: string, durations: readonly number[], limit: number): Result[] {
  return [0.5, 0.99].map((share) => {
    const ours = percentile(durations, share)
    const isGoal = share === 0.99
    return {
      name: `beside ${queued} queued, ${name}, p${share * 100}`,
      unit: 'ms',
      ours,
      yardstick: null,
      ratio: isGoal ? ours / limit : null,
      goal: '',
      floor: isGoal ? `≤ ${limit}` : '',
      met: isGoal ? (ours <= limit ? 'floor' : 'missed') : 'reported',
    } satisfies Result
  })
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)))

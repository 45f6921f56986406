import type pg from 'pg'
import type { Result } from '../results.ts'
import { type DatabaseCounts, readCounts } from '../whole-life/database-counts.ts'
import { processorMicros } from '../whole-life/processor-time.ts'
import { withSurroundings } from '../whole-life/surroundings.ts'
import { type RelaySystem, withDawk } from '../whole-life/systems.ts'
import type { BenchOptions } from '../world.ts'

const windowMs = 20_000
/** PGSTAT_IDLE_INTERVAL of PostgreSQL, and a little: until a backend that has become idle has told what it counted. */
const tellsAfterMs = 10_500
const sleepingLanes = 5000
const limits = { callsASecond: 6, share: 0.7 }

/** What a gateway costs that has nothing to do, and one whose lanes all wait for tomorrow; and whether those keep a message waiting. */
export async function measureIdle(options: BenchOptions): Promise<Result[]> {
  return withSurroundings((around) =>
    withDawk(options, around, async (dawk) => {
      if (!dawk.counter) throw new Error('nothing is counted')
      const empty = await watch('nothing to do', dawk, dawk.counter)
      await fallAsleep(dawk.counter)
      const asleep = await watch(`${sleepingLanes} lanes asleep`, dawk, dawk.counter)
      return [...empty, ...asleep, await sendOne(dawk, dawk.counter)]
    }),
  )
}

async function watch(name: string, { pids }: RelaySystem, counter: pg.Client): Promise<Result[]> {
  await pause(tellsAfterMs)
  const before = { counts: await readCounts(counter), micros: await processorMicros(pids.gateway) }
  await pause(windowMs)
  const used = (await processorMicros(pids.gateway)) - before.micros
  await pause(tellsAfterMs)
  const after = await readCounts(counter)
  const seconds = (windowMs + tellsAfterMs) / 1000
  console.log(describe(before.counts, after, seconds))
  const calls = (after.statements - before.counts.statements) / seconds
  return [
    toResult(`${name}: database calls`, '1/s', calls, limits.callsASecond),
    toResult(`${name}: gateway`, '% of a core', used / 10 / windowMs, limits.share),
  ]
}

/** Statements that are asked at least once in ten seconds. */
function describe(before: DatabaseCounts, after: DatabaseCounts, seconds: number): string {
  const perSecond = Object.entries(after.byStatement)
    .map(([text, { calls }]) => [text, (calls - (before.byStatement[text]?.calls ?? 0)) / seconds] as const)
    .filter(([, calls]) => calls >= 0.1)
  return perSecond
    .toSorted(([, a], [, b]) => b - a)
    .map(([text, calls]) => `${calls.toFixed(2)}/s  ${text.slice(0, 110)}`)
    .join('\n')
}

/** Endpoints that were paused, each with one retry tomorrow. */
async function fallAsleep(counter: pg.Client): Promise<void> {
  await counter.query(
    `with made as (
       insert into lanes (account_id, kind, ref)
       select a.id, 'endpoint', gen_random_uuid() from (select id from accounts limit 1) a, generate_series(1, $1) returning id, account_id)
     insert into lane_items (lane_id, ordering_key, account_id, priority, run_at, ref, event_id)
     select id, 0, account_id, 2, now() + interval '1 day', gen_random_uuid(), gen_random_uuid() from made`,
    [sleepingLanes],
  )
  await counter.query('analyze lanes, lane_items')
}

async function sendOne({ sendUrl, authorization }: RelaySystem, counter: pg.Client): Promise<Result> {
  const startedAt = performance.now()
  const reply = await fetch(sendUrl, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ to: '919900112233', message: 'awake' }),
  })
  if (reply.status !== 202) throw new Error(`The message was answered with ${reply.status}: ${await reply.text()}`)
  const isSent = async () => {
    const { rows } = await counter.query(
      `select from messages where content->'text'->>'body' = 'awake' and sent_at is not null`,
    )
    return rows.length > 0
  }
  while (!(await isSent())) {
    if (performance.now() - startedAt > 60_000) throw new Error('The message was not sent within a minute')
    await pause(20)
  }
  return toResult(`${sleepingLanes} lanes asleep: until a message is sent`, 'ms', performance.now() - startedAt, 2000)
}

function toResult(name: string, unit: string, ours: number, limit: number): Result {
  const met = ours <= limit ? 'floor' : 'missed'
  return { name, unit, ours, yardstick: null, ratio: ours / limit, goal: '', floor: `≤ ${limit}`, met }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

import { createWriteStream, openAsBlob } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { until } from '../../tests/support/processes.ts'
import { compare, type Result } from '../results.ts'
import { type BenchOptions, inWorld, type World } from '../world.ts'
import { copyBare } from '../yardsticks/bare-copy.ts'

/** Of what a bare reader reaches that copies the same file into a table without indexes: the goal, and what must be. */
const goal = 0.3
const floor = 0.15

const columns = ['Mobile', 'Name', 'City', 'Email', 'Tags']
const mapping = {
  columns: [
    { column: 'Mobile', target: 'phone' },
    { column: 'Name', target: 'name' },
    { column: 'City', target: 'attributes.city' },
    { column: 'Email', target: 'attributes.email' },
    { column: 'Tags', target: 'tags' },
  ],
}

interface View {
  id: string
  state: string
  startedAt: string
  finishedAt: string
  run: { counts: { created: number; unchanged: number } }
}

/** Rows a second of an import of new people, and of the same file again, beside a bare copy of it. */
export function measureImports(options: BenchOptions): Promise<Result[]> {
  const rows = options.rows ?? (options.quick ? 20_000 : 200_000)
  return inWorld(options, 'imports', async (world) => {
    const path = join(world.directory, 'people.csv')
    await pipeline(fileOf(rows), createWriteStream(path))
    for (const [key, type] of [
      ['city', 'text'],
      ['email', 'email'],
    ])
      await world.call('POST', '/v1/attributes', { key, type, label: key })
    await world.tidy()
    const bare = world.databaseUrl === undefined ? null : await copyBare(world.databaseUrl, path, columns.length, rows)
    const fresh = await run(world, path)
    const again = await run(world, path)
    if (fresh.created !== rows || again.unchanged !== rows)
      throw new Error('the import did not do what it is measured for')
    const note = `${rows.toLocaleString('en')} rows of ${columns.length} columns; beside it csv-parse and COPY alone`
    const yardstick = bare === null ? [] : [bare]
    const aims = bare === null ? {} : { aims: { goal, floor } }
    return [
      compare({ name: 'import, new people', unit: 'rows/s', ours: [fresh.perSecond], yardstick, ...aims, note }),
      compare({ name: 'import, the same file again', unit: 'rows/s', ours: [again.perSecond], yardstick, note }),
      ...memoryOf(options, fresh),
    ]
  })
}

/** What the gateway held in the first and in the last quarter of a run: an import of any length holds the same. */
function memoryOf({ memory }: BenchOptions, { from, to }: { from: number; to: number }): Result[] {
  const most = (begin: number, end: number) =>
    Math.max(...memory.filter(({ at }) => at >= begin && at <= end).map(({ megabytes }) => megabytes))
  const quarter = (to - from) / 4
  const [first, last] = [most(from, from + quarter), most(to - quarter, to)]
  if (!Number.isFinite(first) || !Number.isFinite(last)) return []
  const note = `most in the first quarter ${Math.round(first)} MB, in the last ${Math.round(last)} MB`
  const fixed = { yardstick: null, ratio: null, goal: '', floor: '', met: 'reported' as const }
  return [{ name: 'import, memory of the gateway', unit: 'MB', ours: last, ...fixed, note }]
}

function* fileOf(rows: number): Generator<string> {
  const cities = ['Pune', 'Goa', 'Nashik', 'Delhi']
  const line = (at: number) =>
    `+9198${10_000_000 + at},Person ${at} Kumar,${cities[at % 4]},person${at}@example.com,${at % 3 ? '' : 'vip'}\n`
  yield `${columns.join(',')}\n`
  for (let from = 0; from < rows; from += 10_000)
    yield Array.from({ length: Math.min(10_000, rows - from) }, (_, at) => line(from + at)).join('')
}

interface Run {
  perSecond: number
  created: number
  unchanged: number
  /** Of the run, in milliseconds. */
  from: number
  to: number
}

async function run(world: World, path: string): Promise<Run> {
  const { url, apiKey } = world.sandbox
  const form = new FormData()
  form.set('file', await openAsBlob(path), 'people.csv')
  const reply = await fetch(`${url}/v1/contacts/imports`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}` },
    body: form,
  })
  const { id } = (await reply.json()) as View
  await reached(world, id, 'analysed')
  await world.call('PUT', `/v1/contacts/imports/${id}/mapping`, { mapping })
  await world.call('POST', `/v1/contacts/imports/${id}/run`)
  const done = await reached(world, id, 'completed')
  const { created, unchanged } = done.run.counts
  const [from, to] = [Date.parse(done.startedAt), Date.parse(done.finishedAt)]
  return { perSecond: (created + unchanged) / ((to - from) / 1000), created, unchanged, from, to }
}

async function reached(world: World, id: string, state: string): Promise<View> {
  let found: View | null = null
  await until(
    `the import is ${state}`,
    async () => {
      found = await world.call<View>('GET', `/v1/contacts/imports/${id}`)
      if (found.state === 'failed') throw new Error('the import failed')
      return found.state === state
    },
    3_600_000,
  )
  if (found === null) throw new Error('the import is gone')
  return found
}

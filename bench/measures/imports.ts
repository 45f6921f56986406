import { openAsBlob } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
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
  const rows = options.quick ? 20_000 : 200_000
  return inWorld(options, 'imports', async (world) => {
    const path = join(world.directory, 'people.csv')
    await writeFile(path, fileOf(rows))
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
    ]
  })
}

function fileOf(rows: number): string {
  const cities = ['Pune', 'Goa', 'Nashik', 'Delhi']
  const line = (_: unknown, at: number) =>
    `+9198${10_000_000 + at},Person ${at} Kumar,${cities[at % 4]},person${at}@example.com,${at % 3 ? '' : 'vip'}`
  return `${columns.join(',')}\n${Array.from({ length: rows }, line).join('\n')}\n`
}

async function run(world: World, path: string): Promise<{ perSecond: number; created: number; unchanged: number }> {
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
  const seconds = (Date.parse(done.finishedAt) - Date.parse(done.startedAt)) / 1000
  return { perSecond: (created + unchanged) / seconds, created, unchanged }
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
    600_000,
  )
  if (found === null) throw new Error('the import is gone')
  return found
}

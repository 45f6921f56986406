import { cpus, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { measureAccept } from './measures/accept.ts'
import { measureAccounts } from './measures/accounts.ts'
import { measureBulk } from './measures/bulk.ts'
import { measureCapped } from './measures/capped.ts'
import { measureConversations } from './measures/conversations.ts'
import { measureCounts } from './measures/counts.ts'
import { measureDeliveries } from './measures/deliveries.ts'
import { measureDispatch } from './measures/dispatch.ts'
import { measureFairness } from './measures/fairness.ts'
import { measureGrowth } from './measures/growth.ts'
import { measureIdle } from './measures/idle.ts'
import { measureImports } from './measures/imports.ts'
import { measureInbound } from './measures/inbound.ts'
import { measureLatency } from './measures/latency.ts'
import { measureMedia } from './measures/media.ts'
import { measureMemory } from './measures/memory.ts'
import { measurePeers, measureTruth } from './measures/peers.ts'
import { measurePolicy } from './measures/policy.ts'
import { measureProcesses } from './measures/processes.ts'
import { measureSdk } from './measures/sdk.ts'
import { measureSegments } from './measures/segments.ts'
import { measureWholeLife } from './measures/whole-life.ts'
import { type Result, renderTable } from './results.ts'
import type { BenchOptions, MemoryLog } from './world.ts'

const measures: Record<string, (options: BenchOptions) => Promise<Result[]>> = {
  'whole-life': measureWholeLife,
  counts: measureCounts,
  idle: measureIdle,
  fairness: measureFairness,
  accounts: measureAccounts,
  processes: measureProcesses,
  peers: measurePeers,
  truth: measureTruth,
  latency: measureLatency,
  accept: measureAccept,
  bulk: measureBulk,
  dispatch: measureDispatch,
  capped: measureCapped,
  inbound: measureInbound,
  deliveries: measureDeliveries,
  growth: measureGrowth,
  media: measureMedia,
  conversations: measureConversations,
  policy: measurePolicy,
  segments: measureSegments,
  sdk: measureSdk,
  imports: measureImports,
  memory: measureMemory,
}

const help = `npm run bench [-- --embedded] [-- --quick] [-- --only <measure>[,<measure>]] [-- --load-seconds <seconds>] [-- --profile-dir <directory>] [-- --rates <a second>[,<a second>]] [-- --rows <of an import>]
Measures: ${Object.keys(measures).join(', ')}. PostgreSQL at TEST_DATABASE_URL, else at 127.0.0.1:5432.`

function readOptions(): { options: BenchOptions; names: string[] } {
  const { values } = parseArgs({
    options: {
      embedded: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      'load-seconds': { type: 'string' },
      'profile-dir': { type: 'string' },
      rates: { type: 'string' },
      rows: { type: 'string' },
    },
  })
  const { embedded, quick, only } = values
  const names = only?.split(',') ?? Object.keys(measures)
  const unknown = names.filter((name) => !(name in measures))
  if (unknown.length > 0) throw new Error(`There is no measure "${unknown.join(', ')}".\n${help}`)
  const serverUrl = embedded ? null : (process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test')
  const loadSeconds = Number(values['load-seconds'] ?? (quick ? 5 : 20))
  return {
    options: {
      serverUrl,
      quick,
      rounds: quick ? 1 : 2,
      loadSeconds,
      memory: [],
      profileDir: values['profile-dir'] ?? null,
      rates: values.rates?.split(',').map(Number) ?? null,
      rows: values.rows === undefined ? null : Number(values.rows),
    },
    names,
  }
}

async function describeDatabase(serverUrl: string | null): Promise<string> {
  if (serverUrl === null) return 'embedded PGlite'
  const client = new pg.Client({ connectionString: serverUrl, connectionTimeoutMillis: 5000 })
  await client.connect()
  const { rows } = await client.query<{ server_version: string }>('show server_version')
  await client.end()
  return `PostgreSQL ${rows[0]?.server_version}`
}

/** The most that any gateway of this run has held. */
function memoryOfRun(memory: MemoryLog): Result[] {
  const most = memory.toSorted((a, b) => b.megabytes - a.megabytes)[0]
  if (!most) return []
  const fixed = { yardstick: null, ratio: null, goal: '', floor: '', met: 'reported' as const }
  return [{ name: 'memory, most of the run', unit: 'MB', ours: most.megabytes, ...fixed, note: `in ${most.name}` }]
}

async function main(): Promise<void> {
  const { options, names } = readOptions()
  const machine = `${cpus().length} × ${cpus()[0]?.model}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.version}`
  console.log(
    `${machine}, ${await describeDatabase(options.serverUrl).catch((error: unknown) => `no answer of PostgreSQL: ${error}`)}\n${new Date().toISOString()}`,
  )
  const results: Result[] = []
  const startedAt = performance.now()
  for (const name of names) {
    const found = await measures[name]?.(options).catch((error: unknown) => {
      process.exitCode = 1
      console.error(`${name} was not measured: ${error instanceof Error ? error.message : error}`)
      return []
    })
    results.push(...(found ?? []))
    for (const result of found ?? []) console.log(JSON.stringify(result))
  }
  const memory = memoryOfRun(options.memory)
  for (const result of memory) console.log(JSON.stringify(result))
  console.log(`\n${renderTable([...results, ...memory])}`)
  console.log(`\nDone in ${Math.round((performance.now() - startedAt) / 1000)} s.`)
}

await main()

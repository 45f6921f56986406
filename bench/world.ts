import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openDatabase } from '@dawk/core/platform/database/open-database.ts'
import pg from 'pg'
import { createDatabase } from '../tests/support/database.ts'
import type { Sandbox } from '../tests/support/gateway.ts'
import { createSandboxKey } from '../tests/support/operator-command.ts'
import {
  freePort,
  type RunningProcess,
  readJson,
  root,
  startProcess,
  temporaryDirectory,
  until,
} from '../tests/support/processes.ts'
import { type CpuTime, describeCpu, readCpuTime } from './cpu.ts'
import type { LoadRequest } from './load.ts'
import { runLoad } from './processes.ts'
import { type SimulatorProcess, startSimulator } from './simulator.ts'
import { recipientCount, recipientOf, textOf } from './texts.ts'

export interface BenchOptions {
  /** Null: the embedded database. */
  serverUrl: string | null
  quick: boolean
  rounds: number
  /** How long the measure of memory keeps the gateway under full load. */
  loadSeconds: number
  memory: MemoryLog
  /** Where the gateways leave CPU profiles when they stop; null: nowhere. */
  profileDir: string | null
  /** Processes of the gateway beside the first, by role; that one is then of the role `api`. Absent: one process does everything. */
  others?: readonly ('api' | 'worker')[]
  /** Messages a second at which the whole life is measured; null: the usual ones. */
  rates: readonly number[] | null
  /** More settings of the gateway. Absent: none. */
  env?: Readonly<Record<string, string>>
  /** Of the file that is imported; null: the usual ones. */
  rows: number | null
}

export type MemoryLog = { name: string; megabytes: number; at: number }[]

export type RunSql = (text: string) => Promise<unknown>

/** A gateway with its own database and its own simulator, each a process. */
export interface World {
  sandbox: Sandbox
  simulator: SimulatorProcess
  directory: string
  /** Of the gateway's database; undefined: it is the embedded one. */
  databaseUrl: string | undefined
  /** Posts messages at the gateway, and returns how fast they were accepted. */
  accept(load: { seconds: number; backsOff?: boolean } | { count: number }): Promise<Accepted>
  setRate(perSecond: number | 'uncapped'): Promise<void>
  /** Requests a minute that the account may make. */
  setLimit(perMinute: number | 'unlimited'): Promise<void>
  call<T>(method: string, path: string, body?: unknown): Promise<T>
  start(): Promise<void>
  stop(): Promise<void>
  /** As a crash. */
  kill(): Promise<void>
  /** Of the gateway that runs. */
  cpu(): Promise<CpuTime>
  /** Of the gateway that runs. */
  pid(): number
  /** Of the processes beside it. */
  otherPids(): number[]
  /** Where requests may be sent. */
  urls: readonly string[]
  /** Only while the gateway is stopped: the embedded database has one owner. */
  sql(work: (run: RunSql) => Promise<void>): Promise<void>
  /** Vacuum and checkpoint, so that what a fill has left to do is not done during a measure. PostgreSQL only. */
  tidy(): Promise<void>
}

interface Accepted {
  count: number
  perSecond: number
  /** How many were answered with 503; only where the load backs off. */
  turnedAway: number
  /** Processor time for each, in words. */
  cpu: string
}

const connections = 64
/** A machine that does other work takes this long to migrate a fresh database. */
const longestStartMs = 180_000

export function sendRequests(count: number): LoadRequest[] {
  return Array.from({ length: count }, (_, index) => ({
    body: JSON.stringify({ to: recipientOf(index), message: textOf(index), metadata: { order: index } }),
  }))
}

/** Opens a world named for the memory log, does the work and takes everything away again. */
export async function inWorld<T>(options: BenchOptions, name: string, work: (world: World) => Promise<T>): Promise<T> {
  const directory = await temporaryDirectory()
  const database = options.serverUrl === null ? null : await createDatabase(options.serverUrl)
  const simulator = await startSimulator()
  await simulator.statuses('none')
  const gateway = await prepareGateway(options, name, directory.path, database?.url, simulator)
  try {
    return await work(await openWorld(gateway, simulator, directory.path, database?.url))
  } finally {
    if (options.profileDir) await gateway.stop()
    await gateway.kill()
    await simulator.stop()
    await database?.dispose()
    await directory.remove()
  }
}

interface Gateway {
  url: string
  env: Record<string, string>
  start(): Promise<void>
  stop(): Promise<void>
  kill(): Promise<void>
  cpu(): Promise<CpuTime>
  pid(): number
  otherPids(): number[]
  urls: readonly string[]
}

async function prepareGateway(
  { memory, profileDir, others, env: more }: BenchOptions,
  name: string,
  dataDir: string,
  databaseUrl: string | undefined,
  simulator: SimulatorProcess,
): Promise<Gateway> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const env = {
    PORT: String(port),
    DAWK_DATA_DIR: dataDir,
    DAWK_SANDBOX_WINDOW: 'open',
    SIMULATOR_URL: simulator.url,
    DAWK_SANDBOX: 'true',
    EGRESS_ALLOW_CIDRS: '127.0.0.0/8',
    LOG_LEVEL: 'warn',
    ...(databaseUrl && { DATABASE_URL: databaseUrl }),
    ...more,
  }
  const profile = profileDir ? ['--cpu-prof', `--cpu-prof-dir=${join(profileDir, name.replaceAll(/\W+/g, '-'))}`] : []
  const flags = [...(await flagsOfStart()), ...profile]
  let running: RunningProcess | null = null
  let beside: RunningProcess[] = []
  const ports = await Promise.all((others ?? []).map(async (role) => ({ role, port: await freePort() })))
  const portsOfApi = ports.flatMap(({ role, port }) => (role === 'api' ? port : []))
  let sampling: NodeJS.Timeout | undefined
  const end = async (signal: NodeJS.Signals) => {
    clearInterval(sampling)
    await Promise.all([running, ...beside].map((one) => one?.stop(signal)))
  }
  const startOthers = () => {
    beside = ports.map(({ role, port }) =>
      startProcess('apps/gateway/src/main.mjs', [`--role=${role}`], { ...env, PORT: String(port) }, flags),
    )
  }
  return {
    url,
    urls: [url, ...portsOfApi.map((port) => `http://127.0.0.1:${port}`)],
    otherPids: () => beside.map(({ child }) => child.pid ?? 0),
    env,
    async start() {
      running = startProcess('apps/gateway/src/main.mjs', others ? ['--role=api'] : [], env, flags)
      const { child, output } = running
      const isReady = async () => child.exitCode !== null || (await fetch(`${url}/health/ready`)).ok
      await until('the gateway', isReady, longestStartMs).catch((error) => {
        throw new Error(`${error}\n${output()}`)
      })
      if (child.exitCode !== null) throw new Error(output())
      startOthers()
      for (const port of portsOfApi)
        await until(
          'another process',
          async () => (await fetch(`http://127.0.0.1:${port}/health/ready`)).ok,
          longestStartMs,
        )
      sampling = setInterval(() => void sampleMemory(memory, name, child.pid ?? 0), 500)
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    cpu: () => readCpuTime(running?.child.pid ?? 0),
    pid: () => running?.child.pid ?? 0,
  }
}

/** The gateway is measured as `npm start` starts it. */
async function flagsOfStart(): Promise<string[]> {
  const { scripts } = await readJson<{ scripts: { start: string } }>(join(root, 'package.json'))
  return scripts.start.match(/--\S+/g) ?? []
}

async function sampleMemory(memory: MemoryLog, name: string, pid: number): Promise<void> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const kilobytes = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0)
  if (kilobytes > 0) memory.push({ name, megabytes: kilobytes / 1024, at: Date.now() })
}

async function openWorld(
  gateway: Gateway,
  simulator: SimulatorProcess,
  directory: string,
  databaseUrl: string | undefined,
): Promise<World> {
  await gateway.start()
  const sandbox = databaseUrl
    ? { ...(await createSandboxKey(gateway.env)), url: gateway.url, simulatorUrl: simulator.url }
    : await readJson<Sandbox>(join(directory, 'sandbox.json'))
  const { phoneNumberId, apiKey, accountId } = sandbox
  const setLimit = (perMinute: number | 'unlimited') =>
    operate(gateway.env, ['limits', '--account', accountId, '--requests-per-minute', String(perMinute)])
  await setLimit('unlimited')
  await simulator.unlimit(phoneNumberId)
  const authorization = `Bearer ${apiKey}`
  return {
    sandbox,
    simulator,
    directory,
    databaseUrl,
    async accept(load) {
      const headers = { authorization, 'content-type': 'application/json' }
      const url = `${gateway.url}/send-message`
      const requests = sendRequests('count' in load ? load.count : recipientCount)
      const timed = 'seconds' in load ? { ...load, warmUpSeconds: 1 } : {}
      const before = await gateway.cpu()
      const result = await runLoad(directory, { url, connections, headers, ...timed }, requests)
      const cpu = describeCpu(before, await gateway.cpu(), result.all)
      return { ...result, cpu, turnedAway: result.otherStatuses['503'] ?? 0 }
    },
    setLimit,
    setRate: (perSecond) =>
      operate(gateway.env, ['number-rate', '--phone-number-id', phoneNumberId, '--per-second', String(perSecond)]),
    call: <T>(method: string, path: string, body?: unknown) => call<T>(gateway.url + path, authorization, method, body),
    start: gateway.start,
    stop: gateway.stop,
    kill: gateway.kill,
    cpu: gateway.cpu,
    pid: gateway.pid,
    otherPids: gateway.otherPids,
    urls: gateway.urls,
    async tidy() {
      if (!databaseUrl) return
      await onServer(databaseUrl, async (run) => {
        await run('vacuum analyze')
        await run('checkpoint')
      })
    },
    sql: (work) => (databaseUrl ? onServer(databaseUrl, work) : onEmbedded(directory, work)),
  }
}

async function operate(env: Record<string, string>, args: readonly string[]): Promise<void> {
  const running = startProcess('apps/gateway/src/cli.ts', args, env)
  const [code] = (await once(running.child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`${args[0]}: ${running.output()}`)
}

async function call<T>(url: string, authorization: string, method: string, body?: unknown): Promise<T> {
  const reply = await fetch(url, {
    method,
    headers: { authorization, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  if (!reply.ok) throw new Error(`${method} ${url} answered ${reply.status}: ${await reply.text()}`)
  return (await reply.json()) as T
}

async function onServer(url: string, work: (run: RunSql) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await work((text) => client.query(text))
  } finally {
    await client.end()
  }
}

async function onEmbedded(dataDir: string, work: (run: RunSql) => Promise<void>): Promise<void> {
  const db = await openDatabase({ dataDir })
  try {
    await work((text) => db.worker.query(text, []))
  } finally {
    await db.close()
  }
}

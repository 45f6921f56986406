import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { startSimulator } from '@dawk/simulator/simulator.ts'
import { readConfig } from '../../apps/gateway/src/config.ts'
import { createLogger } from '../../apps/gateway/src/logger.ts'
import { startGateway as start } from '../../apps/gateway/src/start.ts'
import { copiedEmbeddedDatabase, freshDatabase, unmigratedDatabase } from './database.ts'
import { createSandboxKey, operateInProcess } from './operator-command.ts'
import { freePort, type RunningProcess, readJson, startProcess, temporaryDirectory, until } from './processes.ts'

export interface Sandbox {
  url: string
  apiKey: string
  accountId: string
  phoneNumberId: string
  simulatorUrl: string
}

export interface RunningGateway extends Sandbox {
  dataDir: string
  databaseUrl: string | undefined
  /** An authenticated call; the answer's status, headers and parsed body. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>
  /** An operator command, by name, with its options. */
  operate(command: string, options: Record<string, string>): Promise<string>
  /** What it has logged so far. */
  output(): string
  close(): Promise<void>
}

/** One that can be killed, restarted and read. */
export interface GatewayProcess extends RunningGateway {
  process(): RunningProcess
  /** The same gateway again, after it was stopped or killed. */
  restart(): Promise<void>
}

// biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of many shapes
export type Reply = { status: number; headers: Headers; body: any }

export interface StartOptions {
  /** Of the command line. */
  args?: readonly string[]
  /** The gateway makes its schema by itself, as on its very first start. */
  fromNothing?: boolean
  /** A data directory of which the gateway gets a copy. */
  dataFrom?: string
}

interface TestContext {
  onTestFinished(fn: () => Promise<void>): void
}

/** What a gateway under test stands on. */
interface Ground {
  settings: Record<string, string>
  isTrial: boolean
  databaseUrl: string | undefined
  dispose(): Promise<void>
}

async function prepare(env: Record<string, string>, { fromNothing = false, dataFrom }: StartOptions): Promise<Ground> {
  const directory = await temporaryDirectory()
  if (dataFrom) await cp(dataFrom, directory.path, { recursive: true, filter: (path) => !path.endsWith('.sock') })
  const database = dataFrom ? nothingToDispose : await databaseFor(directory.path, env['DATABASE_URL'], fromNothing)
  const settings: Record<string, string> = {
    PORT: String(await freePort()),
    SIMULATOR_PORT: String(await freePort()),
    DAWK_DATA_DIR: directory.path,
    LOG_LEVEL: 'warn',
    DAWK_SANDBOX_WINDOW: 'open', // most tests write to people who have not written first
    DAWK_SAMPLE_PEOPLE: 'false',
    RAZORPAY_EMULATOR_PORT: '0',
    STRIPE_EMULATOR_PORT: '0',
    ...(database.url && { DATABASE_URL: database.url }),
    ...env,
  }
  // nothing leaves this machine: the simulator is no shop, and says so
  settings['SHOPIFY_API_URL'] ??= settings['SIMULATOR_URL'] ?? `http://127.0.0.1:${settings['SIMULATOR_PORT']}`
  const isTrial = !Object.keys(settings).some((name) => /^(DATABASE_URL|META_(APP|VERIFY)_\w+)$/.test(name))
  const simulator =
    isTrial || settings['SIMULATOR_URL'] ? null : await startSimulator({ port: Number(settings['SIMULATOR_PORT']) })
  if (!isTrial) Object.assign(settings, { ...productionSettings(settings, simulator?.url), ...env })
  const dispose = async () => {
    await simulator?.close()
    await directory.remove()
    await database.dispose()
  }
  return { settings, isTrial, databaseUrl: database.url, dispose }
}

async function settle(
  { settings, isTrial, databaseUrl }: Ground,
  url: string,
): Promise<Omit<RunningGateway, 'close' | 'output'>> {
  const dataDir = settings['DAWK_DATA_DIR'] ?? ''
  const sandbox = isTrial
    ? await readJson<Sandbox>(join(dataDir, 'sandbox.json'))
    : { ...(await createSandboxKey(settings)), url, simulatorUrl: settings['SIMULATOR_URL'] ?? '' }
  await until('the number on the simulator', () => isRegistered(sandbox))
  await setStatusDelays(sandbox.simulatorUrl)
  const asSandbox: RunningGateway['call'] = (method, path, body, headers) => call(sandbox, method, path, body, headers)
  const operate: RunningGateway['operate'] = (command, options) => operateInProcess(settings, command, options)
  return { ...sandbox, dataDir, databaseUrl, call: asSandbox, operate }
}

/**
 * A whole gateway in this process, on its own database and free ports, with a sandbox account. Where its settings are
 * those of production, the simulator runs beside it, and the account's key comes from the operator command. Statuses come
 * at once rather than after seconds. It ends with the test, or, given `null`, when the caller calls `close`.
 */
export async function startGateway(
  t: TestContext | null,
  env: Record<string, string> = {},
  options: StartOptions = {},
): Promise<RunningGateway> {
  const ground = await prepare(env, options)
  const lines: string[] = []
  const log = createLogger(ground.settings['LOG_LEVEL'] ?? 'warn', { write: (line) => void lines.push(line) })
  const running = await start(readConfig(ground.settings, options.args ?? []), log).catch(async (error: unknown) => {
    await ground.dispose()
    throw error
  })
  const close = async () => {
    await running.stop()
    await ground.dispose()
  }
  t?.onTestFinished(close)
  return { ...(await settle(ground, running.url ?? '')), output: () => lines.join(''), close }
}

/** The same in a process of its own, for tests that kill it, start it again or read what it prints. */
export async function startGatewayProcess(
  t: TestContext | null,
  env: Record<string, string> = {},
  options: StartOptions = {},
): Promise<GatewayProcess> {
  const ground = await prepare(env, options)
  const url = `http://127.0.0.1:${ground.settings['PORT']}`
  const run = () => startProcess('apps/gateway/src/main.mjs', options.args ?? [], ground.settings)
  let running = run()
  const close = async () => {
    await running.stop('SIGKILL')
    await ground.dispose()
  }
  t?.onTestFinished(close)
  await ready(url, running)
  return {
    ...(await settle(ground, url)),
    process: () => running,
    output: () => running.output(),
    async restart() {
      running = run()
      await ready(url, running)
    },
    close,
  }
}

/** What a trial has by itself: a sandbox, and webhooks that reach this machine. */
function productionSettings(settings: Record<string, string>, simulatorUrl: string | undefined) {
  return {
    DAWK_SANDBOX: 'true',
    DAWK_REGISTRATION: 'open',
    ...(simulatorUrl && { SIMULATOR_URL: simulatorUrl }),
    ...(!settings['META_APP_SECRET'] && { EGRESS_ALLOW_CIDRS: '127.0.0.0/8,::1/128' }),
  }
}

const nothingToDispose = { url: undefined, dispose: async () => {} }

/** `given` is a database that the caller has made; '': the embedded one, whatever the tests run on. */
function databaseFor(dataDir: string, given: string | undefined, fromNothing: boolean) {
  if (given) return { url: given, dispose: async () => {} }
  if (given === '') return copiedEmbeddedDatabase(dataDir)
  return fromNothing ? unmigratedDatabase() : freshDatabase(dataDir)
}

/** A process compiles everything, and the embedded database with it, on a machine that may do much else. */
const startMs = 60_000

async function ready(url: string, running: RunningProcess): Promise<void> {
  const isReady = async () => {
    if (running.child.exitCode !== null) throw new Error(`it ended: ${running.output()}`)
    return (await fetch(`${url}/health/ready`)).ok
  }
  await until('the gateway', isReady, startMs).catch((error) => {
    throw new Error(`${error}\n${running.output()}`)
  })
}

async function isRegistered({ simulatorUrl, phoneNumberId }: Sandbox): Promise<boolean> {
  return (await (await fetch(`${simulatorUrl}/_simulator/numbers`)).text()).includes(phoneNumberId)
}

async function setStatusDelays(simulatorUrl: string): Promise<void> {
  await fetch(`${simulatorUrl}/_simulator/faults`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ statusDelaysMs: { sent: 10, delivered: 30, read: 60 } }),
  })
}

async function call(
  { url, apiKey }: Sandbox,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Reply> {
  const reply = await fetch(`${url}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${apiKey}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await reply.text()
  return { status: reply.status, headers: reply.headers, body: parse(text) }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

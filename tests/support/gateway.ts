import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { startSimulator } from '@dawk/simulator/simulator.ts'
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
  process(): RunningProcess
  /** The same gateway again, after it was stopped or killed. */
  restart(): Promise<void>
  /** An operator command, by name, with its options. */
  operate(command: string, options: Record<string, string>): Promise<string>
  /** An authenticated call; the answer's status, headers and parsed body. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>
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

/**
 * A real gateway in a process of its own, on its own database and free ports, with a sandbox account. Where its settings
 * are those of production, the simulator runs in this process, and the account's key comes from the operator command.
 * Statuses come at once rather than after seconds. It ends with the test, or, given `null`, when the caller calls `close`.
 */
export async function startGateway(
  t: TestContext | null,
  env: Record<string, string> = {},
  { args = [], fromNothing = false, dataFrom }: StartOptions = {},
): Promise<RunningGateway & { close(): Promise<void> }> {
  const directory = await temporaryDirectory()
  if (dataFrom) await cp(dataFrom, directory.path, { recursive: true, filter: (path) => !path.endsWith('.sock') })
  const database = dataFrom ? nothingToDispose : await databaseFor(directory.path, env['DATABASE_URL'], fromNothing)
  const settings: Record<string, string> = {
    PORT: String(await freePort()),
    SIMULATOR_PORT: String(await freePort()),
    DAWK_DATA_DIR: directory.path,
    LOG_LEVEL: 'warn',
    ...(database.url && { DATABASE_URL: database.url }),
    ...env,
  }
  const isTrial = !Object.keys(settings).some((name) => /^(DATABASE_URL|META_(APP|VERIFY)_\w+)$/.test(name))
  const simulator =
    isTrial || settings['SIMULATOR_URL'] ? null : await startSimulator({ port: Number(settings['SIMULATOR_PORT']) })
  if (!isTrial) Object.assign(settings, { ...productionSettings(settings, simulator?.url), ...env })
  let running = startProcess('apps/gateway/src/main.mjs', args, settings)
  const url = `http://127.0.0.1:${settings.PORT}`
  const close = async () => {
    await running.stop('SIGKILL')
    await simulator?.close()
    await directory.remove()
    await database.dispose()
  }
  t?.onTestFinished(close)
  await ready(url, running)
  const sandbox = isTrial
    ? await readJson<Sandbox>(join(directory.path, 'sandbox.json'))
    : { ...(await createSandboxKey(settings)), url, simulatorUrl: settings['SIMULATOR_URL'] ?? '' }
  await until('the number on the simulator', () => isRegistered(sandbox))
  await setStatusDelays(sandbox.simulatorUrl)
  return {
    ...sandbox,
    dataDir: directory.path,
    databaseUrl: database.url,
    process: () => running,
    async restart() {
      running = startProcess('apps/gateway/src/main.mjs', args, settings)
      await ready(url, running)
    },
    operate: (command, options) => operateInProcess(settings, command, options),
    call: (method, path, body, headers) => call(sandbox, method, path, body, headers),
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

async function ready(url: string, running: RunningProcess): Promise<void> {
  await until('the gateway', async () => {
    if (running.child.exitCode !== null) throw new Error(`it ended: ${running.output()}`)
    return (await fetch(`${url}/health/ready`)).ok
  }).catch((error) => {
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

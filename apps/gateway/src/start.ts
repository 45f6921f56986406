import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { createHeartbeat } from '@dawk/core/messaging/numbers/webhook-gaps.ts'
import type { Database } from '@dawk/core/platform/database/database.ts'
import { databaseWitness } from '@dawk/core/platform/database/database-witness.ts'
import { openDatabase } from '@dawk/core/platform/database/open-database.ts'
import type { TrialSession } from '@dawk/core/tenancy/sign-in/sessions/trial-session.ts'
import { buildServer } from '@dawk/http/server.ts'
import { startSimulator } from '@dawk/simulator/simulator.ts'
import type { Logger } from 'pino'
import { watchAdoption } from './adoption.ts'
import type { Config } from './config.ts'
import { createGateway, type Gateway } from './context.ts'
import { provideVendors } from './emulators.ts'
import { isLoopback, modeNotice } from './mode.ts'
import { runOperatorCommand } from './operator/commands.ts'
import type { Lifecycle } from './readiness.ts'
import { provideSandboxAccount, type SandboxFile } from './sandbox-account.ts'
import { keepRoot, openSecretBox, type SecretKeys } from './secret-box.ts'
import { loadSecretKey } from './secret-key.ts'
import { serveWorker } from './worker-server.ts'

export interface Running {
  /** Null: this process takes no requests. */
  url: string | null
  /** Null: there is no sandbox. */
  simulatorUrl: string | null
  /** Null: no key is to be printed. */
  sandbox: SandboxFile | null
  /** Signs in to the dashboard; null: this is no trial. */
  dashboardUrl: string | null
  notices: readonly string[]
  /** Drains: no new work, what runs settles, the database last. */
  stop(): Promise<void>
}

type Closer = () => Promise<unknown>

/** Starts in order; what was started is stopped again when a later step fails. */
export async function startGateway(config: Config, log: Logger): Promise<Running> {
  const closers: Closer[] = []
  const stop = async () => {
    for (let closer = closers.pop(); closer; closer = closers.pop()) await closer()
  }
  try {
    return await startInOrder(config, log, closers, stop)
  } catch (error) {
    await stop().catch((cause: unknown) => log.error({ err: cause }, 'cleaning up after a failed start'))
    throw error
  }
}

async function startInOrder(config: Config, log: Logger, closers: Closer[], stop: Closer): Promise<Running> {
  const keys = { key: config.secretKey ?? loadSecretKey(config.dataDir), also: config.secretKeyAlso }
  const db = await openStore(config, log, keys)
  closers.push(() => db.close())
  const secrets = await openSecretBox(db.worker, keys)
  const simulatorUrl = await provideSimulator(config, log, closers)
  const allowCidrs = egressCidrs(config)
  const notices = listNotices(db, allowCidrs, config)
  for (const notice of notices) log.info(notice)
  let url: string | null = null
  const adoption = await watchAdoption({ db, dataDir: config.dataDir, log })
  closers.push(() => adoption.stop())
  const lifecycle: Lifecycle = { phase: 'starting', isAdopted: adoption.isAdopted }
  const emulators = await provideVendors(config, { secrets, log, gatewayUrl: () => url })
  closers.push(() => emulators.close())
  const callbackUrl = () => (url === null ? null : `${callbackBase(config, url)}/webhooks/whatsapp`)
  const gateway = await createGateway({
    config,
    db,
    log,
    secrets,
    simulatorUrl,
    callbackUrl,
    vendors: emulators.vendors,
    publicUrl: () => config.publicUrl ?? url ?? urlOf(config.host, config.port),
    allowCidrs,
    notices,
    lifecycle,
  })
  await keepRoot(db.worker, secrets, keys)
  closers.push(
    () => gateway.close(),
    () => gateway.workers.stop(),
    () => gateway.drain(),
  )
  if (config.role !== 'worker') url = await listen(config, gateway, closers)
  const dashboardUrl = dashboardLink(url, gateway.http.trialSession)
  const sandbox =
    url === null
      ? null
      : await openSandbox(config, gateway, closers, { url, simulatorUrl, dashboardUrl: dashboardUrl ?? '' })
  if (config.role !== 'api') {
    gateway.workers.start()
    adoption.whenAdopted(() => gateway.workers.startSending())
  }
  if (config.role === 'worker' && config.portIsGiven) await serveHealth(config, gateway, closers)
  lifecycle.phase = 'running'
  return {
    url,
    simulatorUrl: config.sandbox ? simulatorUrl : null,
    sandbox,
    dashboardUrl,
    notices,
    stop: () => drain(config, lifecycle, stop),
  }
}

/** The token stands behind the `#`, so that no log of a server or a proxy has it. */
const dashboardLink = (url: string | null, trial: TrialSession | null): string | null =>
  url === null || trial === null ? null : `${url}/app/sign-in#trial=${trial.token}`

/** Not ready first, so that a load balancer sends nothing more by the time the sockets close. */
async function drain({ shutdownDelayMs }: Config, lifecycle: Lifecycle, stop: Closer): Promise<void> {
  lifecycle.phase = 'draining'
  if (shutdownDelayMs > 0) await sleep(shutdownDelayMs)
  await stop()
}

function openStore(config: Config, log: Logger, keys: SecretKeys): Promise<Database> {
  let opened: Database | null = null
  const opening = openDatabase({
    url: config.databaseUrl,
    sessionUrl: config.databaseSessionUrl,
    maxConnections: config.databaseConnections,
    dataDir: config.dataDir,
    onError: (error) => log.warn({ err: error }, 'database'),
    async onCommand(command) {
      if (opened === null) throw new Error('The gateway is starting: try again in a moment')
      const { dataDir, sandbox } = config
      const db = opened
      const witness = () => databaseWitness(db, dataDir)
      const secrets = await openSecretBox(db.worker, keys)
      return runOperatorCommand({ db, sandbox, secrets: () => secrets, witness }, command)
    },
  })
  return opening.then((db) => {
    opened = db
    return db
  })
}

/**
 * The one that runs at SIMULATOR_URL; else one is started here where there is a sandbox, unless another process of this
 * machine did. It listens on loopback, whatever the gateway does.
 */
async function provideSimulator(config: Config, log: Logger, closers: Closer[]): Promise<string> {
  if (config.simulatorUrl !== null) return config.simulatorUrl
  const usual = `http://127.0.0.1:${config.simulatorPort}`
  if (config.role === 'worker' || !config.sandbox) return usual
  try {
    const allowedCallbacks = [new URL(urlOf(config.host, config.port)).hostname]
    const token = config.simulatorToken === null ? {} : { token: config.simulatorToken }
    const simulator = await startSimulator({ port: config.simulatorPort, allowedCallbacks, ...token })
    closers.push(() => simulator.close())
    return simulator.url
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE' || !(await isSimulator(usual, config.simulatorToken)))
      throw portProblem(error, 'SIMULATOR_PORT')
    log.info({ simulatorUrl: usual }, 'a simulator runs there already: using it')
    return usual
  }
}

async function isSimulator(url: string, token: string | null): Promise<boolean> {
  const headers = token === null ? {} : { authorization: `Bearer ${token}` }
  const signal = AbortSignal.timeout(2000)
  const reply = await fetch(`${url}/_simulator/messages/count`, { headers, signal }).catch(() => null)
  return reply?.ok ?? false
}

async function listen(config: Config, gateway: Gateway, closers: Closer[]): Promise<string> {
  const server = buildServer(gateway.http)
  try {
    await server.listen({ port: config.port, host: config.host })
  } catch (error) {
    throw portProblem(error, 'PORT')
  }
  closers.push(() => server.close())
  const watch = createHeartbeat(gateway.core, config.confirmGraceMs)
  closers.push(() => watch.stop())
  await watch.start()
  return urlOf(config.host, (server.server.address() as AddressInfo).port)
}

/** A worker started beside an API process, with the same PORT, works on without it. */
async function serveHealth(config: Config, { http }: Gateway, closers: Closer[]): Promise<void> {
  try {
    closers.push(await serveWorker(http, config))
  } catch (error) {
    if (codeOf(error) !== 'EADDRINUSE') throw error
    http.log.warn({ port: config.port }, 'PORT is in use: this worker serves no health and metrics')
  }
}

/** A trial also gets an account to begin with; in production an operator asks for it. */
async function openSandbox(
  { mode, dataDir }: Config,
  { core, http, sandbox }: Gateway,
  closers: Closer[],
  addresses: { url: string; simulatorUrl: string; dashboardUrl: string },
): Promise<SandboxFile | null> {
  if (sandbox === null) return null
  const { authenticator } = http
  const file = mode === 'trial' ? await provideSandboxAccount({ core, authenticator, dataDir }, addresses) : null
  closers.push(() => sandbox.stop())
  await sandbox.start()
  return file
}

/** What the operator opened; a trial opens this machine, so that a receiver on it can be tried. */
function egressCidrs(config: Config): readonly string[] {
  if (config.egressAllowCidrs.length > 0 || config.mode !== 'trial') return config.egressAllowCidrs
  return ['127.0.0.0/8', '::1/128']
}

function listNotices(db: Database, allowCidrs: readonly string[], config: Config): string[] {
  const notices = [modeNotice[config.mode]]
  if (db.kind === 'pglite')
    notices.push('The embedded database is meant for trial and development: set DATABASE_URL to live on it.')
  if (allowCidrs.length > 0 && config.egressAllowCidrs.length === 0)
    notices.push(
      'Customers’ webhooks may go to this machine (127.0.0.0/8, ::1), as long as this is a trial and EGRESS_ALLOW_CIDRS is not set.',
    )
  return notices
}

/** A simulator elsewhere may need the public address; the one inside does not. */
const callbackBase = ({ simulatorUrl, publicUrl }: Config, url: string): string =>
  simulatorUrl !== null && publicUrl !== null && !isLoopback(new URL(simulatorUrl).hostname) ? publicUrl : url

function urlOf(host: string, port: number): string {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`
}

function portProblem(error: unknown, variable: string): unknown {
  if (codeOf(error) !== 'EADDRINUSE') return error
  return new Error(`The port of ${variable} is in use: stop what runs there, or set ${variable} to another.`, {
    cause: error,
  })
}

const codeOf = (error: unknown) => (error instanceof Error && 'code' in error ? error.code : null)

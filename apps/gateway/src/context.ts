import { type CloudApiClient, createCloudApiClient } from '@dawk/cloud-api/client.ts'
import { accountChannel } from '@dawk/core/accounts/account-channel.ts'
import { createAuthenticator } from '@dawk/core/api-keys/authenticate.ts'
import type { CoreContext } from '@dawk/core/context.ts'
import type { Database } from '@dawk/core/database/database.ts'
import { createJournal } from '@dawk/core/inbound/journal.ts'
import { createAcceptor } from '@dawk/core/messages/accept-message.ts'
import { createSettledMessages } from '@dawk/core/messages/settled-messages.ts'
import { createMetrics } from '@dawk/core/metrics.ts'
import { createNumberDirectory } from '@dawk/core/numbers/number-directory.ts'
import { listSandboxNumbers } from '@dawk/core/numbers/number-repository.ts'
import type { SecretBox } from '@dawk/core/secrets.ts'
import { createEgress, type Egress } from '@dawk/core/webhooks/egress.ts'
import type { AppSecret, HttpContext, Readiness } from '@dawk/http/context.ts'
import type { Logger } from 'pino'
import type { Config } from './config.ts'
import { createSandbox, type Sandbox } from './sandbox.ts'
import { createWorkers, type Workers } from './workers.ts'

export interface Gateway {
  core: CoreContext & { egress: Egress }
  http: HttpContext
  sandbox: Sandbox
  workers: Workers
  /** Waits for what is being stored: nothing new comes in any more. */
  drain(): Promise<void>
  /** Connections to others; the database is its opener's. */
  close(): Promise<void>
}

export interface Surroundings {
  config: Config
  db: Database
  log: Logger
  secrets: SecretBox
  simulatorUrl: string
  callbackUrl: () => string | null
  allowCidrs: readonly string[]
  notices: readonly string[]
  /** Everything is up, the sandbox account included: only then is the gateway ready. */
  started: () => boolean
}

/** Wires everything once. Nothing runs yet but what keeps caches true. */
export async function createGateway(around: Surroundings): Promise<Gateway> {
  const { config, db, log, secrets, allowCidrs } = around
  const sandbox = createSandbox(around)
  const clients = createClients(around, sandbox)
  const egress = createEgress({ allowCidrs })
  const operatorApp = toAppSecret(secrets, config.metaAppSecret)
  const core: Gateway['core'] = {
    db,
    log,
    secrets,
    egress,
    graph: clients.graph,
    wakeLanes: (laneIds) => workers.wakeLanes(laneIds),
    operatorAppFingerprint: operatorApp?.fingerprint ?? null,
  }
  const numbers = createNumberDirectory(core)
  const authenticator = createAuthenticator(core)
  const workers = await createWorkers({ core, config, numbers })
  const acceptor = createAcceptor(core)
  const journal = createJournal(core, workers.wakeInbound)
  await assertKeyFits(db, numbers)
  const unlisten = await db.listen(accountChannel, (accountId) => {
    authenticator.forget(accountId)
    numbers.forget(accountId)
  })
  const http: HttpContext = {
    core,
    acceptor,
    settled: createSettledMessages(core),
    authenticator,
    egress,
    journal,
    numbers,
    appSecrets: operatorApp ? [operatorApp, sandbox.app] : [sandbox.app],
    verifyTokens: [config.metaVerifyToken, sandbox.verifyToken].filter((token) => token !== null),
    registerSandbox: sandbox.register,
    readiness: () => readReadiness(around),
    metrics: createMetrics(workers.engines),
    log,
    trustProxy: config.trustProxy,
  }
  return {
    core,
    http,
    sandbox,
    workers,
    async drain() {
      await Promise.all([acceptor.drain(), journal.drain()])
    },
    async close() {
      await unlisten().catch(() => undefined) // the database may be away already
      await Promise.all([clients.close(), egress.close()])
    },
  }
}

/** Meta for real numbers, the simulator for those of the sandbox. */
function createClients({ config, simulatorUrl }: Surroundings, sandbox: Sandbox) {
  const meta = createCloudApiClient({ baseUrl: config.metaGraphUrl, connections: 256 })
  const simulator = createCloudApiClient({ baseUrl: simulatorUrl, connections: 256 })
  const mending = sandbox.graph(simulator)
  return {
    graph: (isSandbox: boolean): CloudApiClient => (isSandbox ? mending : meta),
    close: () => Promise.all([meta.close(), simulator.close()]),
  }
}

const toAppSecret = (secrets: SecretBox, secret: string | null): AppSecret | null =>
  secret === null ? null : { secret, fingerprint: secrets.fingerprint(secret) }

/** With another key nothing stored could be opened: better said at the start than with each message. */
async function assertKeyFits(db: Database, numbers: ReturnType<typeof createNumberDirectory>): Promise<void> {
  const [first] = await listSandboxNumbers(db.worker)
  if (first) await numbers.byIds([first.id])
}

async function readReadiness({ config, db, notices, started }: Surroundings): Promise<Readiness> {
  const late = new Promise<false>((resolve) => setTimeout(resolve, 1500, false).unref())
  const answered = db.worker.query('select 1').then(
    () => true,
    () => false,
  )
  const up = await Promise.race([answered, late])
  return { ready: up && started(), role: config.role, database: up ? 'up' : 'down', notices }
}

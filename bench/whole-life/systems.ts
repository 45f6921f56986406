import pg from 'pg'
import { createDatabase } from '../../tests/support/database.ts'
import type { Cluster } from '../../tests/support/postgres-cluster.ts'
import { startRedis } from '../peers/redis.ts'
import { type Server, startServer } from '../processes.ts'
import { type SimulatorProcess, startSimulator } from '../simulator.ts'
import { type BenchOptions, inWorld } from '../world.ts'
import { prepareToCount } from './database-counts.ts'
import { processorMicros, serverMicros } from './processor-time.ts'

/** A relay under measurement, with a simulator of its own; the receiver is everybody's. */
export interface RelaySystem {
  name: string
  sendUrl: string
  /** Where else the load may go; absent: nowhere. */
  moreSendUrls?: readonly string[]
  /** Of processes of the gateway beside the first. */
  otherPids?: readonly number[]
  /** Where Meta calls it. */
  webhookUrl: string
  simulator: SimulatorProcess
  /** As a crash. */
  kill(): Promise<void>
  start(): Promise<void>
  authorization: string
  /** Of other accounts, which send in turn with it; absent: there are none. */
  moreAuthorizations?: readonly string[]
  pids: { gateway: number; simulator: number }
  /** Processor time of its database so far. */
  databaseMicros(): Promise<number>
  /** Null: it has no PostgreSQL. */
  counter: pg.Client | null
}

/** The number of relays that are not ours: unlimited, and registered with the simulator alone. */
const relayNumber = {
  phoneNumberId: '106540352242922',
  wabaId: '102290129340398',
  displayPhoneNumber: '+1 555 000 1111',
  verifiedName: 'Relay',
  accessToken: 'token-of-the-relay',
  appSecret: 'secret-of-the-relay',
  throughputPerSecond: null,
  pairLimit: false,
  openWindow: true,
}

/** Where things are that a system needs. */
export interface Surroundings {
  cluster: Cluster
  receiver: Server
}

/** What the systems themselves need of it. */
export type Around = Pick<Surroundings, 'cluster'> & { receiver: Pick<Server, 'url'> }

export async function withDawk<T>(
  options: BenchOptions,
  { cluster, receiver }: Around,
  work: (system: RelaySystem) => Promise<T>,
): Promise<T> {
  return inWorld({ ...options, serverUrl: cluster.url }, 'whole life', async (world) => {
    await world.call('PUT', '/auth/me/webhook', { url: `${receiver.url}/hook` })
    await world.setRate('uncapped')
    await world.simulator.statuses('all')
    const counter = await connectCounter(world.databaseUrl ?? '')
    try {
      return await work({
        name: 'Dawk',
        sendUrl: `${world.sandbox.url}/send-message`,
        moreSendUrls: world.urls.slice(1).map((url) => `${url}/send-message`),
        otherPids: world.otherPids(),
        webhookUrl: `${world.sandbox.url}/webhooks/whatsapp`,
        simulator: world.simulator,
        kill: world.kill,
        start: world.start,
        authorization: `Bearer ${world.sandbox.apiKey}`,
        pids: { gateway: world.pid(), simulator: world.simulator.running.child.pid ?? 0 },
        databaseMicros: async () => serverMicros(await cluster.pid()),
        counter,
      })
    } finally {
      await counter.end()
    }
  })
}

export interface RelayProgram {
  name: string
  script: string
  /** It keeps its queue in Redis, not in PostgreSQL. */
  onRedis?: boolean
}

/** Starts a relay that is not ours on a database of its own. */
export async function withRelay<T>(
  { name, script, onRedis = false }: RelayProgram,
  { cluster, receiver }: Around,
  work: (system: RelaySystem) => Promise<T>,
): Promise<T> {
  const simulator = await startSimulator()
  const database = await createDatabase(cluster.url)
  const redis = onRedis ? await startRedis() : null
  const relay = await startServer(script, {
    DATABASE_URL: database.url,
    META_URL: simulator.url,
    RECEIVER_URL: `${receiver.url}/hook`,
    NUMBER: JSON.stringify(relayNumber),
    ...(redis && { REDIS_URL: redis.url }),
  })
  const counter = redis ? null : await connectCounter(database.url)
  try {
    await simulator.register({ ...relayNumber, callbackUrl: `${relay.url}/webhooks/whatsapp` })
    await simulator.statuses('all')
    return await work({
      name,
      sendUrl: `${relay.url}/send-message`,
      webhookUrl: `${relay.url}/webhooks/whatsapp`,
      simulator,
      kill: relay.stop,
      start: relay.start,
      authorization: 'Bearer none',
      pids: { gateway: relay.running.child.pid ?? 0, simulator: simulator.running.child.pid ?? 0 },
      databaseMicros: async () => (redis ? processorMicros(redis.pid) : serverMicros(await cluster.pid())),
      counter,
    })
  } finally {
    await counter?.end()
    await relay.stop()
    await simulator.stop()
    await redis?.stop()
    await database.dispose()
  }
}

async function connectCounter(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await prepareToCount(client)
  return client
}

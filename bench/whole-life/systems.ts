import pg from 'pg'
import { createDatabase } from '../../tests/support/database.ts'
import type { Cluster } from '../../tests/support/postgres-cluster.ts'
import { type Server, startServer } from '../processes.ts'
import { startSimulator } from '../simulator.ts'
import { type BenchOptions, inWorld } from '../world.ts'
import { prepareToCount } from './database-counts.ts'

/** A relay under measurement, with a simulator of its own; the receiver is everybody's. */
export interface RelaySystem {
  name: string
  sendUrl: string
  authorization: string
  pids: { gateway: number; simulator: number }
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

export async function withDawk<T>(
  options: BenchOptions,
  { cluster, receiver }: Surroundings,
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
        authorization: `Bearer ${world.sandbox.apiKey}`,
        pids: { gateway: world.pid(), simulator: world.simulator.running.child.pid ?? 0 },
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
  env?: Record<string, string>
}

/** Starts a relay that is not ours on a database of its own. */
export async function withRelay<T>(
  { name, script, env = {} }: RelayProgram,
  { cluster, receiver }: Surroundings,
  work: (system: RelaySystem) => Promise<T>,
): Promise<T> {
  const simulator = await startSimulator()
  const database = await createDatabase(cluster.url)
  const relay = await startServer(script, {
    DATABASE_URL: database.url,
    META_URL: simulator.url,
    RECEIVER_URL: `${receiver.url}/hook`,
    NUMBER: JSON.stringify(relayNumber),
    ...env,
  })
  const counter = await connectCounter(database.url)
  try {
    await simulator.register({ ...relayNumber, callbackUrl: `${relay.url}/webhooks/whatsapp` })
    await simulator.statuses('all')
    return await work({
      name,
      sendUrl: `${relay.url}/send-message`,
      authorization: 'Bearer none',
      pids: { gateway: relay.running.child.pid ?? 0, simulator: simulator.running.child.pid ?? 0 },
      counter,
    })
  } finally {
    await counter.end()
    await relay.stop()
    await simulator.stop()
    await database.dispose()
  }
}

async function connectCounter(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await prepareToCount(client)
  return client
}

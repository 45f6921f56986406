import type { RelayProgram } from '../whole-life/systems.ts'

export const bareRelay: RelayProgram = { name: 'bare relay', script: 'bench/yardsticks/bare-relay.ts' }

/** What one would build instead, each as its own documentation advises. */
export const peers: readonly RelayProgram[] = [
  { name: 'BullMQ', script: 'bench/peers/bullmq-relay.ts', onRedis: true },
  { name: 'pg-boss', script: 'bench/peers/pg-boss-relay.ts' },
  { name: 'Graphile Worker', script: 'bench/peers/graphile-worker-relay.ts' },
]

import { findPostgresBinaries, startCluster } from '../../tests/support/postgres-cluster.ts'
import { startServer } from '../processes.ts'
import { countingSettings } from './database-counts.ts'
import type { Surroundings } from './systems.ts'

/** A PostgreSQL of the measure's own, which counts, and a customer's server. */
export async function withSurroundings<T>(work: (around: Surroundings) => Promise<T>): Promise<T> {
  const binaries = await findPostgresBinaries()
  if (binaries === null)
    throw new Error('initdb and pg_ctl of PostgreSQL are needed, on the PATH or as Debian has them')
  const cluster = await startCluster(binaries, countingSettings)
  try {
    const receiver = await startServer('bench/whole-life/receiver.ts')
    try {
      return await work({ cluster, receiver })
    } finally {
      await receiver.stop()
    }
  } finally {
    await cluster.remove()
  }
}

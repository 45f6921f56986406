import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Database, OpenedDatabase } from './database.ts'
import { lockDirectory } from './directory-lock.ts'
import { watchDisk } from './full-disk.ts'
import { openPglite } from './pglite.ts'
import { openPostgres } from './postgres.ts'

export interface OpenDatabaseOptions {
  /** PostgreSQL; without it the embedded database is used. */
  url?: string | undefined
  /** Where PostgreSQL itself is reached, when `url` leads to a pooler in transaction mode. */
  sessionUrl?: string | undefined
  /** Where the embedded database lives; null = in memory, for tests. */
  dataDir: string | null
  migrationsDir?: string
  maxConnections?: number
  /** Told of failures that belong to no call: a connection lost while idle, a listener that reconnects. */
  onError?: (error: Error) => void
  /** Answers operator commands sent to the process that holds `dataDir`. */
  onCommand?: (command: unknown) => Promise<unknown>
}

/** Opens the database and brings its schema up to date. @throws Error when another process holds `dataDir` */
export async function openDatabase(options: OpenDatabaseOptions): Promise<Database> {
  return watchDisk(await open(options))
}

async function open(options: OpenDatabaseOptions): Promise<OpenedDatabase> {
  const { url, sessionUrl, dataDir, maxConnections = 20, onError = () => {} } = options
  const migrationsDir = options.migrationsDir ?? fileURLToPath(new URL('../../../schema', import.meta.url))
  if (url) return openPostgres({ url, sessionUrl, migrationsDir, maxConnections, onError })
  if (dataDir === null) return openPglite({ directory: null, migrationsDir, onError })

  const { onCommand } = options
  const lock = await lockDirectory(dataDir, onCommand === undefined ? {} : { onCommand })
  try {
    const directory = join(dataDir, 'pg')
    await mkdir(directory, { recursive: true, mode: 0o700 })
    const database = await openPglite({ directory, migrationsDir, onError })
    return { ...database, close: () => database.close().finally(() => lock.release()) }
  } catch (error) {
    await lock.release()
    throw error
  }
}

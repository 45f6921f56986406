import { randomBytes } from 'node:crypto'
import type { Database } from '@dawk/core/platform/database/database.ts'
import { openDatabase } from '@dawk/core/platform/database/open-database.ts'
import pg from 'pg'
import { assertLogDocumented } from './documented-events.ts'
import { copyEmbeddedDatabase, createMigratedDatabase } from './migrated-database.ts'
import { temporaryDirectory } from './processes.ts'

/** A database that the tests made for themselves; `url` is undefined for the embedded one. */
interface OwnDatabase<Url> {
  url: Url
  dispose(): Promise<void>
}

/** For one test file, open and empty: on the server of TEST_DATABASE_URL when that is set, otherwise the embedded one. */
export async function openFreshDatabase(): Promise<{ db: Database; close(): Promise<void> }> {
  const directory = await temporaryDirectory()
  const { url, dispose } = await freshDatabase(directory.path)
  const db = await openDatabase({ dataDir: directory.path, url })
  return {
    db,
    async close() {
      const checked = url === undefined ? assertLogDocumented((sql) => db.worker.query(sql)) : undefined
      await checked?.catch(() => undefined)
      await db.close()
      await dispose()
      await directory.remove()
      await checked
    },
  }
}

/** The same for a process that opens it by itself: at `url`, or where a gateway with this data directory looks. */
export async function freshDatabase(dataDir: string): Promise<OwnDatabase<string | undefined>> {
  const server = process.env['TEST_DATABASE_URL']
  return server
    ? createOn(server, (client, name) => createMigratedDatabase(client, server, name))
    : copiedEmbeddedDatabase(dataDir)
}

/** The embedded one, also where the tests run on PostgreSQL. */
export async function copiedEmbeddedDatabase(dataDir: string): Promise<OwnDatabase<undefined>> {
  await copyEmbeddedDatabase(dataDir)
  return { url: undefined, dispose: async () => {} }
}

/** As `freshDatabase`, and without a schema. */
export async function unmigratedDatabase(): Promise<OwnDatabase<string | undefined>> {
  const server = process.env['TEST_DATABASE_URL']
  return server ? createDatabase(server) : { url: undefined, dispose: async () => {} }
}

/** Without a schema, on the server that `serverUrl` reaches. */
export async function createDatabase(serverUrl: string): Promise<OwnDatabase<string>> {
  return createOn(serverUrl, async (client, name) => {
    await client.query(`create database ${name} template template0`)
  })
}

async function createOn(
  serverUrl: string,
  create: (client: pg.Client, name: string) => Promise<void>,
): Promise<OwnDatabase<string>> {
  const name = `dawk_test_${randomBytes(6).toString('hex')}`
  await onServer(serverUrl, (client) => create(client, name))
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const drop = async (client: pg.Client) => void (await client.query(`drop database if exists ${name} with (force)`))
  return {
    url: url.href,
    async dispose() {
      const checked = onServer(url.href, (client) => assertLogDocumented((sql) => client.query(sql)))
      await checked.catch(() => undefined)
      await onServer(serverUrl, drop)
      await checked
    },
  }
}

async function onServer(url: string, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

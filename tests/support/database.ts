import { randomBytes } from 'node:crypto'
import pg from 'pg'

/**
 * A database of its own for one test file: on the server of TEST_DATABASE_URL when that is set; otherwise `url` is
 * undefined, which stands for the embedded one.
 */
export async function freshDatabaseUrl(): Promise<{ url: string | undefined; dispose(): Promise<void> }> {
  const server = process.env['TEST_DATABASE_URL']
  return server ? createDatabase(server) : { url: undefined, dispose: async () => {} }
}

/** Creates a database with a random name on the server that `serverUrl` reaches. */
export async function createDatabase(serverUrl: string): Promise<{ url: string; dispose(): Promise<void> }> {
  const name = `dawk_test_${randomBytes(6).toString('hex')}`
  await onServer(serverUrl, `create database ${name} template template0`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return { url: url.href, dispose: () => onServer(serverUrl, `drop database if exists ${name} with (force)`) }
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

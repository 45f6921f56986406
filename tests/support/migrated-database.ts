import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openDatabase } from '@dawk/core/platform/database/open-database.ts'
import type pg from 'pg'
import { root } from './processes.ts'

/**
 * Empty databases with the schema in them, copied from one that is made once for these migrations and kept for the next
 * run: to migrate anew takes seconds of every test file and proves nothing after the first. What migrations do is tested
 * in `packages/core/src/platform/database/database.test.ts`, a start from nothing in `tests/flow/main-job.test.ts`.
 */

const migrationsDir = join(root, 'packages/core/schema')
const cacheDir = join(root, 'node_modules/.cache/dawk/embedded-databases')
/** One of another schema may be in use by a run of another branch: for so long it stays. */
const keptMs = 3 * 86_400_000

let embedded: Promise<string> | null = null

/** Puts an embedded database where a gateway with this data directory keeps its own. */
export async function copyEmbeddedDatabase(dataDir: string): Promise<void> {
  embedded ??= findOrMakeEmbedded()
  await promisify(execFile)('cp', ['-R', await embedded, join(dataDir, 'pg')])
}

async function findOrMakeEmbedded(): Promise<string> {
  const path = join(cacheDir, await fingerprint())
  if (await exists(path)) return path
  await mkdir(cacheDir, { recursive: true })
  await forgetOld()
  const making = await mkdtemp(join(cacheDir, 'making-'))
  await (await openDatabase({ dataDir: making })).close()
  await rename(join(making, 'pg'), path).catch(async (error) => {
    if (!(await exists(path))) throw error // else another process was faster, and its is as good
  })
  await rm(making, { recursive: true, force: true })
  return path
}

async function forgetOld(): Promise<void> {
  for (const name of await readdir(cacheDir)) {
    const path = join(cacheDir, name)
    const { mtimeMs } = await stat(path)
    if (Date.now() - mtimeMs > keptMs) await rm(path, { recursive: true, force: true })
  }
}

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  )

const templatePrefix = 'dawk_test_template_'
const lockKey = 4_402_735_552 // any number, the same in every process

/** Creates the database on the server at the other end of `server`, which is connected to another of its databases. */
export async function createMigratedDatabase(server: pg.Client, serverUrl: string, name: string): Promise<void> {
  const template = `${templatePrefix}${await fingerprint()}`
  await server.query('select pg_advisory_lock($1::bigint)', [lockKey])
  const { rows } = await server.query<{ name: string }>(
    `select datname as name from pg_database where starts_with(datname, $1)`,
    [templatePrefix],
  )
  if (!rows.some((row) => row.name === template)) {
    for (const old of rows) await server.query(`drop database ${old.name} with (force)`)
    await makeTemplate(server, serverUrl, template)
  }
  await server.query(`create database ${name} template ${template}`)
}

/** It gets its name when it is whole: a process that dies before leaves one that nobody takes for it. */
async function makeTemplate(server: pg.Client, serverUrl: string, name: string): Promise<void> {
  const making = `${name}_making`
  await server.query(`create database ${making} template template0`)
  const url = new URL(serverUrl)
  url.pathname = `/${making}`
  await (await openDatabase({ url: url.href, dataDir: null })).close()
  await server.query(`alter database ${making} rename to ${name}`)
}

/** Of all that a database without content follows from. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha256')
  for (const name of (await readdir(migrationsDir)).toSorted())
    hash.update(name).update(await readFile(join(migrationsDir, name)))
  const engine = createRequire(join(root, 'packages/core/package.json')).resolve('@electric-sql/pglite')
  hash.update(await readFile(join(engine, '../../package.json')))
  return hash.digest('hex').slice(0, 24)
}

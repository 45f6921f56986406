import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SecretBox } from '@dawk/core/platform/secrets.ts'

/** What a backup is made of, and where it is restored to. */
export interface Installation {
  /** PostgreSQL itself, not a pooler; its user may bypass row-level security. */
  databaseUrl: string
  secrets: SecretBox
  /** Where files of accounts lie; null: in a store of their own, which is backed up by itself. */
  mediaDir: string | null
}

interface Manifest {
  createdAt: string
  /** Of the secret key, which is not part of the backup. */
  keyFingerprint: string
  hasMedia: boolean
}

const dumpFile = 'database.dump'
const manifestFile = 'manifest.json'

/**
 * Writes a dump of one instant of the database, while the gateway may run, and then the files, which are stored before they are named. What
 * is not finished has no manifest and is no backup.
 * @throws Error a sentence that says what to do
 */
export async function backUp({ databaseUrl, secrets, mediaDir }: Installation, directory: string): Promise<string> {
  const present = await readdir(directory).catch(() => [])
  if (present.length > 0) throw new Error(`${directory} is not empty: a backup needs a directory of its own`)
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const mayDump = 'select rolsuper or rolbypassrls from pg_roles where rolname = current_user'
  if ((await ask(databaseUrl, mayDump)) !== 't')
    throw new Error(
      'The user of the database sees no rows of tables with row-level security: name a superuser, or one with BYPASSRLS, in DATABASE_SESSION_URL for this command',
    )
  await run('pg_dump', ['--format=custom', '--no-owner', `--file=${join(directory, dumpFile)}`], databaseUrl)
  const hasMedia = mediaDir !== null && (await copyFiles(mediaDir, join(directory, 'media')))
  const createdAt = new Date().toISOString()
  const manifest: Manifest = { createdAt, keyFingerprint: secrets.fingerprint('backup'), hasMedia }
  await writeFile(join(directory, manifestFile), `${JSON.stringify(manifest, null, 2)}\n`, { flush: true })
  return `The backup is in ${directory}${hasMedia ? ', with files' : ''}. The secret key is not in it: keep it elsewhere.`
}

/**
 * Restores into an empty database, all of it or nothing. A gateway that starts on it sends nothing until it is adopted.
 * @throws Error a sentence that says what to do
 */
export async function restore({ databaseUrl, secrets, mediaDir }: Installation, directory: string): Promise<string> {
  const manifest = await readManifest(directory)
  if (manifest.keyFingerprint !== secrets.fingerprint('backup'))
    throw new Error('The secret key is not that of the backup: nothing in it could be opened')
  const tables = "select count(*) from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')"
  if ((await ask(databaseUrl, tables)) !== '0')
    throw new Error('The database is not empty: name an empty one in DATABASE_URL')
  if (manifest.hasMedia && mediaDir === null)
    throw new Error('The backup holds files, and this installation keeps its own in S3: copy them there first')
  for (const role of ['dawk_app', 'dawk_worker']) await ask(databaseUrl, creationOf(role))
  const flags = ['--no-owner', '--exit-on-error', '--single-transaction', '--dbname', nameIn(databaseUrl)]
  await run('pg_restore', [...flags, join(directory, dumpFile)], databaseUrl)
  if (manifest.hasMedia && mediaDir !== null) await copyFiles(join(directory, 'media'), mediaDir)
  return `Restored as it was at ${manifest.createdAt}. A gateway accepts and receives on it, and sends nothing until it is adopted: dawk adopt.`
}

async function readManifest(directory: string): Promise<Manifest> {
  const text = await readFile(join(directory, manifestFile), 'utf8').catch(() => null)
  if (text === null) throw new Error(`${directory} holds no finished backup: there is no ${manifestFile}`)
  return JSON.parse(text)
}

/** Roles belong to the server and are in no dump. */
const creationOf = (role: string) =>
  `do $$ begin if not exists (select from pg_roles where rolname = '${role}') then create role ${role} nologin nobypassrls; end if; end $$`

/** False: there are none. */
async function copyFiles(from: string, to: string): Promise<boolean> {
  const present = await readdir(from).catch(() => [])
  if (present.length === 0) return false
  await cp(from, to, { recursive: true, force: false })
  return true
}

/** One value, as text. */
async function ask(databaseUrl: string, sql: string): Promise<string> {
  return (await run('psql', ['--no-psqlrc', '--tuples-only', '--no-align', '--command', sql], databaseUrl)).trim()
}

const nameIn = (databaseUrl: string) => decodeURIComponent(new URL(databaseUrl).pathname.slice(1))

/** Runs a program of PostgreSQL. The password stands in its environment, where other users do not see it. */
async function run(program: string, args: readonly string[], databaseUrl: string): Promise<string> {
  const child = spawn(program, args, { env: { ...process.env, ...connectionOf(databaseUrl) } })
  const output: string[] = []
  const errors: string[] = []
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => errors.push(chunk.toString()))
  const [status] = (await once(child, 'close').catch((cause: Error) => {
    throw new Error(`${program} does not start: install the client programs of PostgreSQL (${cause.message})`)
  })) as [number | null]
  if (status !== 0) throw new Error(`${program} failed: ${errors.join('').trim()}`)
  return output.join('')
}

/** As libpq reads it. */
function connectionOf(databaseUrl: string): Record<string, string> {
  const { username, password, hostname, port, searchParams } = new URL(databaseUrl)
  const sslMode = searchParams.get('sslmode')
  return {
    PGHOST: hostname.replaceAll(/^\[|\]$/g, ''),
    PGPORT: port || '5432',
    PGDATABASE: nameIn(databaseUrl),
    ...(username !== '' && { PGUSER: decodeURIComponent(username) }),
    ...(password !== '' && { PGPASSWORD: decodeURIComponent(password) }),
    ...(sslMode !== null && { PGSSLMODE: sslMode }),
  }
}

import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** A connection as the owner of the schema. `script` takes several statements and no parameters. */
export interface MigrationSession {
  query(sql: string, params?: readonly unknown[]): Promise<Record<string, unknown>[]>
  script(sql: string): Promise<void>
}

interface Migration {
  name: string
  sql: string
  checksum: string
}

const lockKey = 4_402_735_551 // any number, the same in every process
const attempts = 5

/** The schema as it is after all migrations, generated to be read and compared: it stands beside them and does not run. */
const generatedFile = 'schema.sql'
/** The first of the migrations that were replaced by one file a room. */
const supersededFirst = '0001-main-job.sql'

/**
 * Brings the schema up to date: every `NNNN-name.sql` not yet recorded runs in order, each in one transaction. Processes that start
 * together take turns. A file whose first lines hold `-- no-transaction` runs statement by statement (each ends with `;` at the end
 * of a line; no function bodies); such statements must be repeatable, for nothing is recorded when one fails.
 * @throws Error before anything runs, when the files and what the database has recorded do not fit together: a file has changed since
 *   it ran, is numbered below one that ran, or ran and is not there any more
 */
export async function migrate(session: MigrationSession, directory: string): Promise<void> {
  const migrations = await readMigrations(directory)
  await lock(session)
  try {
    const applied = await readApplied(session)
    assertNoneMissing(migrations, applied)
    assertNoneChanged(migrations, applied)
    const pending = migrations.filter(({ name }) => !applied.has(name))
    assertInOrder(pending, applied)
    for (const migration of pending) await apply(session, migration)
  } finally {
    await session.query('select pg_advisory_unlock($1::bigint)', [lockKey]).catch(() => {}) // ends with the session anyway
  }
}

/** By name, with the checksum of the file that ran. */
type Applied = ReadonlyMap<string, string>

function assertNoneMissing(migrations: readonly Migration[], applied: Applied): void {
  if (applied.has(supersededFirst) && !migrations.some(({ name }) => name === supersededFirst))
    throw new Error(
      'This database was set up by an early Dawk, whose schema cannot be brought up to date. To start afresh, move the data ' +
        'directory away or name an empty database in DATABASE_URL; to keep the data, start the Dawk that made it.',
    )
  const missing = [...applied.keys()].filter((applied) => !migrations.some(({ name }) => name === applied))
  if (missing.length > 0)
    throw new Error(
      `This database has migrations that this Dawk does not have: ${missing.join(', ')}. ` +
        'A newer Dawk has set it up: start that one, or restore a backup from before.',
    )
}

function assertNoneChanged(migrations: readonly Migration[], applied: Applied): void {
  const changed = migrations.filter(({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum)
  if (changed.length > 0)
    throw new Error(
      `Migration ${namesOf(changed)} has changed since it was applied to this database. ` +
        'Restore the file and put the change into a new migration.',
    )
}

/** Otherwise a new database would run them in another order than this one, and the two would differ. */
function assertInOrder(pending: readonly Migration[], applied: Applied): void {
  const last = [...applied.keys()].toSorted().at(-1)
  const late = last === undefined ? [] : pending.filter(({ name }) => name < last)
  if (late.length > 0)
    throw new Error(
      `Migrations that this database does not have are numbered below ${last}, which it has: ${namesOf(late)}. ` +
        'If the migration is new, give it the next free number; if the database was made by a version between two releases, ' +
        'restore a backup from before, or start with an empty database.',
    )
}

const namesOf = (migrations: readonly Migration[]) => migrations.map(({ name }) => name).join(', ')

async function readMigrations(directory: string): Promise<Migration[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.sql') && name !== generatedFile).toSorted()
  const numbers = new Set<string>()
  for (const name of names) {
    const number = /^(\d{4})-[a-z0-9-]+\.sql$/.exec(name)?.[1]
    if (number === undefined) throw new Error(`Migration ${name} is not named NNNN-name.sql`)
    if (numbers.has(number)) throw new Error(`Two migrations have the number ${number}`)
    numbers.add(number)
  }
  return Promise.all(
    names.map(async (name) => {
      const sql = (await readFile(join(directory, name), 'utf8')).replaceAll('\r\n', '\n')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

/** Asks again instead of waiting inside PostgreSQL: the snapshot of a waiting session would block `create index concurrently`. */
async function lock(session: MigrationSession): Promise<void> {
  for (;;) {
    const [row] = await session.query('select pg_try_advisory_lock($1::bigint) as taken', [lockKey])
    if (row?.['taken'] === true) return
    await sleep(100)
  }
}

async function readApplied(session: MigrationSession): Promise<Map<string, string>> {
  await session.script(
    `set client_min_messages = warning;
     create table if not exists dawk_migrations (
       name text primary key, checksum text not null, applied_at timestamptz not null default now())`,
  )
  const rows = await session.query('select name, checksum from dawk_migrations order by name')
  return new Map(rows.map((row) => [String(row['name']), String(row['checksum'])]))
}

async function apply(session: MigrationSession, migration: Migration): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await (isWithoutTransaction(migration)
        ? applyStatements(session, migration)
        : applyInTransaction(session, migration))
    } catch (error) {
      if (attempt < attempts && isTransient(error)) {
        await sleep(attempt * 200)
        continue
      }
      const reason = error instanceof Error ? error.message : String(error)
      throw new Error(`Migration ${migration.name} failed: ${reason}`, { cause: error })
    }
  }
}

async function applyInTransaction(session: MigrationSession, migration: Migration): Promise<void> {
  try {
    await session.script(`begin; set local lock_timeout = '3s'`)
    await session.script(migration.sql)
    await record(session, migration)
    await session.script('commit')
  } catch (error) {
    await session.script('rollback').catch(() => {}) // the first error is the one to report
    throw error
  }
}

async function applyStatements(session: MigrationSession, migration: Migration): Promise<void> {
  await session.script(`set lock_timeout = '3s'`)
  for (const statement of migration.sql.split(/;[ \t]*(?:\n|$)/)) {
    if (statement.replaceAll(/--.*/g, '').trim() !== '') await session.script(statement)
  }
  await session.script('reset lock_timeout')
  await record(session, migration)
}

async function record(session: MigrationSession, { name, checksum }: Migration): Promise<void> {
  await session.query('insert into dawk_migrations (name, checksum) values ($1, $2)', [name, checksum])
}

function isWithoutTransaction({ sql }: Migration): boolean {
  return sql.split('\n', 5).some((line) => line.trim() === '-- no-transaction')
}

/**
 * Failures worth another try: a lock not granted in time, a deadlock, and two databases of one server that create or alter
 * the same role at the same moment (roles belong to the server, the advisory lock to the database).
 */
function isTransient(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false
  if (error.code === '55P03' || error.code === '40P01' || error.code === '42710') return true
  return /tuple concurrently (updated|deleted)|pg_authid_rolname_index|pg_auth_members/.test(error.message)
}

import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { afterAll, afterEach, beforeAll, beforeEach, test } from 'vitest'
import { type MigrationSession, migrate } from './migrate.ts'

let pglite: PGlite
let session: MigrationSession
let directory: string

beforeAll(async () => {
  pglite = await PGlite.create()
  session = {
    query: async (sql, params = []) => (await pglite.query<Record<string, unknown>>(sql, [...params])).rows,
    script: async (sql) => void (await pglite.exec(sql)),
  }
})
afterAll(() => pglite.close())
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'dawk-migrations-'))
})
afterEach(async () => {
  await rm(directory, { recursive: true })
  await pglite.exec('drop schema public cascade; create schema public')
})

const write = (name: string, sql = `create table "${name}" ()`) => writeFile(join(directory, name), sql)
const applied = async () =>
  (await session.query('select name from dawk_migrations order by name')).map((row) => row['name'])

test('files run in order and once; the generated schema beside them does not run', async () => {
  await write('0002-b.sql', 'create table b (a int references a)')
  await write('0001-a.sql', 'create table a (id int primary key)')
  await write('schema.sql', 'not even SQL')
  await migrate(session, directory)
  await migrate(session, directory)
  assert.deepEqual(await applied(), ['0001-a.sql', '0002-b.sql'])
})

test('a file numbered below one that ran is refused, with all such files named, and nothing runs', async () => {
  await write('0003-c.sql')
  await migrate(session, directory)
  await write('0001-a.sql')
  await write('0002-b.sql')
  await write('0004-d.sql')
  await assert.rejects(migrate(session, directory), {
    message:
      'Migrations that this database does not have are numbered below 0003-c.sql, which it has: 0001-a.sql, 0002-b.sql. ' +
      'If the migration is new, give it the next free number; if the database was made by a version between two releases, ' +
      'restore a backup from before, or start with an empty database.',
  })
  assert.deepEqual(await applied(), ['0003-c.sql'])
})

test('a database from a newer Dawk is refused: every migration that is not there is named', async () => {
  for (const name of ['0001-a.sql', '0002-b.sql', '0003-c.sql']) await write(name)
  await migrate(session, directory)
  await rm(join(directory, '0002-b.sql'))
  await rm(join(directory, '0003-c.sql'))
  await assert.rejects(
    migrate(session, directory),
    /migrations that this Dawk does not have: 0002-b\.sql, 0003-c\.sql\. A newer Dawk/,
  )
})

test('a database from before the schema was drawn together is refused with what to do', async () => {
  await write('0001-main-job.sql')
  await write('0002-isolate.sql')
  await migrate(session, directory)
  await rm(join(directory, '0001-main-job.sql'))
  await rm(join(directory, '0002-isolate.sql'))
  await write('0001-platform.sql')
  await assert.rejects(
    migrate(session, directory),
    /early Dawk.*move the data directory away or name an empty database/,
  )
  assert.deepEqual(await applied(), ['0001-main-job.sql', '0002-isolate.sql'])
})

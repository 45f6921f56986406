import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { createDatabase } from '../../../../../tests/support/database.ts'
import type { Database } from './database.ts'
import { isDatabaseUnavailable, isUnstorableText } from './errors.ts'
import { openDatabase } from './open-database.ts'

const server = process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test'
const reachable = await canConnect(server)
const mine = '00000000-0000-7000-8000-000000000001'
const theirs = '00000000-0000-7000-8000-000000000002'
const schema = `
  do $$ begin create role dawk_app nologin; exception when duplicate_object or unique_violation then null; end $$;
  do $$ begin create role dawk_worker nologin; exception when duplicate_object or unique_violation then null; end $$;
  create table notes (id bigint generated always as identity primary key, account_id uuid not null, name text unique, bytes bytea);
  alter table notes enable row level security;
  create policy app on notes to dawk_app
    using (account_id = any (nullif(current_setting('app.account_ids', true), '')::uuid[]));
  create policy worker on notes to dawk_worker using (true);
  create table plain (name text unique); -- PostgreSQL keeps the detail of an error back where row-level security applies
  grant all on notes, plain to dawk_app, dawk_worker;`

describe.each([
  { kind: 'pglite', run: true },
  { kind: 'postgresql', run: reachable },
])('$kind', ({ kind, run }) => {
  let db: Database
  let migrationsDir: string
  let fresh: Awaited<ReturnType<typeof createDatabase>> | undefined
  const errors: Error[] = []

  beforeAll(async () => {
    if (!run) return
    migrationsDir = await mkdtemp(join(tmpdir(), 'dawk-migrations-'))
    await writeFile(join(migrationsDir, '0001-start.sql'), schema)
    fresh = kind === 'postgresql' ? await createDatabase(server) : undefined
    db = await openDatabase({
      url: fresh?.url,
      dataDir: null,
      migrationsDir,
      maxConnections: 4,
      onError: (e) => errors.push(e),
    })
  }, 60_000)
  afterAll(async () => {
    await db?.close()
    await fresh?.dispose()
    if (migrationsDir) await rm(migrationsDir, { recursive: true })
  })

  test.runIf(run)('workers see every account, an account only its own rows', async () => {
    await db.worker.query(`insert into notes (account_id, name) values ($1, 'mine'), ($2, 'theirs')`, [mine, theirs])
    const names = await db.asAccounts([mine], (tx) => tx.query('select name from notes'))
    assert.deepEqual(names.rows, [{ name: 'mine' }])
    assert.equal((await db.asAccounts([mine, theirs], (tx) => tx.query('select name from notes'))).rowCount, 2)
    assert.equal((await db.asAccounts([], (tx) => tx.query('select name from notes'))).rowCount, 0)
    const after = await db.worker.query(`select current_user as role, current_setting('app.account_ids', true) as ids`)
    assert.equal(after.rows[0]?.['role'], 'dawk_worker')
    assert.equal(after.rows[0]?.['ids'] || '', '')
    await assert.rejects(
      db.asAccounts([`${mine}'; drop table notes`], async () => {}),
      TypeError,
    )
    await assert.rejects(
      db.asAccounts([mine], (tx) => tx.query(`insert into notes (account_id) values ($1)`, [theirs])),
      { code: '42501' },
    )
  })

  test.runIf(run)('a statement alone is a transaction under the same limits', async () => {
    const insert = `insert into notes (account_id, name) values ($1, $2) returning name`
    const { rows } = await db.queryAsAccounts<{ name: string }>([mine], insert, [mine, 'alone'])
    assert.deepEqual(rows, [{ name: 'alone' }])
    await assert.rejects(db.queryAsAccounts([mine], insert, [theirs, 'smuggled']), { code: '42501' })
    const count = `select count(*)::int as n from notes where name = any ($1::text[])`
    assert.equal((await db.queryAsAccounts<{ n: number }>([], count, [['alone']])).rows[0]?.n, 0)
    const all = await db.worker.query<{ n: number }>(count, [['alone', 'smuggled']])
    assert.equal(all.rows[0]?.n, 1)
    await db.worker.query(`delete from notes where name = 'alone'`)
  })

  test.runIf(run)('an error carries code, constraint, table and detail', async () => {
    const insert = () => db.worker.query(`insert into plain values ('once')`)
    await insert()
    await assert.rejects(insert(), {
      code: '23505',
      constraint: 'plain_name_key',
      table: 'plain',
      detail: 'Key (name)=(once) already exists.',
    })
    assert.equal((await db.worker.query(`update plain set name = 'twice' where name = 'once'`)).rowCount, 1)
  })

  test.runIf(run)('bytes come back as a Buffer, undefined goes in as null', async () => {
    const bytes = Buffer.from([0, 1, 255])
    const { rows } = await db.worker.query<{ bytes: Buffer; name: string | null }>(
      'insert into notes (account_id, name, bytes) values ($1, $2, $3) returning name, bytes',
      [mine, undefined, bytes],
    )
    assert.ok(Buffer.isBuffer(rows[0]?.bytes))
    assert.deepEqual(rows[0], { name: null, bytes })
  })

  test.runIf(run)('values and names come out the same from either database', async () => {
    const at = '2026-11-29 20:33:22.123456+00'
    const { rows } = await db.worker.query(
      `select 9007199254740993::bigint as big_number, sum(n) as total, count(*) as "howMany", $1::timestamptz as last_seen_at,
              array[$1::timestamptz, null] as seen_at, array[1, 2]::bigint[] as numbers, date '2026-11-29' as starts_on,
              array[date '2026-11-29'] as days, $2::uuid as account_id, 1.50::numeric as price, 'infinity'::timestamptz as never
         from generate_series(1, 2) n`,
      [at, mine],
    )
    const [instant, day] = ['2026-11-29T20:33:22.123Z', '2026-11-29']
    assert.deepEqual(rows, [
      {
        bigNumber: '9007199254740993',
        total: '3',
        howMany: '2',
        lastSeenAt: instant,
        seenAt: [instant, null],
        numbers: ['1', '2'],
        startsOn: day,
        days: [day],
        accountId: mine,
        price: '1.50',
        never: 'infinity',
      },
    ])
  })

  test.runIf(run)('a transaction rolls back when its work fails, and cannot be used afterwards', async () => {
    let leaked: { query(sql: string): Promise<unknown> } | undefined
    const failing = db.worker.transaction(async (tx) => {
      leaked = tx
      await tx.query(`insert into notes (account_id, name) values ($1, 'gone')`, [mine])
      throw new Error('changed my mind')
    })
    await assert.rejects(failing, /changed my mind/)
    assert.equal((await db.worker.query(`select from notes where name = 'gone'`)).rowCount, 0)
    await assert.rejects(async () => leaked?.query('select 1'), /transaction is over/)
  })

  test.runIf(run)('a failed statement whose error is swallowed does not look like a commit', async () => {
    const swallowed = db.worker.transaction(async (tx) => {
      await tx.query(`insert into notes (account_id, name) values ($1, 'swallowed')`, [mine])
      await tx.query('select 1 / 0').catch(() => {})
    })
    await assert.rejects(swallowed, { code: '22012' }) // the reason, not that of what followed
    const saved = db.worker.transaction(async (tx) => {
      await tx.query('savepoint here')
      await tx.query('select 1 / 0').catch(() => {})
      await tx.query('rollback to savepoint here')
      return 'saved'
    })
    assert.equal(await saved, 'saved')
  })

  test.runIf(run)('a transaction reports what made it fail, not what was asked afterwards', async () => {
    const failing = db.worker.transaction(async (tx) => {
      const first = tx.query('select 1 / 0')
      const second = tx.query('select 1')
      await Promise.all([second, first])
    })
    await assert.rejects(failing, { code: '22012' })
  })

  test.runIf(run)('text that cannot be kept is told apart from other input that PostgreSQL refuses', async () => {
    const refuse = (sql: string, value: string) =>
      db.worker.query(sql, [value]).catch((error) => isUnstorableText(error))
    assert.equal(await refuse('select $1::text', 'a\0b'), true)
    for (const text of ['\0', '\ud800', 'x\udc00'])
      assert.equal(
        await refuse('select data from json_to_recordset($1::json) as x(data jsonb)', JSON.stringify([{ data: text }])),
        true,
      )
    assert.equal(await refuse('select $1::uuid', 'not an id'), false)
  })

  test.runIf(run && kind === 'postgresql')(
    'of two transactions that wait for each other, the one that was ended runs again',
    async () => {
      await db.worker.query(`insert into notes (account_id, name) values ($1, 'first'), ($1, 'second')`, [mine])
      let tries = 0
      const met = Promise.withResolvers<void>()
      let waiting = 0
      const rename = (first: string, second: string) =>
        db.worker.transaction(async (tx) => {
          tries += 1
          const touch = (name: string) => tx.run('update notes set bytes = null where name = $1', [name])
          await touch(first)
          waiting += 1
          if (waiting === 2) met.resolve()
          await met.promise
          return touch(second)
        })
      assert.deepEqual(await Promise.all([rename('first', 'second'), rename('second', 'first')]), [1, 1])
      assert.ok(tries > 2, `${tries} tries`) // on a busy machine the second run may meet the survivor once more
    },
  )

  test.runIf(run)('transactions and plain queries at once do not mix', async () => {
    await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        if (index % 3 === 0) return db.worker.query('select current_user')
        return db.asAccounts([index % 2 ? mine : theirs], async (tx) => {
          for (let step = 0; step < 3; step++) {
            const { rows } = await tx.query(`select current_setting('app.account_ids') as ids`)
            assert.equal(rows[0]?.['ids'], `{${index % 2 ? mine : theirs}}`)
            await sleep(1)
          }
        })
      }),
    )
  })

  test.runIf(run)('a listener hears what is sent until it stops listening', async () => {
    const heard: string[] = []
    const stop = await db.listen('lane_ready', (payload) => heard.push(payload))
    await db.notify('lane_ready', 'one')
    await until(() => heard.length === 1)
    await stop()
    const heardByNext: string[] = []
    const stopNext = await db.listen('lane_ready', (payload) => heardByNext.push(payload))
    await db.notify('lane_ready', 'two')
    await until(() => heardByNext.length === 1)
    await stopNext()
    assert.deepEqual([heard, heardByNext], [['one'], ['two']])
    await assert.rejects(
      db.listen('a; drop table notes', () => {}),
      TypeError,
    )
  })

  test.runIf(run)(
    'a migration that changed after it ran stops the start',
    async () => {
      const url = fresh?.url
      const dataDir = url === undefined ? await mkdtemp(join(tmpdir(), 'dawk-data-')) : null
      if (dataDir) await (await openDatabase({ dataDir, migrationsDir })).close()
      await writeFile(join(migrationsDir, '0001-start.sql'), `${schema}\n-- changed`)
      await assert.rejects(openDatabase({ url, dataDir, migrationsDir }), /0001-start\.sql has changed/)
      await writeFile(join(migrationsDir, '0001-start.sql'), schema)
      await writeFile(join(migrationsDir, '0002-more.sql'), 'create table half (id int); select 1 / 0;')
      await assert.rejects(openDatabase({ url, dataDir, migrationsDir }), /0002-more\.sql failed: division by zero/)
      await writeFile(
        join(migrationsDir, '0002-more.sql'),
        '-- no-transaction\ncreate index concurrently if not exists notes_account on notes (account_id);\n',
      )
      const repaired = await openDatabase({ url, dataDir, migrationsDir })
      assert.equal((await repaired.worker.query(`select to_regclass('half') as half`)).rows[0]?.['half'], null)
      await repaired.close()
      if (dataDir) await rm(dataDir, { recursive: true })
    },
    60_000,
  )

  test.runIf(run && kind === 'pglite')('what arrives during a transaction waits for its end', async () => {
    const order: string[] = []
    let outside: Promise<unknown> | undefined
    await db.worker.transaction(async (tx) => {
      outside = db.worker.query('select 1').then(() => order.push('outside'))
      for (let asked = 0; asked < 5; asked++) await tx.query('select 1') // each later than what is outside
      order.push('inside')
    })
    await outside
    assert.deepEqual(order, ['inside', 'outside'])
  })

  test.runIf(run && kind === 'postgresql')('processes that start together migrate once', async () => {
    const other = await createDatabase(server)
    const options = { url: other.url, dataDir: null, migrationsDir }
    const opened = await Promise.all([openDatabase(options), openDatabase(options), openDatabase(options)])
    const client = new pg.Client({ connectionString: other.url })
    await client.connect()
    const { rows } = await client.query('select name from dawk_migrations order by name')
    await client.end()
    assert.deepEqual(rows, [{ name: '0001-start.sql' }, { name: '0002-more.sql' }])
    await Promise.all(opened.map((each) => each.close()))
    await other.dispose()
  })

  test.runIf(run && kind === 'postgresql')('connections that the server closes are replaced', async () => {
    const heard: string[] = []
    const stop = await db.listen('after_restart', (payload) => heard.push(payload))
    const lost = db.worker.transaction(async (tx) => {
      await killOthers(fresh?.url)
      await tx.query('select 1')
    })
    await assert.rejects(lost, (error) => isDatabaseUnavailable(error))
    await until(() => answersAgain(db)) // the pool may hold another one that it has not noticed yet
    await until(async () => {
      await db.notify('after_restart', 'back')
      await sleep(50)
      return heard.length > 0
    })
    assert.ok(errors.length > 0)
    await stop()
  })
})

test('a server that is not there is unavailable', async () => {
  const opening = openDatabase({ url: 'postgres://nobody@127.0.0.1:1/none', dataDir: null })
  await assert.rejects(opening, (error) => isDatabaseUnavailable(error))
})

async function killOthers(url: string | undefined): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(
    'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  )
  await client.end()
}

async function canConnect(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  try {
    await client.connect()
    await client.end()
    return true
  } catch {
    return false
  }
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (await condition()) return
    await sleep(20)
  }
  assert.fail('It did not happen within the time given')
}

async function answersAgain({ worker }: Database): Promise<boolean> {
  try {
    return (await worker.query('select 1')).rowCount === 1
  } catch (error) {
    assert.ok(isDatabaseUnavailable(error), String(error))
    return false
  }
}

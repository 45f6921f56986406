import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, writeFile } from 'node:fs/promises'
import { createConnection } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openDatabase } from '@dawk/core/platform/database/open-database.ts'
import pg from 'pg'
import { afterAll, beforeAll, describe, test } from 'vitest'
import { type Cluster, findPostgresBinaries, startCluster } from '../support/postgres-cluster.ts'
import { freePort, temporaryDirectory } from '../support/processes.ts'

const binaries = await findPostgresBinaries()
const pgbouncer = ['/usr/sbin/pgbouncer', '/usr/bin/pgbouncer'].find(existsSync)
let cluster: Cluster

/** On a server of its own, since roles belong to the server. */
describe.skipIf(binaries === null)('roles of PostgreSQL', () => {
  beforeAll(async () => {
    cluster = await startCluster(binaries ?? '', { fsync: 'off' })
  })
  afterAll(() => cluster.remove())

  test('a user that may not create roles is told what a superuser has to run, and starts after that', async () => {
    await run('create role plain login; create database plain owner plain')
    const url = urlOf('plain', 'plain')
    const told = await messageOf(openDatabase({ url, dataDir: null }))
    assert.match(told, /"plain" may not create them\. Have a superuser run:\n/)
    await run(told.split('\n')[1] ?? '')
    const db = await openDatabase({ url, dataDir: null })
    assert.deepEqual(await db.worker.one('select current_user as role, session_user as "user"'), {
      role: 'dawk_worker',
      user: 'plain',
    })
    await db.close()
  })

  test('a user that may not act as the roles is told so', async () => {
    await run('create role stranger login; create database strange owner postgres')
    await (await openDatabase({ url: urlOf('postgres', 'strange'), dataDir: null })).close()
    const stranger = { url: urlOf('stranger', 'strange'), sessionUrl: undefined, dataDir: null }
    assert.match(await messageOf(openDatabase(stranger)), /permission denied/)
    const pooled = openDatabase({ ...stranger, sessionUrl: urlOf('postgres', 'strange') })
    assert.match(await messageOf(pooled), /may not act as dawk_app or dawk_worker[\s\S]*grant dawk_app, dawk_worker to/)
  })

  test('the user of the connections need not own anything: migrations run as another', async () => {
    await run('create role tenant login; grant dawk_app, dawk_worker to tenant; create database owned')
    const db = await openDatabase({
      url: urlOf('tenant', 'owned'),
      sessionUrl: urlOf('postgres', 'owned'),
      dataDir: null,
    })
    assert.deepEqual(await db.worker.one('select current_user as role, session_user as "user"'), {
      role: 'dawk_worker',
      user: 'tenant',
    })
    const own = await db.asAccounts([account], (tx) => tx.one('select current_user as role'))
    assert.deepEqual(own, { role: 'dawk_app' })
    await assert.rejects(db.worker.query('drop table messages'), { code: '42501' })
    await db.close()
  })

  test('of several servers the one that answers and takes writes is used', async () => {
    await run('create database several')
    const port = new URL(cluster.url).port
    const url = `postgres://postgres@127.0.0.1:1,127.0.0.1:${port}/several?target_session_attrs=read-write`
    const db = await openDatabase({ url, dataDir: null })
    assert.equal((await db.worker.many('select 1 from accounts')).length, 0)
    await run('alter database several set default_transaction_read_only = on')
    await db.close()
    await assert.rejects(openDatabase({ url, dataDir: null }), { code: '25006' })
  })

  describe.skipIf(pgbouncer === undefined)('behind PgBouncer in transaction mode', () => {
    let bouncer: { url: string; stop(): Promise<void> }
    beforeAll(async () => {
      await run('create database pooled')
      bouncer = await startBouncer('pooled')
    })
    afterAll(() => bouncer.stop())

    test('the start is refused when the pooler takes the roles away', async () => {
      const told = await messageOf(openDatabase({ url: bouncer.url, dataDir: null }))
      assert.match(told, /runs as postgres, for which nothing keeps tenants apart.*DATABASE_SESSION_URL/)
    })

    test('with the session URL roles hold in every transaction, statements repeat, and notifications arrive', async () => {
      const db = await openDatabase({ url: bouncer.url, sessionUrl: urlOf('postgres', 'pooled'), dataDir: null })
      const heard = Promise.withResolvers<string>()
      const stop = await db.listen('pooled_test', heard.resolve)
      const roles = await Promise.all(
        Array.from({ length: 60 }, async (_, index) => {
          if (index % 3 === 0) return db.worker.one<{ role: string }>('select current_user as role')
          if (index % 3 === 1)
            return db.worker.transaction((tx) => tx.one<{ role: string }>('select current_user as role'))
          return db.asAccounts([account], (tx) => tx.one<{ role: string }>('select current_user as role'))
        }),
      )
      const counts = Map.groupBy(roles, ({ role }) => role)
      assert.deepEqual([counts.get('dawk_worker')?.length, counts.get('dawk_app')?.length], [40, 20])
      const limits = await db.worker.one(`select current_setting('statement_timeout') as "statement"`)
      assert.deepEqual(limits, { statement: '30s' })
      await db.notify('pooled_test', 'here')
      assert.equal(await heard.promise, 'here')
      await stop()
      await db.close()
    })
  })

  test('a dump that was restored where the roles were not there is not taken for whole', async () => {
    await run('create database dumped')
    await (await openDatabase({ url: urlOf('postgres', 'dumped'), dataDir: null })).close()
    const dump = await program('pg_dump', urlOf('postgres', 'dumped'))
    for (const name of ['dumped', 'plain', 'strange', 'owned', 'several', 'pooled'])
      await run(`drop database if exists ${name} with (force)`)
    await run('drop role dawk_app, dawk_worker')
    await run('create database restored')
    const client = new pg.Client(urlOf('postgres', 'restored'))
    await client.connect()
    await client.end()
    await restore(dump, urlOf('postgres', 'restored'))
    const told = await messageOf(openDatabase({ url: urlOf('postgres', 'restored'), dataDir: null }))
    assert.match(told, /lack the policies or grants of dawk_app and dawk_worker: \w+, \w+, \w+ and \d+ more/)
    assert.match(told, /create role dawk_app nologin; create role dawk_worker nologin;.*restore the dump again/)
  }, 60_000)
})

const account = '00000000-0000-7000-8000-000000000001'

async function run(sql: string): Promise<void> {
  const client = new pg.Client(cluster.url)
  await client.connect()
  try {
    for (const statement of sql.split(';').filter((one) => one.trim() !== '')) await client.query(statement)
  } finally {
    await client.end()
  }
}

function urlOf(user: string, database: string): string {
  const url = new URL(cluster.url)
  url.username = user
  url.pathname = `/${database}`
  return url.href
}

async function messageOf(opening: Promise<{ close(): Promise<void> }>): Promise<string> {
  try {
    await (await opening).close()
  } catch (error) {
    return String(error)
  }
  assert.fail('it has started')
}

/** Beside the server's programs, or on the PATH. */
function toolOf(name: string): string {
  const path = join(binaries ?? '', name)
  return existsSync(path) ? path : name
}

const program = async (name: string, ...args: string[]) =>
  (await promisify(execFile)(toolOf(name), args, { maxBuffer: 100_000_000 })).stdout

/** As an operator does who looks at the errors later. */
async function restore(dump: string, url: string): Promise<void> {
  const child = spawn(toolOf('psql'), ['-q', url], { stdio: ['pipe', 'ignore', 'ignore'] })
  child.stdin.end(dump)
  await new Promise((resolve) => child.once('exit', resolve))
}

async function startBouncer(database: string) {
  const directory = await temporaryDirectory()
  const port = await freePort()
  const { port: behind } = new URL(cluster.url)
  const users = join(directory.path, 'users')
  const file = join(directory.path, 'pgbouncer.ini')
  await writeFile(users, '"postgres" ""\n')
  await writeFile(
    file,
    `[databases]
${database} = host=127.0.0.1 port=${behind}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
auth_type = trust
auth_file = ${users}
pool_mode = transaction
default_pool_size = 4
ignore_startup_parameters = options,extra_float_digits,statement_timeout,idle_in_transaction_session_timeout
unix_socket_dir =
`,
  )
  await chmod(directory.path, 0o755)
  const child = spawn(pgbouncer ?? '', process.getuid?.() === 0 ? ['-u', 'postgres', file] : [file], {
    stdio: 'ignore',
  })
  await untilOpen(port)
  return {
    url: `postgres://postgres@127.0.0.1:${port}/${database}`,
    async stop() {
      child.kill('SIGKILL')
      await directory.remove()
    },
  }
}

async function untilOpen(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = createConnection({ port, host: '127.0.0.1' })
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
      socket.unref()
    })
    if (isOpen) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  assert.fail('PgBouncer does not listen')
}

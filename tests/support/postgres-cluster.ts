import { execFile, execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chown, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort, temporaryDirectory, until } from './processes.ts'

/** A PostgreSQL server of the test's own, which may be ended at any moment. It writes durably: fsync is on. */
export interface Cluster {
  url: string
  /** Of the server's first process; the parent of all others. */
  pid(): Promise<number>
  /** As a power cut: no checkpoint, no goodbye; the next start recovers from the log. */
  stopImmediately(): Promise<void>
  start(): Promise<void>
  /** kill -9 of all its processes. */
  kill(): Promise<void>
  /** A server beside that copies this one, and from then on every commit waits for it. */
  addStandby(): Promise<Standby>
  remove(): Promise<void>
}

export interface Standby {
  url: string
  /** From now on it takes writes. */
  promote(): Promise<void>
  remove(): Promise<void>
}

const debianDirectory = '/usr/lib/postgresql'

const programs = ['initdb', 'pg_ctl', 'pg_basebackup', 'psql']

/** Where PostgreSQL's programs are: on the PATH, or where Debian keeps them; null: nowhere. */
export async function findPostgresBinaries(): Promise<string | null> {
  const versions = existsSync(debianDirectory) ? await readdir(debianDirectory) : []
  const newestFirst = versions.sort((a, b) => Number(b) - Number(a)).map((one) => join(debianDirectory, one, 'bin'))
  const candidates = [...(process.env['PATH'] ?? '').split(':'), ...newestFirst]
  return candidates.find((one) => programs.every((program) => existsSync(join(one, program)))) ?? null
}

/** `settings` are given to the server on its command line, by name. */
export async function startCluster(
  binaries: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Cluster> {
  const server = await prepareServer(binaries, settings)
  await server.run('initdb', '-D', server.data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale')
  await server.start()
  return {
    url: server.url,
    pid: server.pid,
    start: server.start,
    stopImmediately: server.stopImmediately,
    kill: server.kill,
    addStandby: () => startStandby(binaries, server),
    remove: server.remove,
  }
}

/** A copy of all that the primary has, which follows it by streaming replication. */
async function startStandby(binaries: string, primary: Server): Promise<Standby> {
  const server = await prepareServer(binaries, {})
  await server.run('pg_basebackup', '-d', primary.url, '-D', server.data, '-R', '-X', 'stream', '-c', 'fast')
  await server.start()
  await primary.ask("alter system set synchronous_standby_names = '*'")
  await primary.ask('select pg_reload_conf()')
  await until('each commit waits for the standby', async () => {
    const state = await primary.ask("select sync_state from pg_stat_replication where state = 'streaming'")
    return state === 'sync'
  })
  return {
    url: server.url,
    promote: async () => void (await server.run('pg_ctl', 'promote', '-w', '-D', server.data)),
    remove: server.remove,
  }
}

type Server = Awaited<ReturnType<typeof prepareServer>>

/** A place and a port for a server, and the programs that run it. */
async function prepareServer(binaries: string, settings: Readonly<Record<string, string>>) {
  const directory = await temporaryDirectory()
  const user = unprivileged()
  if (user) await chown(directory.path, user.uid, user.gid)
  const run = (program: string, ...args: string[]) =>
    promisify(execFile)(join(binaries, program), args, { ...user, cwd: directory.path })
  const data = join(directory.path, 'data')
  const port = await freePort()
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: directory.path, fsync: 'on', ...settings }
  const options = [`-p ${port}`, ...Object.entries(all).map(([name, value]) => `-c ${name}=${value}`)].join(' ')
  const stopImmediately = async () => void (await run('pg_ctl', 'stop', '-w', '-m', 'immediate', '-D', data))
  const pid = async () => Number((await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[0])
  return {
    url,
    data,
    run,
    pid,
    ask: async (sql: string) => (await run('psql', url, '-XAtc', sql)).stdout.trim(),
    start: async () => {
      await run('pg_ctl', 'start', '-w', '-D', data, '-l', join(directory.path, 'log'), '-o', options)
    },
    stopImmediately,
    async kill() {
      const first = await pid()
      const others = (await readFile(`/proc/${first}/task/${first}/children`, 'utf8')).trim().split(' ')
      for (const each of [first, ...others.map(Number)]) endNow(each)
    },
    async remove() {
      await stopImmediately().catch(() => undefined) // it may be stopped already
      await directory.remove()
    },
  }
}

function endNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {} // it ended by itself, with its parent
}

/** PostgreSQL refuses to run as root. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }))
      return { uid: id('-u'), gid: id('-g') }
    } catch {}
  }
  throw new Error('This is root, and there is no user to run PostgreSQL as')
}

import { execFile, execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chown, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort, temporaryDirectory } from './processes.ts'

/** A PostgreSQL server of the test's own, which may be ended at any moment. It writes durably: fsync is on. */
export interface Cluster {
  url: string
  /** Of the server's first process; the parent of all others. */
  pid(): Promise<number>
  /** As a power cut: no checkpoint, no goodbye; the next start recovers from the log. */
  stopImmediately(): Promise<void>
  start(): Promise<void>
  remove(): Promise<void>
}

const debianDirectory = '/usr/lib/postgresql'

/** Where `initdb` and `pg_ctl` are: on the PATH, or where Debian keeps them; null: nowhere. */
export async function findPostgresBinaries(): Promise<string | null> {
  const versions = existsSync(debianDirectory) ? await readdir(debianDirectory) : []
  const newestFirst = versions.sort((a, b) => Number(b) - Number(a)).map((one) => join(debianDirectory, one, 'bin'))
  const candidates = [...(process.env['PATH'] ?? '').split(':'), ...newestFirst]
  return candidates.find((one) => existsSync(join(one, 'initdb')) && existsSync(join(one, 'pg_ctl'))) ?? null
}

/** `settings` are given to the server on its command line, by name. */
export async function startCluster(
  binaries: string,
  settings: Readonly<Record<string, string>> = {},
): Promise<Cluster> {
  const directory = await temporaryDirectory()
  const user = unprivileged()
  if (user) await chown(directory.path, user.uid, user.gid)
  const run = (program: string, ...args: string[]) =>
    promisify(execFile)(join(binaries, program), args, { ...user, cwd: directory.path })
  const data = join(directory.path, 'data')
  const port = await freePort()
  await run('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--no-locale')
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: directory.path, fsync: 'on', ...settings }
  const options = [`-p ${port}`, ...Object.entries(all).map(([name, value]) => `-c ${name}=${value}`)].join(' ')
  const start = async () => {
    await run('pg_ctl', 'start', '-w', '-D', data, '-l', join(directory.path, 'log'), '-o', options)
  }
  const stopImmediately = async () => void (await run('pg_ctl', 'stop', '-w', '-m', 'immediate', '-D', data))
  await start()
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    pid: async () => Number((await readFile(join(data, 'postmaster.pid'), 'utf8')).split('\n')[0]),
    start,
    stopImmediately,
    async remove() {
      await stopImmediately().catch(() => undefined) // it may be stopped already
      await directory.remove()
    },
  }
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

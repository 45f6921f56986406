import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdir, realpath, rm } from 'node:fs/promises'
import { createConnection, createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as sleep } from 'node:timers/promises'

export interface DirectoryLockOptions {
  /** Answers operator commands that another process sends with `sendCommand`. */
  onCommand?: (command: unknown) => Promise<unknown>
}

interface Reply {
  pid?: number
  result?: unknown
  error?: string
}

const lineBytes = 1_048_576
const probeMs = 2_000
const silentMs = 2_000
const sqliteBusy = 5

/**
 * Holds `directory` for this process: PGlite lets a second process open the same files, and both then lose data. The lock is
 * one of the operating system on a file, so it vanishes with the process, and pids, all 1 in containers, do not matter.
 * Its owner listens on a unix socket, by which others learn who it is and send it commands.
 * @throws Error naming the directory and the process that holds it
 */
export async function lockDirectory(
  directory: string,
  options: DirectoryLockOptions = {},
): Promise<{ release(): Promise<void> }> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const path = await socketPath(directory)
  const file = await takeLock(join(directory, 'dawk.lock'), path)
  if (file === null) throw await heldBy(path, directory)
  try {
    const closeSocket = await listenForCommands(path, options.onCommand)
    return {
      async release() {
        await closeSocket()
        file.close()
      },
    }
  } catch (error) {
    file.close()
    throw error
  }
}

/** Sends an operator command to the process that holds `directory`; null when nobody does. @throws Error what the owner answered */
export async function sendCommand(directory: string, command: unknown): Promise<unknown | null> {
  const path = await socketPath(directory).catch(() => null)
  const reply = path === null ? null : await ask(path, { command })
  if (reply === null) return null
  if (reply.error !== undefined) throw new Error(reply.error)
  return reply.result ?? null
}

/** Socket paths longer than about 100 bytes are cut or refused, depending on the system. */
async function socketPath(directory: string): Promise<string> {
  const real = await realpath(directory)
  const path = join(real, 'dawk.sock')
  if (Buffer.byteLength(path) <= 100) return path
  return join(tmpdir(), `dawk-${createHash('sha256').update(real).digest('hex').slice(0, 24)}.sock`)
}

/**
 * Null when another process holds the lock and says so, or keeps silent for `silentMs`: SQLite takes an exclusive lock in several
 * steps, so that of many who try at the same instant all may be refused.
 */
async function takeLock(path: string, socket: string): Promise<DatabaseSync | null> {
  const until = Date.now() + silentMs
  for (;;) {
    const file = lockFile(path)
    if (file !== null) return file
    if (Date.now() > until || (await ask(socket, { probe: true }, probeMs)) !== null) return null
    await sleep(5 + Math.random() * 20)
  }
}

/**
 * Null when another connection, of this process or another, holds the lock. Node has no file locks of its own; SQLite's exclusive
 * lock is one of the operating system (fcntl, LockFileEx), and nothing is ever written to the file.
 */
function lockFile(path: string): DatabaseSync | null {
  const file = new DatabaseSync(path, { timeout: 0 })
  try {
    file.exec('PRAGMA journal_mode = MEMORY; PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE') // no journal beside it
    return file
  } catch (error) {
    file.close()
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy) return null
    throw error
  }
}

async function heldBy(path: string, directory: string): Promise<Error> {
  const reply = await ask(path, { probe: true }, probeMs)
  const owner = reply?.pid === undefined ? 'another process' : `process ${reply.pid}`
  return new Error(
    `The data directory ${directory} is in use by ${owner}. Stop it first, or give this one a directory of its own.`,
  )
}

/** Only the holder of the lock comes here, so a socket that stands at `path` is of a process that was killed. */
async function listenForCommands(
  path: string,
  onCommand: DirectoryLockOptions['onCommand'],
): Promise<() => Promise<void>> {
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket)).on('error', () => socket.destroy())
    void answer(socket, onCommand)
  })
  await rm(path, { force: true })
  server.listen(path)
  await once(server, 'listening')
  await chmod(path, 0o600)
  server.unref()
  return async () => {
    const closed = new Promise((resolve) => server.close(resolve)) // removes the socket file too
    for (const socket of open) socket.destroy()
    await closed
  }
}

async function answer(socket: Socket, onCommand: DirectoryLockOptions['onCommand']): Promise<void> {
  const reply: Reply = { pid: process.pid }
  try {
    const request = JSON.parse(await readLine(socket)) as { probe?: boolean; command?: unknown }
    if (request.probe !== true) {
      if (onCommand === undefined) throw new Error('This process takes no commands')
      reply.result = await onCommand(request.command)
    }
  } catch (error) {
    reply.error = error instanceof Error ? error.message : String(error)
  }
  if (!socket.destroyed) socket.end(`${JSON.stringify(reply)}\n`)
}

/** One line there, one line back; null when nobody listens, `{}` when the owner accepts but does not answer within `timeoutMs`. */
async function ask(path: string, request: object, timeoutMs?: number): Promise<Reply | null> {
  const socket = createConnection(path)
  try {
    await once(socket, 'connect')
  } catch (error) {
    socket.destroy()
    if (['ECONNREFUSED', 'ENOENT', 'ENOTSOCK'].includes(codeOf(error))) return null
    throw error
  }
  if (timeoutMs !== undefined) socket.setTimeout(timeoutMs, () => socket.destroy(new Error('No answer')))
  try {
    socket.write(`${JSON.stringify(request)}\n`)
    return JSON.parse(await readLine(socket)) as Reply
  } catch (error) {
    if (timeoutMs !== undefined) return {}
    throw error
  } finally {
    socket.destroy()
  }
}

async function readLine(socket: Socket): Promise<string> {
  let text = ''
  socket.setEncoding('utf8')
  return new Promise((resolve, reject) => {
    socket.on('data', (chunk: string) => {
      text += chunk
      const end = text.indexOf('\n')
      if (end >= 0) resolve(text.slice(0, end))
      else if (text.length > lineBytes) socket.destroy(new Error('The line is too long'))
    })
    socket.on('error', reject)
    socket.on('close', () => reject(new Error('The connection ended before a whole line came')))
  })
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

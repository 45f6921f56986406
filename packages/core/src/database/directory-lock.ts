import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdir, realpath, rename, rm } from 'node:fs/promises'
import { createConnection, createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
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

/**
 * Holds `directory` for this process: PGlite lets a second process open the same files, and both then lose data. The lock is a
 * unix socket that the owner listens on, so it vanishes with the process, and pids, all 1 in containers, do not matter.
 * @throws Error naming the directory and the process that holds it
 */
export async function lockDirectory(
  directory: string,
  options: DirectoryLockOptions = {},
): Promise<{ release(): Promise<void> }> {
  await mkdir(directory, { recursive: true, mode: 0o700 })
  const path = await socketPath(directory)
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket)).on('error', () => socket.destroy())
    void answer(socket, options.onCommand)
  })
  for (let attempt = 1; !(await listen(server, path)); attempt++) {
    if (attempt > 10) throw new Error(`The lock of ${directory} could not be taken over: remove ${path}`)
    await refuseIfHeld(path, directory)
    await sleep(20) // an owner that has bound its socket and does not listen yet
    await refuseIfHeld(path, directory)
    await removeStale(path, directory)
  }
  await chmod(path, 0o600)
  server.unref()
  return {
    async release() {
      const closed = new Promise((resolve) => server.close(resolve)) // removes the socket file too
      for (const socket of open) socket.destroy()
      await closed
    },
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

/** False when the path is taken. */
async function listen(server: Server, path: string): Promise<boolean> {
  try {
    server.listen(path)
    await once(server, 'listening')
    return true
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE') return false
    throw error
  }
}

async function refuseIfHeld(path: string, directory: string): Promise<void> {
  const reply = await ask(path, { probe: true }, probeMs)
  if (reply === null) return
  const owner = reply.pid === undefined ? 'another process' : `process ${reply.pid}`
  throw new Error(
    `The data directory ${directory} is in use by ${owner}. Stop it first, or give this one a directory of its own.`,
  )
}

/**
 * Moves the socket aside before deleting it, and looks once more whether anybody answers: of two processes that found
 * the same stale socket, the slower one must not delete the socket that the faster one has put in its place.
 */
async function removeStale(path: string, directory: string): Promise<void> {
  const aside = `${path.slice(0, -'.sock'.length)}.${randomUUID().slice(0, 4)}`
  try {
    await rename(path, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw error
  }
  try {
    await refuseIfHeld(aside, directory)
  } catch (error) {
    await rename(aside, path)
    throw error
  }
  await rm(aside, { force: true })
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

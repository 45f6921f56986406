import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))

/** The runtime that the project pins, whatever runs the tests. */
const node = join(root, 'node_modules/.bin/node')

/** Notes the statements of a process, where the suite looks at them. */
const collector = new URL('statements/collect.ts', import.meta.url).href

export interface RunningProcess {
  child: ChildProcess
  /** What it wrote so far, both streams. */
  output(): string
  /** Ends it with the signal and waits until it is gone. */
  stop(signal?: NodeJS.Signals): Promise<number | null>
}

/** Starts one of the project's programs; the caller stops it. */
export function startProcess(
  script: string,
  args: readonly string[],
  env: Record<string, string>,
  nodeFlags: readonly string[] = [],
): RunningProcess {
  const { PATH = '', HOME = '', DAWK_TEST_STATEMENTS } = process.env
  const noting = DAWK_TEST_STATEMENTS === undefined ? [] : ['--import', collector]
  const noted = DAWK_TEST_STATEMENTS === undefined ? {} : { DAWK_TEST_STATEMENTS }
  const child = spawn(node, [...noting, ...nodeFlags, join(root, script), ...args], {
    cwd: root,
    env: { PATH, HOME, ...noted, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const chunks: string[] = []
  child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk.toString()))
  child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk.toString()))
  return {
    child,
    output: () => chunks.join('').slice(-20_000),
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(signal)
        await once(child, 'exit')
      }
      return child.exitCode
    },
  }
}

let lastPort = 10_000 + (process.pid % 200) * 100

/**
 * A port that was free a moment ago: for programs that have to come back on the same one. Each process of tests takes its
 * ports from another stretch below those of outgoing connections, so that no two are given the same one.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = lastPort++
    const server = createServer()
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true))
    })
    if (!isFree) continue
    server.close()
    await once(server, 'close')
    return port
  }
}

export async function temporaryDirectory(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'dawk-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

/** Asks until the answer is there; fails with what the last try said. Whoever has to wait longer than that says why. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | null | undefined | false>,
  timeoutMs = 20_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs
  let last: unknown = null
  while (Date.now() < deadline) {
    try {
      const answer = await ask()
      if (answer) return answer
    } catch (error) {
      last = error
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`${what} did not happen within ${timeoutMs} ms${last ? `: ${last}` : ''}`)
}

export async function readJson<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(path, 'utf8')) as T
}

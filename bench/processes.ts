import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort, type RunningProcess, startProcess, until } from '../tests/support/processes.ts'
import { type CpuTime, describeCpu } from './cpu.ts'
import type { LoadRequest, LoadResult, LoadSpec } from './load.ts'

export interface Server {
  url: string
  /** The process as it runs now. */
  readonly running: RunningProcess
  /** Ends it with SIGKILL. */
  stop(): Promise<void>
  /** Starts it again, at the same address. */
  start(): Promise<void>
}

/** Starts a server that listens on `PORT` and waits until it answers anything. */
export async function startServer(script: string, env: Record<string, string> = {}): Promise<Server> {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  let running: RunningProcess
  async function start(): Promise<void> {
    running = startProcess(script, [], { PORT: String(port), SIMULATOR_PORT: String(port), ...env })
    await until(script, async () => {
      if (running.child.exitCode !== null) throw new Error(running.output())
      return (await fetch(url)).status > 0
    })
  }
  await start()
  return {
    url,
    get running() {
      return running
    },
    stop: async () => void (await running.stop('SIGKILL')),
    start,
  }
}

/** Runs the load generator in a process of its own, to its end. */
export async function runLoad(
  directory: string,
  spec: Omit<LoadSpec, 'requestsFile'>,
  requests: readonly LoadRequest[],
): Promise<LoadResult & { perSecond: number }> {
  const requestsFile = join(directory, `requests-${process.hrtime.bigint()}.jsonl`)
  await writeFile(requestsFile, requests.map((request) => JSON.stringify(request)).join('\n'))
  const running = startProcess('bench/load.ts', [JSON.stringify({ ...spec, requestsFile })], {})
  const [code] = (await once(running.child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`The load generator failed: ${running.output()}`)
  const result = JSON.parse(running.output().trim().split('\n').at(-1) ?? '') as LoadResult
  const unexpected = Object.keys(result.otherStatuses).filter((status) => !(spec.backsOff && status === '503'))
  if (unexpected.length > 0)
    throw new Error(`${spec.url} answered other than 2xx: ${JSON.stringify(result.otherStatuses)}`)
  return { ...result, perSecond: result.count / result.seconds }
}

export interface Drain {
  perSecond: number
  seconds: number
  /** Processor time for each, in words. */
  cpu: string
}

/** Watches a counter until it reaches `goal`; counts from the first quarter on, when the code that drains is compiled. */
export async function watchDrain(
  read: () => Promise<number>,
  readCpu: () => Promise<CpuTime>,
  goal: number,
  timeoutMs = 90_000,
): Promise<Drain> {
  const deadline = performance.now() + timeoutMs
  let first: { count: number; at: number; cpu: CpuTime } | null = null
  for (;;) {
    const count = await read()
    const now = performance.now()
    if (first === null && count >= goal / 4) first = { count, at: now, cpu: await readCpu() }
    if (count >= goal && first !== null) {
      const seconds = (now - first.at) / 1000
      const done = count - first.count
      return { seconds, perSecond: done / seconds, cpu: describeCpu(first.cpu, await readCpu(), done) }
    }
    if (now > deadline) throw new Error(`only ${count} of ${goal} came within ${timeoutMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

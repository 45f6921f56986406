import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { Pool } from 'undici'

const backOffMs = 100

/** What one run of the load generator does; it comes as the only argument, in JSON. */
export interface LoadSpec {
  url: string
  connections: number
  headers: Record<string, string>
  /** A file of lines, each the JSON of `LoadRequest`. */
  requestsFile: string
  /** For so long, going round the requests; without it each request is sent once. */
  seconds?: number
  /** 503 is no error: whoever gets one pauses, as a client of an overloaded server does. */
  backsOff?: boolean
  /** Not counted: until code is compiled and connections are open. Only with `seconds`. */
  warmUpSeconds?: number
}

export interface LoadRequest {
  body: string
  headers?: Record<string, string>
}

export interface LoadResult {
  /** Answers with a 2xx, after the warm-up. */
  count: number
  /** Answers with a 2xx, the warm-up included. */
  all: number
  otherStatuses: Record<string, number>
  startedAt: number
  seconds: number
}

/** A bare undici loop: every connection posts, reads the answer and posts again. */
async function run(spec: LoadSpec, requests: readonly LoadRequest[]): Promise<LoadResult> {
  const { origin, pathname } = new URL(spec.url)
  const pool = new Pool(origin, { connections: spec.connections, pipelining: 1 })
  const result: LoadResult = { count: 0, all: 0, otherStatuses: {}, startedAt: Date.now(), seconds: 0 }
  const warmUpMs = (spec.warmUpSeconds ?? 0) * 1000
  const ready = requests.map(({ body, headers }) => ({ body, headers: { ...spec.headers, ...headers } }))
  const startedAt = performance.now()
  const until = spec.seconds === undefined ? Number.POSITIVE_INFINITY : startedAt + warmUpMs + spec.seconds * 1000
  let next = 0
  const post = async () => {
    while (performance.now() < until) {
      if (spec.seconds === undefined && next >= ready.length) return
      const request = ready[next++ % ready.length]
      if (!request) return
      const { statusCode, body } = await pool.request({ path: pathname, method: 'POST', ...request })
      await body.text()
      if (statusCode < 300) {
        result.all += 1
        if (performance.now() - startedAt >= warmUpMs) result.count += 1
      } else result.otherStatuses[statusCode] = (result.otherStatuses[statusCode] ?? 0) + 1
      if (statusCode === 503 && spec.backsOff) await pause(backOffMs)
    }
  }
  await Promise.all(Array.from({ length: spec.connections }, post))
  result.seconds = (performance.now() - startedAt - warmUpMs) / 1000
  await pool.close()
  return result
}

if (import.meta.main) {
  const spec = JSON.parse(process.argv[2] ?? '') as LoadSpec
  const lines = readFileSync(spec.requestsFile, 'utf8').split('\n').filter(Boolean)
  const requests = lines.map((line) => JSON.parse(line) as LoadRequest)
  console.log(JSON.stringify(await run(spec, requests)))
}

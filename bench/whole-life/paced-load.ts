import { connect, type Socket } from 'node:net'
import { percentile } from '../results.ts'
import { textOf } from '../texts.ts'

/** What the load does; it comes as the only argument, in JSON. */
export interface PacedLoadSpec {
  /** Connections are spread over them in turn. */
  urls: readonly string[]
  /** Messages are sent on behalf of each in turn. */
  authorizations: readonly string[]
  perSecond: number
  seconds: number
  connections: number
}

export interface PacedLoadResult {
  accepted: number
  /** Answers by status; `0` stands for requests that were never answered. */
  otherStatuses: Record<string, number>
  p50Ms: number
  p99Ms: number
}

/** One keep-alive connection that speaks just enough HTTP to post and to read a status. */
interface Connection {
  socket: Socket
  scheduledAt: number
  answer: string
}

const tickMs = 2
/** Few enough that the warm-up writes to each of them: people and conversations are there already. */
const recipients = 500

/**
 * Posts messages at a fixed rate, whatever the server does: a slow answer delays no other request while a connection is
 * free. A latency counts from the instant at which its request was due, so waiting for a free connection is part of it.
 */
async function run(spec: PacedLoadSpec): Promise<PacedLoadResult> {
  const targets = spec.urls.map((url) => new URL(url))
  const { pathname = '', host = '' } = targets[0] ?? {}
  const result: PacedLoadResult = { accepted: 0, otherStatuses: {}, p50Ms: 0, p99Ms: 0 }
  const latencies: number[] = []
  const free: Connection[] = []
  const due: number[] = []
  const startedAt = performance.now()
  let index = 0
  let open = 0

  function pump(): void {
    while (free.length > 0 && due.length > 0) {
      const connection = (targets.length > 1 ? free.shift() : free.pop()) as Connection // the next is another process
      connection.scheduledAt = due.shift() as number
      connection.answer = ''
      open += 1
      connection.socket.write(request(index++))
    }
  }

  function request(number: number): string {
    const body = JSON.stringify({
      to: `49151${10_000_000 + (number % recipients)}`,
      message: textOf(number),
      metadata: { order: number },
    })
    return `POST ${pathname} HTTP/1.1\r\nhost: ${host}\r\nauthorization: ${spec.authorizations[number % spec.authorizations.length]}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`
  }

  function answered(connection: Connection, status: number): void {
    const now = performance.now()
    if (status >= 200 && status < 300) result.accepted += 1
    else result.otherStatuses[status] = (result.otherStatuses[status] ?? 0) + 1
    latencies.push(now - connection.scheduledAt)
    open -= 1
    free.push(connection)
    pump()
  }

  for (let count = 0; count < spec.connections; count += 1) {
    const { hostname, port } = targets[count % targets.length] as URL
    const socket = connect({ host: hostname, port: Number(port), noDelay: true })
    const connection: Connection = { socket, scheduledAt: 0, answer: '' }
    socket.on('data', (chunk) => {
      connection.answer += chunk.toString('latin1')
      const status = statusOfComplete(connection.answer)
      if (status !== null) answered(connection, status)
    })
    socket.on('error', (error) => {
      console.error(`a connection broke: ${error.message}`)
      process.exitCode = 1
    })
    free.push(connection)
  }

  let scheduled = 0
  const total = Math.round(spec.perSecond * spec.seconds)
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => {
      const elapsedMs = performance.now() - startedAt
      const wanted = Math.min(total, Math.floor((elapsedMs / 1000) * spec.perSecond))
      for (; scheduled < wanted; scheduled += 1) due.push(startedAt + (scheduled / spec.perSecond) * 1000)
      pump()
      const isOver = scheduled >= total && due.length === 0 && open === 0
      if (!isOver && elapsedMs < spec.seconds * 1000 + 30_000) return
      clearInterval(timer)
      resolve()
    }, tickMs)
  })
  const lost = open + due.length
  if (lost > 0) result.otherStatuses['0'] = lost
  for (const { socket } of free) socket.destroy()
  result.p50Ms = percentile(latencies, 0.5)
  result.p99Ms = percentile(latencies, 0.99)
  return result
}

/** Null while the answer is not whole. Every server measured here announces the length of its body. */
function statusOfComplete(answer: string): number | null {
  const end = answer.indexOf('\r\n\r\n')
  if (end < 0) return null
  const length = Number(/\r\ncontent-length: *(\d+)/i.exec(answer.slice(0, end + 2))?.[1] ?? 0)
  return answer.length >= end + 4 + length ? Number(answer.slice(9, 12)) : null
}

if (import.meta.main) {
  console.log(JSON.stringify(await run(JSON.parse(process.argv[2] ?? '') as PacedLoadSpec)))
  process.exit() // connections that are still waiting for an answer would keep the process alive
}

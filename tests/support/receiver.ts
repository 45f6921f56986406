import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Received {
  headers: Record<string, string>
  /** The bytes as they came: what signatures speak of. */
  raw: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of many shapes
  body: any
}

export interface Receiver {
  url: string
  received: Received[]
  /** What it answers from now on. */
  answer(status: number): void
}

/** A customer's server over real HTTP; ends with the test. */
export async function startReceiver(t: { onTestFinished(fn: () => void): void }): Promise<Receiver> {
  const received: Received[] = []
  let status = 200
  const server = createServer((request, reply) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const raw = Buffer.concat(chunks).toString()
      received.push({ headers: request.headers as Record<string, string>, raw, body: JSON.parse(raw) })
      reply.writeHead(status).end('seen')
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answer(next) {
      status = next
    },
  }
}

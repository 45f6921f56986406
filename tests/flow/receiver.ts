import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { freePort } from '../support/processes.ts'

interface ReceivedWebhook {
  headers: Record<string, string>
  /** The bytes as they came: what the signature speaks of. */
  raw: string
  body: StatusUpdate
}

/** The body that the seed prescribes. */
interface StatusUpdate {
  event: string
  timestamp: string
  data: {
    messageId: string
    status: string
    to: string
    deliveredAt: string | null
    readAt: string | null
    failedAt: string | null
    errorMessage: string | null
    metadata: Record<string, unknown> | null
  }
}

export interface Receiver {
  url: string
  received: ReceivedWebhook[]
  /** What came for one message, in order of arrival. */
  of(messageId: string): ReceivedWebhook[]
  /** Nobody listens any more. */
  goDown(): Promise<void>
  /** Back on the same address. */
  comeBack(): Promise<void>
}

/** A customer's server, over real HTTP. */
export async function startReceiver(t: { onTestFinished(fn: () => Promise<void>): void }): Promise<Receiver> {
  const received: ReceivedWebhook[] = []
  const port = await freePort()
  let server: Server | null = null

  async function comeBack(): Promise<void> {
    server = createServer((request, reply) => {
      const chunks: Buffer[] = []
      request.on('data', (chunk: Buffer) => chunks.push(chunk))
      request.on('end', () => {
        const raw = Buffer.concat(chunks).toString()
        received.push({
          headers: request.headers as Record<string, string>,
          raw,
          body: JSON.parse(raw) as StatusUpdate,
        })
        reply.writeHead(200).end('ok')
      })
    }).listen(port, '127.0.0.1')
    await once(server, 'listening')
  }

  async function goDown(): Promise<void> {
    if (!server) return
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    server = null
    await closed
  }

  await comeBack()
  t.onTestFinished(goDown)
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    of: (messageId) => received.filter(({ body }) => body.data.messageId === messageId),
    goDown,
    comeBack,
  }
}

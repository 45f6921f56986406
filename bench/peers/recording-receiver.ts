import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** One webhook that was answered with 200. `id` is the message's: ours for Dawk, Meta's for the relays. */
interface Heard {
  id: string
  status: string
}

export interface RecordingReceiver {
  url: string
  heard: Heard[]
  /** While true, every webhook is answered with 500 and not recorded. */
  failing: boolean
  stop(): void
}

/** A customer's server that writes down what it was told, and fails on demand. */
export async function startRecordingReceiver(): Promise<RecordingReceiver> {
  const heard: Heard[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request.setEncoding('utf8')) body += chunk
    if (receiver.failing) return response.writeHead(500).end()
    const { data } = JSON.parse(body) as { data: { messageId: string; status: string } }
    heard.push({ id: data.messageId, status: data.status })
    return response.end('ok')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const receiver: RecordingReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    failing: false,
    stop() {
      server.closeAllConnections()
      server.close()
    },
  }
  return receiver
}

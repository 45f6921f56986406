import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** What happens to one request in place of its way to the gateway. `lose-reply`: it arrives, and its reply does not. */
export type Fault = 'lose-reply' | { status: number; code: string; reason?: string; retryAfter?: string }

export interface Webhook {
  headers: Record<string, string>
  raw: string
}

/**
 * Stands between an SDK and a gateway. `PUT /_faults` takes a list, one for each of the next requests; `POST /_hook/…` receives
 * webhooks, which `GET` of the same path lists, so that a client in another language can drive it too.
 */
export async function startFaultyProxy(t: { onTestFinished(fn: () => void): void }, gatewayUrl: string) {
  let faults: Fault[] = []
  const webhooks: (Webhook & { path: string })[] = []
  const server = createServer(async (incoming, reply) => {
    const body = await buffer(incoming)
    const path = incoming.url ?? ''
    if (path === '/_faults') faults = JSON.parse(body.toString())
    else if (path.startsWith('/_hook/') && incoming.method === 'POST')
      webhooks.push({ path, headers: incoming.headers as Record<string, string>, raw: body.toString() })
    else if (path.startsWith('/_hook/'))
      return void reply.end(JSON.stringify(webhooks.filter((one) => one.path === path)))
    else return forward(incoming, reply, body)
    reply.end('{}')
  }).listen(0, '127.0.0.1')

  function forward(incoming: IncomingMessage, reply: ServerResponse, body: Buffer): void {
    const fault = faults.shift()
    if (fault && fault !== 'lose-reply') {
      const headers = {
        'content-type': 'application/problem+json',
        ...(fault.retryAfter !== undefined && { 'retry-after': fault.retryAfter }),
      }
      reply.writeHead(fault.status, headers).end(JSON.stringify({ ...fault, title: 'A fault', errors: [] }))
      return
    }
    const { method, headers } = incoming
    const onward = request(`${gatewayUrl}${incoming.url}`, { ...(method && { method }), headers }, (answer) => {
      if (fault === 'lose-reply') {
        answer.resume().on('end', () => reply.destroy())
        return
      }
      reply.writeHead(answer.statusCode ?? 500, answer.headers)
      answer.pipe(reply)
    })
    onward.on('error', () => reply.destroy())
    onward.end(body)
  }
  await once(server, 'listening')
  t.onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

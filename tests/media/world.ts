import { startSimulator } from '@dawk/simulator/simulator.ts'
import {
  type GatewayProcess,
  type Reply,
  type RunningGateway,
  startGateway,
  startGatewayProcess,
} from '../support/gateway.ts'
import { until } from '../support/processes.ts'

export interface MediaWorld<Gateway extends RunningGateway = RunningGateway> {
  gateway: Gateway
  /** `POST /v1/media`. */
  upload(bytes: Uint8Array, type: string, options?: { filename?: string; key?: string; path?: string }): Promise<Reply>
  /** Sends one message from the sandbox number and returns its id. */
  send(type: string, content: object, to?: string): Promise<string>
  /** Until the message has left, or was refused. */
  settled(id: string): Promise<Reply['body']>
  /** The control API of the simulator, which outlives the gateway. */
  control<T>(method: string, path: string, body?: unknown): Promise<T>
  close(): Promise<void>
}

export const openMediaWorld = (env: Record<string, string> = {}): Promise<MediaWorld> => openWith(startGateway, env)

/** With a gateway in a process of its own. */
export const openMediaProcess = (env: Record<string, string> = {}): Promise<MediaWorld<GatewayProcess>> =>
  openWith(startGatewayProcess, env)

async function openWith<Gateway extends RunningGateway>(
  start: (t: null, env: Record<string, string>) => Promise<Gateway>,
  env: Record<string, string>,
): Promise<MediaWorld<Gateway>> {
  const simulator = await startSimulator({ port: 0 })
  const gateway = await start(null, { SIMULATOR_URL: simulator.url, ...env })
  const { url, apiKey, simulatorUrl } = gateway
  const world: MediaWorld<Gateway> = {
    gateway,
    async upload(bytes, type, { filename = 'file.bin', key = apiKey, path = '/v1/media' } = {}) {
      const form = new FormData()
      form.set('messaging_product', 'whatsapp')
      form.set('file', new Blob([Buffer.from(bytes)], { type }), filename)
      const reply = await fetch(url + path, { method: 'POST', headers: { authorization: `Bearer ${key}` }, body: form })
      return { status: reply.status, headers: reply.headers, body: await reply.json() }
    },
    async send(type, content, to = '14155552671') {
      const { status, body } = await gateway.call('POST', '/v1/messages', { to, type, [type]: content })
      if (status !== 202) throw new Error(`${status} ${JSON.stringify(body)}`)
      return body.id
    },
    settled: (id) =>
      until(
        'the message',
        async () => {
          const { body } = await gateway.call('GET', `/v1/messages/${id}`)
          return ['sent', 'delivered', 'read', 'failed'].includes(body.status) && body
        },
        60_000, // up to 100 MB go to Meta first
      ),
    async control(method, path, body) {
      const reply = await fetch(`${simulatorUrl}/_simulator/${path}`, {
        method,
        ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
      })
      if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`)
      return (await reply.json()) as never
    },
    async close() {
      await gateway.close()
      await simulator.close()
    },
  }
  return world
}

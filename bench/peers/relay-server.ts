import { createHmac, randomUUID } from 'node:crypto'
import { verifySignature } from '@dawk/cloud-api/signature.ts'
import Fastify from 'fastify'
import { Pool } from 'undici'

/** What every relay here does alike; they differ in how work gets from the request to the worker. */
export interface Relay {
  /** Resolves once the message is stored, or queued: then the client gets its 202. */
  accept(message: OutgoingMessage): Promise<unknown>
  /** Resolves once the statuses are stored, or queued: then Meta gets its 200. */
  acceptStatuses(statuses: readonly StatusReport[]): Promise<unknown>
}

export interface OutgoingMessage {
  id: string
  to: string
  text: string
}

export interface StatusReport {
  id: string
  status: string
  timestamp: string
  recipient_id: string
}

/** Worth another try: a lost connection, 429, 5xx, or a limit of Meta's. */
class TryAgain extends Error {}

interface StatusWebhook {
  entry?: { changes?: { value?: { statuses?: StatusReport[] } }[] }[]
}

const number = JSON.parse(setting('NUMBER')) as { phoneNumberId: string; accessToken: string; appSecret: string }
const receiverUrl = new URL(setting('RECEIVER_URL'))
const meta = new Pool(setting('META_URL'), { connections: 256, headersTimeout: 20_000 })
const receiver = new Pool(receiverUrl.origin, { connections: 128, headersTimeout: 15_000 })
const webhookSecret = 'a secret that customer and relay share'
/** Meta's codes for "too much at once". */
const limitCodes = new Set([4, 80007, 130429, 131048, 131056])

/** @throws when the environment does not name it. */
export function setting(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set`)
  return value
}

/**
 * Posts a message to Meta and returns its wamid; null: Meta refused it for good.
 * @throws TryAgain
 */
export async function postToMeta({ id, to, text }: OutgoingMessage): Promise<string | null> {
  const reply = await meta
    .request({
      method: 'POST',
      path: `/v23.0/${number.phoneNumberId}/messages`,
      headers: { authorization: `Bearer ${number.accessToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to: `+${to}`,
        biz_opaque_callback_data: id,
        type: 'text',
        text: { body: text },
      }),
    })
    .catch((error: unknown) => {
      throw new TryAgain('Meta did not answer', { cause: error })
    })
  const answer = (await reply.body.json()) as { messages?: { id: string }[]; error?: { code: number } }
  const code = answer.error?.code
  if (reply.statusCode === 429 || reply.statusCode >= 500 || (code !== undefined && limitCodes.has(code)))
    throw new TryAgain(`Meta answered ${reply.statusCode} with code ${code}`)
  return answer.messages?.[0]?.id ?? null
}

/**
 * Posts a status to the customer's server.
 * @throws TryAgain
 */
export async function postToCustomer({ id, status, timestamp, recipient_id }: StatusReport): Promise<void> {
  const body = JSON.stringify({
    event: 'message.status_updated',
    timestamp: new Date(Number(timestamp) * 1000).toISOString(),
    data: { messageId: id, status, to: recipient_id, errorMessage: null, metadata: null },
  })
  const reply = await receiver
    .request({ method: 'POST', path: receiverUrl.pathname, headers: signedHeaders(`${id}-${status}`, body), body })
    .catch((error: unknown) => {
      throw new TryAgain('the customer did not answer', { cause: error })
    })
  await reply.body.dump()
  if (reply.statusCode >= 300) throw new TryAgain(`the customer answered ${reply.statusCode}`)
}

function signedHeaders(id: string, body: string): Record<string, string> {
  const timestamp = Math.floor(Date.now() / 1000)
  const signature = createHmac('sha256', webhookSecret).update(`${id}.${timestamp}.${body}`).digest('base64')
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': String(timestamp),
    'webhook-signature': `v1,${signature}`,
  }
}

/** Serves the same two routes for every relay: the one that clients send to, and the one that Meta calls. */
export async function serveRelay(relay: Relay): Promise<void> {
  const app = Fastify()
  app.post<{ Body: { to: string; message: string } }>(
    '/send-message',
    { schema: sendSchema },
    async (request, reply) => {
      const id = randomUUID()
      await relay.accept({ id, to: request.body.to, text: request.body.message })
      return reply.code(202).send({ success: true, data: { id, status: 'queued', scheduledFor: null } })
    },
  )
  await app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    scope.post<{ Body: Buffer }>('/webhooks/whatsapp', async ({ body, headers }, reply) => {
      if (!verifySignature(number.appSecret, body, headers['x-hub-signature-256'] as string | undefined))
        return reply.code(401).send()
      await relay.acceptStatuses(statusesOf(JSON.parse(body.toString()) as StatusWebhook))
      return reply.type('text/plain; charset=utf-8').send('EVENT_RECEIVED')
    })
  })
  await app.listen({ port: Number(process.env['PORT']), host: '127.0.0.1' })
}

const sendSchema = {
  body: {
    type: 'object',
    required: ['to', 'message'],
    properties: { to: { type: 'string' }, message: { type: 'string' } },
  },
}

function statusesOf({ entry = [] }: StatusWebhook): StatusReport[] {
  return entry.flatMap(({ changes = [] }) => changes.flatMap(({ value }) => value?.statuses ?? []))
}

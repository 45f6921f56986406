import { isUtf8 } from 'node:buffer'
import { createHash, timingSafeEqual } from 'node:crypto'
import { verifySignature } from '@dawk/cloud-api/signature.ts'
import type { NumberRow } from '@dawk/core/messaging/numbers/number.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { createFailedAttempts, type FailedAttempts } from '@dawk/core/tenancy/limits/failed-attempts.ts'
import type { FastifyPluginAsync, FastifyReply } from 'fastify'
import { addressKey, limitAddress, rejectBurst } from '../auth/rate-limit.ts'
import type { AppSecret, IngressContext, OperationContext } from '../context.ts'

type WebhookContext = IngressContext & Pick<OperationContext, 'core' | 'numbers' | 'limiter' | 'log'>

import { Refusal } from '../ops/description.ts'
import { isDeeperThan, maxJsonDepth } from '../requests/parse-json.ts'
import { phoneNumberIdsIn, wabaIdsIn } from './phone-number-ids.ts'
import { isSampleNotification } from './sample-notification.ts'

/** Meta batches up to 3 MB. */
const bodyLimitBytes = 4 * 1024 * 1024
const handshakesPerMinute = 60
/** From one address: a wrong app secret on our side is no reason to shut Meta out at once. */
const forgeriesPerMinute = 600
const challengePattern = /^[\w.-]{1,256}$/

interface Handshake {
  'hub.mode'?: unknown
  'hub.verify_token'?: unknown
  'hub.challenge'?: unknown
}

const text = (example: string) => ({
  description: 'As Meta wants it.',
  content: { 'text/plain': { schema: { type: 'string' }, example } },
})

const handshake = {
  operationId: 'verifyMetaCallback',
  summary: 'Prove to Meta that this address is ours',
  description: 'The handshake when the callback URL is saved at Meta.',
  tags: ['Callbacks'],
  querystring: {
    type: 'object',
    properties: {
      'hub.mode': { type: 'string', enum: ['subscribe'] },
      'hub.verify_token': { type: 'string' },
      'hub.challenge': { type: 'string', pattern: challengePattern.source },
    },
    required: ['hub.mode', 'hub.verify_token', 'hub.challenge'],
  },
  response: { 200: text('1158201444'), 403: Refusal, 429: Refusal, 500: Refusal, 503: Refusal },
}

const notification = {
  operationId: 'receiveMetaNotification',
  summary: 'Take a notification of Meta',
  description: 'Signed over its raw bytes (`X-Hub-Signature-256`). The answer comes once it is stored.',
  tags: ['Callbacks'],
  headers: {
    type: 'object',
    properties: { 'x-hub-signature-256': { type: 'string' } },
    required: ['x-hub-signature-256'],
  },
  body: { type: 'object', additionalProperties: true, examples: [{ object: 'whatsapp_business_account', entry: [] }] },
  response: { 200: text('EVENT_RECEIVED'), 400: Refusal, 401: Refusal, 429: Refusal, 500: Refusal, 503: Refusal },
}

/** Meta's callback: the handshake that proves the address is ours, then notifications, which are stored before the 200. */
export const metaWebhook: FastifyPluginAsync<{ ctx: WebhookContext }> = async (app, { ctx }) => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: bodyLimitBytes }, (_request, body, done) =>
    done(null, body),
  )

  const handshakes = limitAddress(ctx, 'handshake', handshakesPerMinute)
  app.get<{ Querystring: Handshake }>(
    '/webhooks/whatsapp',
    { onRequest: handshakes, config: { documents: handshake } },
    async ({ query }, reply) => {
      const challenge = query['hub.challenge']
      const proven = query['hub.mode'] === 'subscribe' && isKnownToken(ctx.verifyTokens, query['hub.verify_token'])
      if (!proven || typeof challenge !== 'string' || !challengePattern.test(challenge))
        return reply.code(403).send({ success: false, error: 'The verify token is not the one configured here.' })
      return reply.type('text/plain; charset=utf-8').header('x-content-type-options', 'nosniff').send(challenge)
    },
  )

  const forgeries = createFailedAttempts(forgeriesPerMinute)
  app.post<{ Body: unknown }>(
    '/webhooks/whatsapp',
    {
      bodyLimit: bodyLimitBytes,
      config: { documents: notification },
      onRequest: async ({ ip }) => refuseForger(forgeries, ip), // before the body is read
    },
    async ({ body, headers, ip }, reply) => {
      const raw = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
      const signature = headers['x-hub-signature-256']
      const signer = await findSigner(ctx, raw, typeof signature === 'string' ? signature : undefined)
      if (!signer) {
        forgeries.add(addressKey(ip))
        if (signature !== undefined && isSampleNotification(raw)) return acknowledge(reply)
        return reply.code(401).send({ success: false, error: 'The signature does not match.' })
      }
      await ctx.journal.store({ appFingerprint: signer.fingerprint, body: readNotification(raw) })
      return acknowledge(reply)
    },
  )
}

const acknowledge = (reply: FastifyReply) => reply.type('text/plain; charset=utf-8').send('EVENT_RECEIVED')

/** @throws GatewayError `rate_limited` to an address that has sent too many wrong signatures within the minute */
function refuseForger(forgeries: FailedAttempts, ip: string): void {
  const address = addressKey(ip)
  if (forgeries.isBlocked(address, null)) rejectBurst({ ...forgeries.usage(address), allowed: false })
}

/** Apps of customers whose secrets are tried: a notification comes from one app, and each try reads all bytes. */
const maxApps = 3

/**
 * The app whose secret signed these bytes. The payload is read before it is trusted only to learn whose secrets to try:
 * a customer who brought an app of their own signs with that one.
 */
async function findSigner(ctx: WebhookContext, raw: Buffer, signature: string | undefined): Promise<AppSecret | null> {
  if (!signature || !/^sha256=[0-9a-f]{64}$/.test(signature)) return null
  const signs = ({ secret }: AppSecret) => verifySignature(secret, raw, signature)
  const known = ctx.appSecrets.find(signs)
  if (known) return known
  const phoneNumberIds = phoneNumberIdsIn(raw)
  const named = [...(await ctx.numbers.byPhoneNumberId(phoneNumberIds)).values()]
  const signer = ownAppsOf(named).find(signs)
  if (signer || phoneNumberIds.length > 0) return signer ?? null
  const ofAccounts = await ctx.numbers.byWabaId(wabaIdsIn(raw))
  return ownAppsOf([...ofAccounts.values()].flat()).find(signs) ?? null
}

const ownAppsOf = (numbers: readonly NumberRow[]): AppSecret[] =>
  [...new Map(numbers.flatMap(ownAppOf).map((app) => [app.fingerprint, app])).values()].slice(0, maxApps)

function ownAppOf({ appSecret, appFingerprint }: NumberRow): AppSecret[] {
  return appSecret && appFingerprint ? [{ secret: appSecret, fingerprint: appFingerprint }] : []
}

/** The body as text, checked to be a JSON object; beyond that nothing is refused, so that what is new to us is kept. */
function readNotification(raw: Buffer): string {
  const text = isUtf8(raw) ? raw.toString('utf8') : ''
  if (!text.trimStart().startsWith('{') || isDeeperThan(text, maxJsonDepth) || !isJson(text))
    throw new GatewayError('invalid_request', 'The notification is not a JSON object.')
  return text
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function isKnownToken(tokens: readonly string[], given: unknown): boolean {
  if (typeof given !== 'string') return false
  return tokens.some((token) => token !== '' && timingSafeEqual(digest(token), digest(given)))
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

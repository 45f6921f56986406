import { isUtf8 } from 'node:buffer'
import { createHash, timingSafeEqual } from 'node:crypto'
import { verifySignature } from '@dawk/cloud-api/signature.ts'
import { GatewayError } from '@dawk/core/errors.ts'
import type { NumberRow } from '@dawk/core/numbers/number.ts'
import type { FastifyPluginAsync } from 'fastify'
import type { AppSecret, HttpContext } from '../context.ts'
import { phoneNumberIdsIn } from './phone-number-ids.ts'

/** Meta batches up to 3 MB. */
const bodyLimitBytes = 4 * 1024 * 1024
const challengePattern = /^[\w.-]{1,256}$/

interface Handshake {
  'hub.mode'?: unknown
  'hub.verify_token'?: unknown
  'hub.challenge'?: unknown
}

/** Meta's callback: the handshake that proves the address is ours, then notifications, which are stored before the 200. */
export const metaWebhook: FastifyPluginAsync<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: bodyLimitBytes }, (_request, body, done) =>
    done(null, body),
  )

  app.get<{ Querystring: Handshake }>('/webhooks/whatsapp', async ({ query }, reply) => {
    const challenge = query['hub.challenge']
    const proven = query['hub.mode'] === 'subscribe' && isKnownToken(ctx.verifyTokens, query['hub.verify_token'])
    if (!proven || typeof challenge !== 'string' || !challengePattern.test(challenge))
      return reply.code(403).send({ success: false, error: 'The verify token is not the one configured here.' })
    return reply.type('text/plain; charset=utf-8').header('x-content-type-options', 'nosniff').send(challenge)
  })

  app.post<{ Body: unknown }>('/webhooks/whatsapp', { bodyLimit: bodyLimitBytes }, async ({ body, headers }, reply) => {
    const raw = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
    const signature = headers['x-hub-signature-256']
    const signer = await findSigner(ctx, raw, typeof signature === 'string' ? signature : undefined)
    if (!signer) return reply.code(401).send({ success: false, error: 'The signature does not match.' })
    await ctx.journal.store({ appFingerprint: signer.fingerprint, body: readNotification(raw) })
    return reply.type('text/plain; charset=utf-8').send('EVENT_RECEIVED')
  })
}

/**
 * The app whose secret signed these bytes. The payload is read before it is trusted only to learn whose secrets to try:
 * a customer who brought an app of their own signs with that one.
 */
async function findSigner(ctx: HttpContext, raw: Buffer, signature: string | undefined): Promise<AppSecret | null> {
  if (!signature || !/^sha256=[0-9a-f]{64}$/.test(signature)) return null
  const signs = ({ secret }: AppSecret) => verifySignature(secret, raw, signature)
  const known = ctx.appSecrets.find(signs)
  if (known) return known
  const phoneNumberIds = phoneNumberIdsIn(raw)
  if (phoneNumberIds.length === 0) return null
  const numbers = await ctx.numbers.byPhoneNumberId(phoneNumberIds)
  return [...numbers.values()].flatMap(ownAppOf).find(signs) ?? null
}

function ownAppOf({ appSecret, appFingerprint }: NumberRow): AppSecret[] {
  return appSecret && appFingerprint ? [{ secret: appSecret, fingerprint: appFingerprint }] : []
}

/** The body as text, checked to be a JSON object; beyond that nothing is refused, so that what is new to us is kept. */
function readNotification(raw: Buffer): string {
  const text = isUtf8(raw) ? raw.toString('utf8') : ''
  if (!text.trimStart().startsWith('{') || !isJson(text))
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

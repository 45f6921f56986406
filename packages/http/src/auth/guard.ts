import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { GoodKey, SpentKey } from '@dawk/core/tenancy/api-keys/authenticate/authenticate.ts'
import type { FailedAttempts } from '@dawk/core/tenancy/limits/failed-attempts.ts'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { HttpContext } from '../context.ts'
import { refusedKey } from './note-refusal.ts'
import { addressKey, rejectBurst, showBurst } from './rate-limit.ts'
import { clearSession } from './sessions/session-cookie.ts'

/** @throws GatewayError `rate_limited` to an address that guesses, unless the secret was good lately */
export function rejectBlocked(
  failures: FailedAttempts,
  secret: string | null,
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  if (!failures.isBlocked(addressKey(request.ip), secret)) return
  const usage = failures.usage(addressKey(request.ip))
  showBurst(usage, reply)
  rejectBurst({ ...usage, allowed: false })
}

/** The browser is told to forget what it sent, so that it does not go on counting as an attempt. */
export function rejectSession(
  ctx: Pick<HttpContext, 'publicUrl'>,
  failures: FailedAttempts,
  token: string,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
): never {
  const address = addressKey(request.ip)
  failures.add(address, token)
  showBurst(failures.usage(address), reply)
  clearSession(reply, ctx)
  request.refused = { reason: 'session', target: null }
  throw new GatewayError('unauthenticated', 'The session has ended. Sign in again.')
}

const spentWords: Record<SpentKey['why'], string> = {
  revoked: 'The API key has been revoked.',
  expired: 'The API key has expired.',
  replaced: 'The API key was replaced by a rotation.',
}

export function rejectKey(
  failures: FailedAttempts,
  { text, key }: { text: string | null; key: SpentKey | GoodKey | null },
  request: FastifyRequest,
  reply: FastifyReply,
): never {
  const address = addressKey(request.ip)
  failures.add(address, text)
  showBurst(failures.usage(address), reply)
  request.refused = refusedKey(text, key && !key.good ? key : null)
  if (text === null)
    throw new GatewayError('unauthenticated', 'Missing API key. Send the header Authorization: Bearer sk_live_…')
  throw new GatewayError('unauthenticated', key && !key.good ? spentWords[key.why] : 'Invalid API key.')
}

import { GatewayError } from '@dawk/core/platform/errors.ts'
import { rotateApiKey } from '@dawk/core/tenancy/api-keys/manage/rotate-api-key.ts'
import { keyIdOf, presentedHashOf } from '#auth/authentication.ts'
import { operation } from '#operations/operation.ts'
import { RotatedKeyReply } from '../schemas.ts'

export const rotateKey = operation({
  route: 'POST /auth/me/rotate-key',
  tag: 'Account',
  scope: 'keys:write',
  summary: 'Replace the key',
  description: 'The old key is dead at once; the new one is shown once.',
  reply: { 200: RotatedKeyReply },
  async handle({ ctx, request, caller }) {
    const rotation = { id: keyIdOf(request), graceSeconds: 0, presented: presentedHashOf(request) }
    const { secret } = await rotateApiKey(ctx.core, caller, rotation).catch(toMissingKey)
    return { success: true as const, data: { apiKey: secret } }
  },
})

/** Another rotation that came first has ended the key that asks. */
function toMissingKey(error: unknown): never {
  if (error instanceof GatewayError && error.code === 'conflict')
    throw new GatewayError('unauthenticated', 'Invalid API key.', { cause: error })
  throw error
}

import { rotateApiKey } from '@dawk/core/api-keys/rotate-api-key.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { HttpContext } from '../../../context.ts'
import { principalOf } from '../auth.ts'
import { RotatedKeyReply } from '../schemas.ts'

/** `POST /auth/me/rotate-key`: a new secret, shown once; the old one is dead at once. */
export const rotateKey: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.post('/auth/me/rotate-key', { schema: { response: { 200: RotatedKeyReply } } }, async (request) => {
    const accountId = principalOf(request).account.id
    const apiKey = await rotateApiKey(ctx.core, accountId, secretOf(request.headers.authorization))
    ctx.authenticator.forget(accountId)
    return { success: true as const, data: { apiKey } }
  })
}

/** Authentication has read it before. */
const secretOf = (authorization = '') => authorization.replace(/^Bearer/i, '').trim()

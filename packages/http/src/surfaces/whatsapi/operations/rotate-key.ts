import { GatewayError } from '@dawk/core/platform/errors.ts'
import { rotateApiKey } from '@dawk/core/tenancy/api-keys/manage/rotate-api-key.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { keyIdOf, presentedHashOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { actorOf, principalOf } from '../auth.ts'
import { operation } from '../operation.ts'
import { RotatedKeyReply } from '../schemas.ts'

/** `POST /auth/me/rotate-key`: a new secret, shown once; the old one is dead at once. */
export const rotateKey: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.post(
    '/auth/me/rotate-key',
    operation(
      {
        operationId: 'rotateKey',
        tag: 'Account',
        summary: 'Replace the key',
        description: 'The old key is dead at once; the new one is shown once.',
        scope: 'keys:write',
      },
      { response: { 200: RotatedKeyReply } },
    ),
    async (request) => {
      const { account } = principalOf(request)
      const apiKey = await rotate(ctx, request)
      ctx.authenticator.forget(account.id)
      return { success: true as const, data: { apiKey } }
    },
  )
}

/** Another rotation that came first has ended the key that asks. */
async function rotate({ core }: HttpContext, request: FastifyRequest): Promise<string> {
  const principal = principalOf(request)
  const wanted = { id: keyIdOf(request), graceSeconds: 0, presented: presentedHashOf(request) }
  try {
    return (await rotateApiKey(core, principal.account.id, wanted, actorOf(request), principal)).secret
  } catch (error) {
    if (error instanceof GatewayError && error.code === 'conflict')
      throw new GatewayError('unauthenticated', 'Invalid API key.', { cause: error })
    throw error
  }
}

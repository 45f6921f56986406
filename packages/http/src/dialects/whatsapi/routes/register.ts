import { registerAccount } from '@dawk/core/accounts/register-account.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { HttpContext } from '../../../context.ts'
import { RegisterBody, RegisterReply } from '../schemas.ts'

/** `POST /auth/register`: an account with its key, shown once, and a sandbox number to send from at once. */
export const register: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.post(
    '/auth/register',
    { schema: { body: RegisterBody, response: { 201: RegisterReply } } },
    async ({ body: { name, email } }, reply) => {
      const { account, apiKey } = await registerAccount(ctx.core, { name, email, sandbox: ctx.registerSandbox })
      return reply.code(201).send({ success: true, data: { apiKey, plan: account.plan } })
    },
  )
}

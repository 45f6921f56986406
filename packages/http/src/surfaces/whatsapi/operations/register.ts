import { withSandboxNumber } from '@dawk/core/messaging/numbers/sandbox-number.ts'
import { registerAccount } from '@dawk/core/tenancy/accounts/register-account.ts'
import { system } from '@dawk/core/tenancy/audit/actor.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { HttpContext } from '#context.ts'
import { operation } from '../operation.ts'
import { RegisterBody, RegisterReply } from '../schemas.ts'

/** `POST /auth/register`: an account with its key, shown once, and a sandbox number to send from at once. */
export const register: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.post(
    '/auth/register',
    operation(
      {
        operationId: 'register',
        tag: 'Account',
        summary: 'Make an account and its key',
        description: 'The key is shown once. Five requests a minute for each address.',
        scope: null,
        refusals: [409],
      },
      { body: RegisterBody, response: { 201: RegisterReply } },
    ),
    async ({ body: { name, email }, ip, id }, reply) => {
      const by = { ...system, ip, requestId: id }
      const numberOf = ctx.registerSandbox
      const provision = numberOf ? { provision: withSandboxNumber(ctx.core.secrets, numberOf) } : {}
      const { account, apiKey } = await registerAccount(ctx.core, { name, email, by, ...provision })
      return reply.code(201).send({ success: true, data: { apiKey, plan: account.plan } })
    },
  )
}

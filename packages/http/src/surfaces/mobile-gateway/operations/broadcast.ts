import { listBatch } from '@dawk/core/messaging/messages/message-repository.ts'
import { assertBatchFits } from '@dawk/core/messaging/messages/send/accept-batch.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { idempotencyOf } from '#requests/idempotency-key.ts'
import { BroadcastBody, BroadcastReply, sendErrors } from '../schemas.ts'
import { sourceOf } from '../source.ts'
import { toBatch, toBroadcastReply } from '../translate.ts'

/** `POST /messages/broadcast`: 202 once every message is stored, all of them in one transaction. */
export const broadcast: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.post(
    '/messages/broadcast',
    {
      config: { scope: 'messages:write', idempotent: true },
      schema: {
        operationId: 'broadcastMessage',
        summary: 'Send the same message to several recipients',
        tags: ['Messages'],
        body: BroadcastBody,
        response: { 202: BroadcastReply, ...sendErrors },
      },
    },
    async (request, reply) => {
      const { body } = request
      const principal = principalOf(request)
      const { id: accountId, plan } = principal.account
      assertBatchFits(plan, body.destination.length, 'destination')
      const number = await sourceOf(ctx, principal, body.source)
      const accepted = await ctx.sendBatch(toBatch(accountId, number, body, idempotencyOf(request)))
      if (accepted.replayed) reply.header('idempotency-replayed', 'true')
      const messages = await listBatch(ctx.core, accountId, accepted.batchId)
      return reply.code(202).send(toBroadcastReply(body, accepted, messages))
    },
  )
}

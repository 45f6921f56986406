import { createBatchAcceptor } from '@dawk/core/messages/accept-batch.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { HttpContext } from '../../../context.ts'
import { idempotencyKeyOf } from '../../../idempotency-key.ts'
import { principalOf } from '../auth.ts'
import { BulkBody, BulkReply, SendMessageBody } from '../schemas.ts'
import { toBatch, toBulkReply } from '../translate-bulk.ts'

/** 4 KiB for each of the 5,000 messages of the largest plan. */
const bodyLimitBytes = 20 * 1024 * 1024

/** `POST /messages/bulk`: 202 once every message that is not refused is stored. */
export const bulk: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  const { acceptBatch } = createBatchAcceptor(ctx.core)
  app.post(
    '/messages/bulk',
    { bodyLimit: bodyLimitBytes, schema: { body: BulkBody, response: { 202: BulkReply } } },
    async (request, reply) => {
      const { body, rawBody } = request
      const asked = { messages: body.messages, rawBody, idempotencyKey: idempotencyKeyOf(request) }
      const checkShape = request.compileValidationSchema(SendMessageBody, 'body')
      const accepted = await acceptBatch(await toBatch(principalOf(request), asked, checkShape))
      if (accepted.replayed) reply.header('idempotency-replayed', 'true')
      return reply.code(202).send(toBulkReply(accepted))
    },
  )
}

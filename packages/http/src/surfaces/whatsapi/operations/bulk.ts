import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { HttpContext } from '#context.ts'
import { idempotencyKeyOf } from '#requests/idempotency-key.ts'
import { principalOf } from '../auth.ts'
import { operation } from '../operation.ts'
import { BulkBody, BulkReply, SendMessageBody } from '../schemas.ts'
import { toBatch, toBulkReply } from '../translate-bulk.ts'

/** 4 KiB for each of the 5,000 messages of the largest plan. */
const bodyLimitBytes = 20 * 1024 * 1024

/** `POST /messages/bulk`: 202 once every message that is not refused is stored. */
export const bulk: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.post(
    '/messages/bulk',
    {
      bodyLimit: bodyLimitBytes,
      ...operation(
        {
          operationId: 'sendBulk',
          tag: 'Messages',
          summary: 'Send many messages',
          description:
            'Each is checked by itself: good ones are accepted although others are bad, and `failed` tells why. At most 20 messages on the plan free, 100 on basic, 1,000 on pro, 5,000 on enterprise.',
          scope: 'messages:write',
          refusals: [409],
          idempotent: true,
        },
        { body: BulkBody, response: { 202: BulkReply } },
      ),
    },
    async (request, reply) => {
      const { body, rawBody } = request
      const asked = { messages: body.messages, rawBody, idempotencyKey: idempotencyKeyOf(request) }
      const checkShape = request.compileValidationSchema(SendMessageBody, 'body')
      const accepted = await ctx.sendBatch(await toBatch(principalOf(request), asked, checkShape))
      if (accepted.replayed) reply.header('idempotency-replayed', 'true')
      return reply.code(202).send(toBulkReply(accepted))
    },
  )
}

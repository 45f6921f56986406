import { answer } from '#operations/answer.ts'
import { operation } from '#operations/operation.ts'
import { idempotencyKeyOf } from '#requests/idempotency-key.ts'
import { BulkBody, BulkReply, SendMessageBody } from '../schemas.ts'
import { toBatch, toBulkReply } from '../translate-bulk.ts'

/** 4 KiB for each of the 5,000 messages of the largest plan. */
const bodyLimitBytes = 20 * 1024 * 1024

export const sendBulk = operation({
  route: 'POST /messages/bulk',
  tag: 'Messages',
  scope: 'messages:write',
  idempotent: true,
  itemsApart: true,
  refuses: ['conflict'],
  bodyLimit: bodyLimitBytes,
  summary: 'Send many messages',
  description:
    'Each is checked by itself: good ones are accepted although others are bad, and `failed` tells why. At most 20 messages on the plan free, 100 on basic, 1,000 on pro, 5,000 on enterprise.',
  body: BulkBody,
  reply: { 202: BulkReply },
  async handle({ ctx, principal, body, request }) {
    const input = { messages: body.messages, rawBody: request.rawBody, idempotencyKey: idempotencyKeyOf(request) }
    const checkShape = request.compileValidationSchema(SendMessageBody, 'body')
    const accepted = await ctx.sendBatch(await toBatch(principal, input, checkShape))
    return answer(toBulkReply(accepted), accepted)
  },
})

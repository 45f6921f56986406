import { markMessageRead } from '@dawk/core/messaging/messages/mark-read.ts'
import type { NumberRow } from '@dawk/core/messaging/numbers/number.ts'
import type { FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify'
import type { HttpContext } from '#context.ts'
import { idempotencyKeyOf } from '#requests/idempotency-key.ts'
import { checkMessage, checkProduct, requireObject, requireText } from '../check-message.ts'
import { sendOrMarkRead } from '../documents/messages.ts'
import { invalid, toReadRefusal, toSendRefusal } from '../errors.ts'
import { ownNumberOf } from '../own-number.ts'
import { toSendReply, toSendRequest } from '../translate.ts'

interface MessagesRequest {
  Params: { version: string; phoneNumberId: string }
}

/** How long the answer waits for Meta's; afterwards it carries our id. */
const maxWaitMs = 10_000

/** `POST /{version}/{phone number id}/messages`: sends, or marks a message as read. */
export const messages: FastifyPluginAsync<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.post<MessagesRequest>(
    '/:version(^v\\d{1,2}\\.\\d$)/:phoneNumberId/messages',
    { config: { scope: 'messages:write', idempotent: true, documents: sendOrMarkRead } },
    async (request, reply) => {
      const number = await ownNumberOf(ctx, request, request.params.phoneNumberId)
      const body = checkProduct(request.body)
      return body['status'] === undefined ? send(ctx, number, request, reply) : markAsRead(ctx, number, body)
    },
  )
}

async function send(ctx: HttpContext, number: NumberRow, request: FastifyRequest, reply: FastifyReply) {
  const message = checkMessage(request.body)
  const { rawBody } = request
  const asked = toSendRequest(number, { message, rawBody, idempotencyKey: idempotencyKeyOf(request) })
  const { id, replayed } = await ctx.send(asked).catch((error) => {
    throw toSendRefusal(error)
  })
  if (replayed) reply.header('idempotency-replayed', 'true')
  return toSendReply(message, id, await ctx.settled.waitFor(number.accountId, id, maxWaitMs))
}

async function markAsRead({ core, numbers }: HttpContext, number: NumberRow, body: Readonly<Record<string, unknown>>) {
  if (body['status'] !== 'read') throw invalid('Param status must be "read".')
  const messageId = requireText(body['message_id'], 'message_id', 512)
  const typing = isTyping(body['typing_indicator'])
  await markMessageRead({ ...core, numbers }, number.accountId, messageId, { typing }).catch((error) => {
    throw toReadRefusal(error, messageId)
  })
  return { success: true }
}

function isTyping(indicator: unknown): boolean {
  if (indicator === undefined || indicator === null) return false
  if (requireObject(indicator, 'typing_indicator')['type'] === 'text') return true
  throw invalid('Param typing_indicator.type must be "text".')
}

import { answer } from '#operations/answer.ts'
import { operation } from '#operations/operation.ts'
import { idempotencyKeyOf } from '#requests/idempotency-key.ts'
import { SendMessageBody, SendMessageReply } from '../schemas.ts'
import { toSendMessageReply, toSendRequest } from '../translate.ts'

export const sendMessage = operation({
  route: 'POST /send-message',
  tag: 'Messages',
  scope: 'messages:write',
  idempotent: true,
  refuses: ['conflict', 'insufficient_balance'],
  summary: 'Send a message',
  description: '`202` once it is stored; with `sendAt` it is held until then.',
  body: SendMessageBody,
  reply: { 202: SendMessageReply },
  async handle({ ctx, principal, body, request }) {
    const input = { body, rawBody: request.rawBody, idempotencyKey: idempotencyKeyOf(request) }
    const accepted = await ctx.send(toSendRequest(principal, input))
    return answer(toSendMessageReply(accepted), accepted)
  },
})

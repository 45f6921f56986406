import { answer } from '#operations/answer.ts'
import { operation } from '#operations/operation.ts'
import { idempotencyOf } from '#requests/idempotency-key.ts'
import { SendBody, SendReply, sendErrors } from '../schemas.ts'
import { sourceOf } from '../source.ts'
import { toSendReply, toSendRequest } from '../translate.ts'

export const sendMessage = operation({
  route: 'POST /messages',
  tag: 'Messages',
  scope: 'messages:write',
  idempotent: true,
  summary: 'Send a WhatsApp message',
  body: SendBody,
  reply: { 202: SendReply, ...sendErrors },
  async handle({ ctx, accountId, principal, body, request }) {
    const number = await sourceOf(ctx, principal, body.source)
    const accepted = await ctx.send(toSendRequest(accountId, number, body, idempotencyOf(request)))
    return answer(toSendReply(accepted, body), accepted)
  },
})

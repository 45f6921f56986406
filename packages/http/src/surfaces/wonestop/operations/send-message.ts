import { sendAndSettle } from '@dawk/core/messaging/messages/send/send-and-settle.ts'
import { findSendingNumber } from '@dawk/core/messaging/numbers/find-sending-number.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { answer } from '#operations/answer.ts'
import { operation } from '#operations/operation.ts'
import { idempotencyOf } from '#requests/idempotency-key.ts'
import { SendBody, SendReply } from '../schemas.ts'
import { templateOf } from '../template.ts'
import { toSendReply, toSendRequest } from '../translate.ts'

export const sendMessage = operation({
  route: 'POST /send-message',
  tag: 'Messages',
  scope: 'messages:write',
  idempotent: true,
  summary: 'Send a template',
  description: 'Answered once Meta has taken or refused the message, at most after ten seconds.',
  body: SendBody,
  reply: { 200: SendReply },
  async handle({ ctx, accountId, principal, body, request }) {
    const number = await findSendingNumber({ ...ctx.core, numbers: ctx.numbers }, principal, body.phone_number_id)
    if (!number) throw unknownNumber()
    const template = await templateOf(ctx, principal, body.template_id, number.wabaId)
    const { request: send, toRefusal } = toSendRequest(body, {
      accountId,
      number,
      template,
      idempotency: idempotencyOf(request),
    })
    const sent = await sendAndSettle(ctx, send).catch((error: unknown) => {
      throw toRefusal(error)
    })
    return answer(toSendReply(sent), sent.accepted)
  },
})

const unknownNumber = () =>
  new GatewayError('not_found', 'There is no phone number with this phone_number_id.', {
    details: [{ field: 'phone_number_id', message: 'is not that of a number of this account' }],
  })

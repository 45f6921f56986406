import { sendAndSettle } from '@dawk/core/messaging/messages/send/send-and-settle.ts'
import { findSendingNumber } from '@dawk/core/messaging/numbers/find-sending-number.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { idempotencyOf } from '#requests/idempotency-key.ts'
import { repliesOf, SendBody, SendReply } from '../schemas.ts'
import { templateOf } from '../template.ts'
import { toSendReply, toSendRequest } from '../translate.ts'

/** `POST /send-message`: answered once Meta has taken or refused the message. */
export const sendMessage: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.post(
    '/send-message',
    {
      config: { scope: 'messages:write', idempotent: true },
      schema: {
        operationId: 'sendMessage',
        summary: 'Send a template',
        description: 'Answered once Meta has taken or refused the message, at most after ten seconds.',
        tags: ['Messages'],
        body: SendBody,
        response: repliesOf(SendReply),
      },
    },
    async (request, reply) => {
      const { body } = request
      const principal = principalOf(request)
      const number = await findSendingNumber({ db: ctx.core.db, numbers: ctx.numbers }, principal, body.phone_number_id)
      if (!number) throw notOwned()
      const accountId = principal.account.id
      const template = await templateOf(ctx, accountId, body.template_id, number.wabaId)
      const { request: message, toRefusal } = toSendRequest(accountId, number, template, body, idempotencyOf(request))
      const sent = await sendAndSettle(ctx, message).catch((error: unknown) => {
        throw toRefusal(error)
      })
      if (sent.accepted.replayed) reply.header('idempotency-replayed', 'true')
      return toSendReply(sent)
    },
  )
}

const notOwned = () =>
  new GatewayError('not_found', 'There is no phone number with this phone_number_id.', {
    details: [{ field: 'phone_number_id', message: 'is not that of a number of this account' }],
  })

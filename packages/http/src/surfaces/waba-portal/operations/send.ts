import { sendAndSettle } from '@dawk/core/messaging/messages/send/send-and-settle.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { idempotencyOf } from '#requests/idempotency-key.ts'
import { InteractiveBody, MediaBody, repliesOf, SendReply, TemplateBody, TextBody } from '../schemas.ts'
import { toInteractive, toMedia, toSendReply, toSendRequest, toTemplate, toText } from '../translate.ts'

/** `POST /messages/text`, `/template`, `/media` and `/interactive`: answered once Meta has taken or refused the message. */
export const send: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  const config = { scope: 'messages:write', idempotent: true } as const
  const tags = ['Messages']
  const response = repliesOf(SendReply)

  async function answer(
    request: FastifyRequest,
    reply: FastifyReply,
    to: string,
    content: Parameters<typeof toSendRequest>[2],
  ) {
    const asked = toSendRequest(principalOf(request), to, content, idempotencyOf(request))
    const sent = await sendAndSettle(ctx, asked)
    if (sent.accepted.replayed) reply.header('idempotency-replayed', 'true')
    return toSendReply(sent)
  }

  app.post(
    '/messages/text',
    { config, schema: { operationId: 'sendText', summary: 'Send a text', tags, body: TextBody, response } },
    (request, reply) => answer(request, reply, request.body.to, toText(request.body)),
  )
  app.post(
    '/messages/template',
    { config, schema: { operationId: 'sendTemplate', summary: 'Send a template', tags, body: TemplateBody, response } },
    (request, reply) => answer(request, reply, request.body.to, toTemplate(request.body)),
  )
  app.post(
    '/messages/media',
    {
      config,
      schema: {
        operationId: 'sendMedia',
        summary: 'Send an image, video, audio, document or sticker',
        tags,
        body: MediaBody,
        response,
      },
    },
    (request, reply) => answer(request, reply, request.body.to, toMedia(request.body)),
  )
  app.post(
    '/messages/interactive',
    {
      config,
      schema: {
        operationId: 'sendInteractive',
        summary: 'Send buttons, a list or another interactive message',
        tags,
        body: InteractiveBody,
        response,
      },
    },
    (request, reply) => answer(request, reply, request.body.to, toInteractive(request.body)),
  )
}

import { cancelMessage } from '@dawk/core/messaging/messages/cancel-message.ts'
import { markMessageRead } from '@dawk/core/messaging/messages/mark-read.ts'
import { listBatchIds, listMessagePage } from '@dawk/core/messaging/messages/message-list.ts'
import { findMessage } from '@dawk/core/messaging/messages/message-repository.ts'
import { assertReachesMessage, findReachableMessage } from '@dawk/core/messaging/messages/reachable-message.ts'
import { retryMessage } from '@dawk/core/messaging/messages/retry-message.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import Type from 'typebox'
import { principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { found } from '#operations/known-id.ts'
import { answerPage, type PageToRead, pageOf } from '#operations/paging.ts'
import { idempotencyOf } from '../idempotency.ts'
import { lookUpNamed } from '../named-objects.ts'
import { operation } from '../operation.ts'
import {
  AcceptedView,
  BatchBody,
  BatchView,
  MessageListQuery,
  MessageView,
  ReadBody,
  SendBody,
  SendEnvelope,
} from '../schemas/message-schemas.ts'
import { toBatch, toBatchView } from '../translate-batch.ts'
import { readSend, toAcceptedView, toFilter, toMessageView } from '../translate-messages.ts'

/** 4 KiB for each of the 5,000 messages of the largest plan. */
const batchBytes = 20 * 1024 * 1024

const MessageParams = Type.Object({ id: Type.String({ maxLength: 256, description: 'Our id, or the wamid.' }) })
const messageId = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|wamid\.[\w+/=-]{1,240})$/i
const knownMessageId = (id: string) => found(messageId.test(id) ? id : null, 'message')

type Routes = FastifyPluginAsyncTypebox<{ ctx: HttpContext }>

export const messages: Routes = async (app, { ctx }) => {
  await app.register(sending, { ctx })
  await app.register(reading, { ctx })
  await app.register(changing, { ctx })
}

const sending: Routes = async (app, { ctx }) => {
  app.post(
    '/messages',
    operation(
      {
        operationId: 'sendMessage',
        idempotent: true,
        tag: 'Messages',
        summary: 'Send a message',
        description:
          'Any type of WhatsApp message, now or at `sendAt`. Answers once the message is stored: it is not lost any more. ' +
          'What became of it is told by `GET /v1/messages/{id}` and by `message.status.*` events. Give an ' +
          '`Idempotency-Key` header, so that a repeated request does not send twice.',
        scope: 'messages:write',
        problems: [409, 413, 415, 422],
        shownBody: SendBody,
      },
      { body: SendEnvelope, response: { 202: AcceptedView } },
    ),
    async (request, reply) => {
      const principal = principalOf(request)
      const read = readSend(principal, request.body)
      const named = await lookUpNamed(ctx, principal, [read])
      const accepted = await ctx.send(await named.complete(read, idempotencyOf(request)))
      if (accepted.replayed) reply.header('idempotency-replayed', 'true')
      return reply.code(202).send(toAcceptedView(accepted))
    },
  )

  app.post(
    '/messages/batch',
    {
      ...operation(
        {
          operationId: 'sendBatch',
          idempotent: true,
          tag: 'Messages',
          summary: 'Send many messages',
          description:
            'Each message is checked by itself; all that pass are stored together, under one `batchId`, and leave after ' +
            'replies and one-time passwords. `results` tells of each its id or why it was refused.',
          scope: 'messages:write',
          problems: [409, 413, 415, 422],
        },
        { body: BatchBody, response: { 202: BatchView } },
      ),
      bodyLimit: batchBytes,
    },
    async (request, reply) => {
      const principal = principalOf(request)
      const { messages } = request.body
      const checkShape = request.compileValidationSchema(SendEnvelope, 'body')
      const batch = await toBatch(ctx, principal, messages, idempotencyOf(request), checkShape)
      const accepted = await ctx.sendBatch(batch)
      if (accepted.replayed) reply.header('idempotency-replayed', 'true')
      const ids = await listBatchIds(ctx.core, principal.account.id, accepted.batchId)
      return reply.code(202).send(toBatchView(accepted, messages.length, ids))
    },
  )
}

const reading: Routes = async (app, { ctx }) => {
  app.get(
    '/messages',
    operation(
      {
        operationId: 'listMessages',
        tag: 'Messages',
        summary: 'List messages',
        description: 'Sent and received ones, newest first. New messages do not move those on later pages.',
        scope: 'messages:read',
      },
      { querystring: MessageListQuery, response: { 200: pageOf(MessageView) } },
    ),
    async (request) => {
      const { account, numberIds } = principalOf(request)
      const { limit, cursor, ...filters } = request.query
      const list = { operationId: 'listMessages', accountId: account.id, filters }
      const read = ({ after: before, limit }: PageToRead) =>
        listMessagePage(ctx.core, account.id, { ...toFilter(request.query), numberIds }, { before, limit })
      return answerPage(ctx.core, list, { limit, cursor }, { read, view: toMessageView })
    },
  )

  app.get(
    '/messages/:id',
    operation(
      {
        operationId: 'getMessage',
        tag: 'Messages',
        summary: 'Get a message',
        description: 'With its timeline. By our id or by wamid, whichever surface it was sent through.',
        scope: 'messages:read',
        problems: [404],
      },
      { params: MessageParams, response: { 200: MessageView } },
    ),
    async (request) => {
      const id = knownMessageId(request.params.id)
      return toMessageView(found(await findReachableMessage(ctx.core, principalOf(request), id), 'message'))
    },
  )
}

const changing: Routes = async (app, { ctx }) => {
  /** The account whose message it is. */
  const reachedBy = async (request: FastifyRequest) => {
    const principal = principalOf(request)
    const { id } = request.params as { id: string }
    await assertReachesMessage(ctx.core, principal, knownMessageId(id))
    return principal.account.id
  }
  const view = async (accountId: string, id: string) =>
    toMessageView(found(await findMessage(ctx.core, accountId, id), 'message'))

  app.post(
    '/messages/:id/cancel',
    operation(
      {
        operationId: 'cancelMessage',
        tag: 'Messages',
        summary: 'Cancel a message',
        description: 'One that is scheduled or waits to leave. 409 once it has left, or may have.',
        scope: 'messages:write',
        problems: [404, 409],
      },
      { params: MessageParams, response: { 200: MessageView } },
    ),
    async (request) => {
      const accountId = await reachedBy(request)
      return view(accountId, await cancelMessage(ctx.core, accountId, knownMessageId(request.params.id)))
    },
  )

  app.post(
    '/messages/:id/retry',
    operation(
      {
        operationId: 'retryMessage',
        tag: 'Messages',
        summary: 'Retry a failed message',
        description: 'Queues it once more under its id; the timeline keeps what happened before.',
        scope: 'messages:write',
        problems: [404, 409],
      },
      { params: MessageParams, response: { 202: MessageView } },
    ),
    async (request, reply) => {
      const accountId = await reachedBy(request)
      const id = await retryMessage(ctx.core, accountId, knownMessageId(request.params.id))
      return reply.code(202).send(await view(accountId, id))
    },
  )

  app.post(
    '/messages/:id/read',
    operation(
      {
        operationId: 'markMessageRead',
        tag: 'Messages',
        summary: 'Mark a received message as read',
        description:
          'The person sees blue ticks on it and all before it and, with `typing`, that an answer is being written.',
        scope: 'conversations:write',
        problems: [404, 409, 415, 422],
      },
      { params: MessageParams, body: ReadBody, response: { 204: Type.Null() } },
    ),
    async (request, reply) => {
      const accountId = await reachedBy(request)
      const id = knownMessageId(request.params.id)
      await markMessageRead({ ...ctx.core, numbers: ctx.numbers }, accountId, id, {
        typing: request.body?.typing ?? false,
      })
      return reply.code(204).send(null)
    },
  )
}

import { listConversationMessages } from '@dawk/core/messaging/conversations/conversation-messages.ts'
import { findConversationWith, listConversations } from '@dawk/core/messaging/conversations/conversation-repository.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import {
  ConversationMessagesQuery,
  ConversationMessagesReply,
  ConversationParams,
  ConversationsQuery,
  ConversationsReply,
} from '../conversation-schemas.ts'
import { repliesOf } from '../schemas.ts'
import { toConversationView, toMessageView, toPagination, toPerson } from '../translate-conversations.ts'

/** `GET /conversations` and `GET /conversations/:phoneNumber/messages`, both with cursors. */
export const conversations: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  const config = { scope: 'conversations:read' } as const

  app.get(
    '/conversations',
    {
      config,
      schema: {
        operationId: 'listConversations',
        summary: 'List conversations',
        tags: ['Conversations'],
        querystring: ConversationsQuery,
        response: repliesOf(ConversationsReply),
      },
    },
    async (request) => {
      const { account, numberIds } = principalOf(request)
      const { cursor = null, limit } = request.query
      const page = await listConversations(ctx.core, account.id, { numberIds, cursor, limit })
      return { data: page.conversations.map(toConversationView), pagination: toPagination(page.nextCursor) }
    },
  )

  app.get(
    '/conversations/:phoneNumber/messages',
    {
      config,
      schema: {
        operationId: 'listConversationMessages',
        summary: 'List the messages of a conversation',
        tags: ['Conversations'],
        params: ConversationParams,
        querystring: ConversationMessagesQuery,
        response: repliesOf(ConversationMessagesReply),
      },
    },
    async (request) => {
      const { account, numberIds } = principalOf(request)
      const person = toPerson(request.params.phoneNumber)
      const { cursor = null, limit } = request.query
      const found = await findConversationWith(ctx.core, account.id, person, numberIds)
      const page = found && (await listConversationMessages(ctx.core, account.id, found.id, { cursor, limit }))
      if (!found || !page) throw new GatewayError('not_found', 'Conversation not found')
      const data = page.messages.map((message) => toMessageView(message, found))
      return { data, pagination: toPagination(page.nextCursor) }
    },
  )
}

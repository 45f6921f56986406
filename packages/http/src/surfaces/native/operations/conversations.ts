import { changeConversation } from '@dawk/core/messaging/conversations/change-conversation.ts'
import type { Conversation } from '@dawk/core/messaging/conversations/conversation.ts'
import { listConversationMessages } from '@dawk/core/messaging/conversations/conversation-messages.ts'
import { findConversation, listConversations } from '@dawk/core/messaging/conversations/conversation-repository.ts'
import { markConversationRead } from '@dawk/core/messaging/conversations/mark-read.ts'
import { searchMessages } from '@dawk/core/messaging/conversations/search-messages.ts'
import { markMessageRead } from '@dawk/core/messaging/messages/mark-read.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { actorOf, principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { found, IdParams } from '#operations/known-id.ts'
import { PageQuery, pageOf, readCursor, toPlacedPage } from '#operations/paging.ts'
import { operation } from '../operation.ts'
import {
  ConversationListQuery,
  ConversationPatch,
  ConversationView,
  FoundView,
  ReadConversationBody,
  TextQuery,
} from '../schemas/conversation-schemas.ts'
import { MessageView } from '../schemas/message-schemas.ts'
import { strict } from '../schemas/schemas.ts'
import { toMessageView } from '../translate-messages.ts'

type Routes = FastifyPluginAsyncTypebox<{ ctx: HttpContext }>

export const conversations: Routes = async (app, { ctx }) => {
  await app.register(listing, { ctx })
  await app.register(single, { ctx })
  await app.register(changing, { ctx })
}

const listing: Routes = async (app, { ctx }) => {
  app.get(
    '/conversations',
    operation(
      {
        operationId: 'listConversations',
        tag: 'Conversations',
        summary: 'List conversations',
        description:
          'By their last activity, the latest first. While you page, none is shown twice, and none that stays quiet is left ' +
          'out; one that gets a message meanwhile moves to the top: read from the top again until you meet what you know.',
        scope: 'conversations:read',
      },
      { querystring: ConversationListQuery, response: { 200: pageOf(ConversationView) } },
    ),
    async (request) => {
      const principal = principalOf(request)
      const { limit = 50, cursor, ...filters } = request.query
      const list = { operationId: 'listConversations', accountId: principal.account.id, filters }
      const { numberId, assignee, ...rest } = filters
      const page = await listConversations(ctx.core, principal.account.id, {
        ...rest,
        ...(assignee !== undefined && { assignee: assignee === '' ? null : assignee }),
        numberIds: allowedNumbers(principal, numberId),
        cursor: readCursor(ctx.core.secrets, list, cursor),
        limit,
      })
      return toPlacedPage(ctx.core.secrets, list, page.conversations.map(toConversationView), page.nextCursor)
    },
  )

  app.get(
    '/conversations/search',
    operation(
      {
        operationId: 'searchMessages',
        tag: 'Conversations',
        summary: 'Search messages',
        description:
          'Messages that contain a text, whatever its case, newest first. Each page looks at a bounded number of messages: it ' +
          'may hold few or none and still have a next one.',
        scope: 'conversations:read',
      },
      { querystring: TextQuery, response: { 200: pageOf(FoundView) } },
    ),
    async (request) => {
      const principal = principalOf(request)
      const accountId = principal.account.id
      const { limit = 50, cursor, ...filters } = request.query
      const list = { operationId: 'searchMessages', accountId, filters }
      const numberIds = allowedNumbers(principal, filters.numberId)
      const before = readCursor(ctx.core.secrets, list, cursor)
      const page = await searchMessages(ctx.core, accountId, { text: filters.text, numberIds, before, limit })
      const ids = [...new Set(page.found.map(({ conversationId }) => conversationId))]
      const shown = await listConversations(ctx.core, accountId, { ids, limit: ids.length })
      const byId = new Map(shown.conversations.map((one) => [one.id, toConversationView(one)]))
      const hits = page.found.flatMap(({ messageId, conversationId, at }) => {
        const conversation = byId.get(conversationId)
        return conversation ? [{ messageId, conversation, at }] : []
      })
      return toPlacedPage(ctx.core.secrets, list, hits, page.before)
    },
  )
}

const single: Routes = async (app, { ctx }) => {
  app.get(
    '/conversations/:id',
    operation(
      {
        operationId: 'getConversation',
        tag: 'Conversations',
        summary: 'Get a conversation',
        description: 'With its last message, its window, and what is unread.',
        scope: 'conversations:read',
        problems: [404],
      },
      { params: IdParams, response: { 200: ConversationView } },
    ),
    async (request) => toConversationView(await readOwn(ctx, principalOf(request), request.params.id)),
  )

  app.get(
    '/conversations/:id/messages',
    operation(
      {
        operationId: 'listConversationMessages',
        tag: 'Conversations',
        summary: 'List the messages of a conversation',
        description: 'Of both directions, newest first. New messages do not move those on later pages.',
        scope: 'conversations:read',
        problems: [404],
      },
      {
        params: IdParams,
        querystring: Type.Object(PageQuery, strict),
        response: { 200: pageOf(MessageView) },
      },
    ),
    async (request) => {
      const principal = principalOf(request)
      const { id } = await readOwn(ctx, principal, request.params.id)
      const { limit = 50, cursor } = request.query
      const list = { operationId: 'listConversationMessages', accountId: principal.account.id, filters: { id } }
      const place = readCursor(ctx.core.secrets, list, cursor)
      const page = await listConversationMessages(ctx.core, principal.account.id, id, { cursor: place, limit })
      const { messages, nextCursor } = found(page, 'conversation')
      return toPlacedPage(ctx.core.secrets, list, messages.map(toMessageView), nextCursor)
    },
  )
}

const changing: Routes = async (app, { ctx }) => {
  app.patch(
    '/conversations/:id',
    operation(
      {
        operationId: 'changeConversation',
        tag: 'Conversations',
        summary: 'Assign, close or open a conversation',
        description: 'Announced as `conversation.updated`.',
        scope: 'conversations:write',
        problems: [404, 415],
      },
      { params: IdParams, body: ConversationPatch, response: { 200: ConversationView } },
    ),
    async (request) => {
      const principal = principalOf(request)
      const { id } = await readOwn(ctx, principal, request.params.id)
      await changeConversation(ctx.core, principal.account.id, id, request.body, actorOf(request))
      return toConversationView(await readOwn(ctx, principal, id))
    },
  )

  app.post(
    '/conversations/:id/read',
    operation(
      {
        operationId: 'markConversationRead',
        tag: 'Conversations',
        summary: 'Mark a conversation as read',
        description:
          'All that was received so far. The person sees blue ticks, unless `receipt` is false; when WhatsApp refuses the receipt, nothing changes.',
        scope: 'conversations:write',
        problems: [404, 409, 415, 422],
      },
      { params: IdParams, body: ReadConversationBody, response: { 204: Type.Null() } },
    ),
    async (request, reply) => {
      const principal = principalOf(request)
      const accountId = principal.account.id
      const { id, lastInboundId } = await readOwn(ctx, principal, request.params.id)
      if (lastInboundId !== null && request.body?.receipt !== false)
        await markMessageRead({ ...ctx.core, numbers: ctx.numbers }, accountId, lastInboundId)
      await markConversationRead(ctx.core, accountId, id, lastInboundId)
      return reply.code(204).send(null)
    },
  )
}

/** Of the key's own numbers, where it is restricted to some. @throws GatewayError `not_found` */
async function readOwn(ctx: HttpContext, { account, numberIds }: Principal, id: string): Promise<Conversation> {
  const conversation = found(await findConversation(ctx.core, account.id, id), 'conversation')
  return found(numberIds === null || numberIds.includes(conversation.numberId) ? conversation : null, 'conversation')
}

function allowedNumbers({ numberIds }: Principal, asked: string | undefined): readonly string[] | null {
  if (asked === undefined) return numberIds
  return numberIds === null || numberIds.includes(asked.toLowerCase()) ? [asked] : []
}

const directions = { in: 'inbound', out: 'outbound' } as const

function toConversationView({
  accountId: _,
  lastInboundId: __,
  readUpTo: ___,
  lastMessage,
  ...conversation
}: Conversation) {
  return {
    ...conversation,
    lastMessage: lastMessage && { ...lastMessage, direction: directions[lastMessage.direction] },
  }
}

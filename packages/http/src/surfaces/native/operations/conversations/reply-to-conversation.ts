import { createHash } from 'node:crypto'
import { beginReply, endReply } from '@dawk/core/engagement/inbox/replies/reply.ts'
import type { SendRequest } from '@dawk/core/messaging/messages/send/send-request.ts'
import type { FastifyRequest } from 'fastify'
import { answer } from '#operations/answer.ts'
import { operation } from '#operations/operation.ts'
import { idempotencyOf } from '../../idempotency.ts'
import { lookUpNamed } from '../../named-objects.ts'
import { ReplyBody } from '../../schemas/inbox-schemas.ts'
import { AcceptedView } from '../../schemas/message-schemas.ts'
import { readSend, toAcceptedView } from '../../translate-messages.ts'
import { readOwn } from './conversation-views.ts'

export const replyToConversation = operation({
  route: 'POST /conversations/:id/messages',
  of: 'conversation',
  tag: 'Conversations',
  scope: 'messages:write',
  idempotent: true,
  refuses: ['not_found', 'conflict', 'upstream_refused'],
  summary: 'Answer in a conversation',
  description:
    'As `POST /v1/messages`, to the person and from the number of the conversation. With `seenUpTo` an answer that somebody else ' +
    'has given since is a 409 with the reason `answered_meanwhile`, and nothing is sent. Where only assignees may answer, a member ' +
    'who is not gets a 403 with the reason `not_assignee`.',
  body: ReplyBody,
  reply: { 202: AcceptedView },
  async handle({ ctx, caller, principal, id, body, request }) {
    const { numberId, contact } = await readOwn(ctx, caller, id)
    const { seenUpTo, ...content } = body
    const to = contact.phone !== null ? { to: contact.phone } : { toUserId: contact.userId ?? '' }
    const read = readSend(principal, { ...content, from: numberId, ...to })
    const named = await lookUpNamed(ctx, principal, [read])
    const reply = await beginReply(ctx.core, caller, id, seenUpTo?.toLowerCase() ?? null)
    const end = (accepted: string | null) => endReply(ctx.core, caller, reply, accepted)
    try {
      const complete = await named.complete(read, idempotencyIn(id, request))
      const accepted = await ctx.send({ ...complete, messageId: reply.messageId })
      await end(accepted.id).catch((error) => ctx.log.warn({ err: error }, 'an answer was not ended'))
      return answer(toAcceptedView(accepted), accepted)
    } catch (error) {
      await end(null).catch(() => undefined) // it is over by itself a few seconds later
      throw error
    }
  },
})

/** The same key and body in another conversation is another request. */
function idempotencyIn(conversationId: string, request: FastifyRequest): SendRequest['idempotency'] {
  const given = idempotencyOf(request)
  if (given === null) return null
  return { ...given, fingerprint: createHash('sha256').update(given.fingerprint).update(conversationId).digest() }
}

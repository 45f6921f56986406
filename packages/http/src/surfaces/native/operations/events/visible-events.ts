import { listAuthors } from '@dawk/core/engagement/inbox/replies/reply.ts'
import type { GatewayEvent } from '@dawk/core/events/event.ts'
import { listConversations } from '@dawk/core/messaging/conversations/conversation-store.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'
import type { OperationContext } from '#context.ts'
import { type InboxReader, seenBy } from '../../inbox-access.ts'

export const memberOfStream = ({ account, member }: Principal): InboxReader => ({
  accountId: account.id,
  actor: member ? { kind: 'member', id: member.id } : { kind: 'api_key', id: null },
  role: member?.role ?? null,
})

const textOf = ({ data }: GatewayEvent, member: string): string | null => {
  const value = (data as Record<string, unknown>)[member]
  return typeof value === 'string' ? value : null
}

/** What is about one conversation, by the first word of its type. */
const ofConversations = new Set(['message', 'conversation', 'note', 'media'])

/**
 * For an agent who sees a part of the conversations: the events of those, and what became of the messages that they sent themselves.
 * What is about no conversation is for everybody.
 */
export async function visibleTo<Event extends GatewayEvent>(
  ctx: Pick<OperationContext, 'core' | 'inboxes'>,
  principal: Principal,
  events: readonly Event[],
): Promise<readonly Event[]> {
  const reader = memberOfStream(principal)
  const part = events.length === 0 ? null : await seenBy(ctx, reader)
  if (part === null) return events
  const ids = [...new Set(events.flatMap((event) => textOf(event, 'conversationId') ?? []))]
  const page = await listConversations(ctx.core, reader, { ids, limit: ids.length, seenBy: part })
  const visible = new Set(page.conversations.map(({ id }) => id))
  const sent = events.flatMap((event) => textOf(event, 'messageId') ?? [])
  const authors = await listAuthors(ctx.core, reader, sent)
  const own = new Set(authors.filter(({ id }) => id === part.memberId).map(({ messageId }) => messageId))
  return events.filter((event) => {
    if (!ofConversations.has(event.type.split('.')[0] ?? '')) return true
    const conversationId = textOf(event, 'conversationId')
    return conversationId === null ? own.has(textOf(event, 'messageId') ?? '') : visible.has(conversationId)
  })
}

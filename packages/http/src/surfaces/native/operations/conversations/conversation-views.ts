import type { Conversation } from '@dawk/core/messaging/conversations/conversation.ts'
import { findConversation } from '@dawk/core/messaging/conversations/conversation-store.ts'
import type { Caller } from '@dawk/core/tenancy/access/caller.ts'
import type { OperationContext } from '#context.ts'
import { orNotFound } from '#operations/known-id.ts'
import { seenBy } from '#surfaces/native/inbox-access.ts'

/** Of the key's own numbers, where it is restricted to some. @throws GatewayError `not_found` */
export async function readOwn(ctx: OperationContext, caller: Caller, id: string): Promise<Conversation> {
  const conversation = orNotFound(
    await findConversation(ctx.core, caller, id, await seenBy(ctx, caller)),
    'conversation',
  )
  const { numberIds } = caller
  return orNotFound(
    numberIds === null || numberIds.includes(conversation.numberId) ? conversation : null,
    'conversation',
  )
}

export function allowedNumbers({ numberIds }: Caller, numberId: string | undefined): readonly string[] | null {
  if (numberId === undefined) return numberIds
  return numberIds === null || numberIds.includes(numberId.toLowerCase()) ? [numberId] : []
}

const directions = { in: 'inbound', out: 'outbound' } as const

export function toConversationView({
  accountId: _,
  lastInboundId: __,
  readUpTo: ___,
  lastMessage,
  ...conversation
}: Conversation) {
  return {
    ...conversation,
    labelIds: [...conversation.labelIds],
    lastMessage: lastMessage && { ...lastMessage, direction: directions[lastMessage.direction] },
  }
}

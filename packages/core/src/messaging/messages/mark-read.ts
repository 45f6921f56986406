import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { toUpstreamError } from '#platform/upstream-error.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { findConversationWith } from '../conversations/conversation-store.ts'
import { markConversationRead } from '../conversations/mark-read.ts'
import type { NumberDirectory } from '../numbers/number-directory.ts'
import { findMessage } from './message-store.ts'

type ReadContext = Pick<CoreContext, 'read' | 'transaction' | 'graph'> & { numbers: Pick<NumberDirectory, 'byIds'> }

/**
 * Shows the person that an inbound message, and all before it, was read: the blue ticks; `typing` also shows the typing
 * indicator for up to 25 s, or until something is sent. Asked of Meta at once; nothing is queued. Then the conversation
 * counts as read up to there. By our id or by wamid; answers with our id.
 * @throws GatewayError `not_found`; `conflict` for a message of ours; `number_not_connected`; `upstream_refused`,
 * `upstream_unavailable`
 */
export async function markMessageRead(
  ctx: ReadContext,
  caller: Caller,
  id: string,
  { typing = false }: { typing?: boolean } = {},
): Promise<string> {
  assertScope(caller, 'conversations:write')
  const message = await findMessage(ctx, caller, id)
  if (!message) throw new GatewayError('not_found', 'Message not found.')
  if (message.direction !== 'in' || message.wamid === null)
    throw new GatewayError('conflict', 'Only received messages are marked as read.')
  const number = (await ctx.numbers.byIds([message.numberId])).get(message.numberId)
  if (number?.accountId !== caller.accountId)
    throw new GatewayError('number_not_connected', 'The number that received the message is not connected any more.')
  const { sandbox, phoneNumberId, token } = number
  const outcome = await ctx.graph(sandbox).markAsRead({ phoneNumberId, token, messageId: message.wamid, typing })
  if (!outcome.ok) throw toUpstreamError(outcome, () => 'id')
  const person = { phone: message.peer, userId: message.peerUserId }
  const conversation = await findConversationWith(ctx, caller, person, [message.numberId])
  if (conversation) await markConversationRead(ctx, caller, conversation.id, message.id)
  return message.id
}

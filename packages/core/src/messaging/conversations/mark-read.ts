import type { CoreContext } from '#context.ts'
import { isId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { updateReadMark } from './conversation-write-store.ts'

/**
 * Everything in a conversation counts as read, up to the message with our id `upTo` when that is given. False: the
 * account has no such conversation. Nothing is told to WhatsApp.
 */
export async function markConversationRead(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  conversationId: string,
  upTo: string | null = null,
): Promise<boolean> {
  assertScope(caller, 'conversations:write')
  if (!isId(conversationId)) return false
  return ctx.transaction(caller, (tx) => updateReadMark(tx, caller.accountId, conversationId, upTo))
}

import type { CoreContext } from '#context.ts'
import { isId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { peerKey } from '../messages/peer-key.ts'

/** Of messages after the one that was read; nobody pages through more. */
const maxCounted = 1000

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
  const key = peerKey('m')
  return ctx.transaction(caller, async (tx) => {
    const read = await tx.run(
      `update conversations c set read_id = greatest(c.read_id, coalesce($3::uuid, c.last_inbound_id)),
              unread = case when $3::uuid is null or $3::uuid >= c.last_inbound_id then 0 else least(c.unread, (
                select count(*)::int from unnest(c.peers) as wanted(key) cross join lateral (
                  select m.direction, m.type from messages m where m.account_id = c.account_id
                     and m.number_id = c.number_id and (${key}, m.id) > (wanted.key, $3::uuid) and ${key} <= wanted.key
                   order by ${key}, m.id limit ${maxCounted}) as later
                 where later.direction = 'in' and later.type not in ('reaction', 'system'))) end
        where c.account_id = $1 and c.id = $2`,
      [caller.accountId, conversationId, upTo],
    )
    return read > 0
  })
}

import type { CoreContext } from '#context.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { getContact } from './read-contacts.ts'
import { selectTimeline, type TimelineEntry } from './timeline-store.ts'

/**
 * What happened to a contact and what was said with it, the latest first; also what happened to contacts that were merged into it.
 * @throws GatewayError `not_found`; `forbidden` without `messages:read`
 */
export async function listTimeline(
  ctx: Pick<CoreContext, 'read'>,
  caller: Caller,
  id: string,
  { before, limit }: { before: string | null; limit: number },
): Promise<TimelineEntry[]> {
  assertScope(caller, 'messages:read')
  return ctx.read(caller, async (db) => {
    await getContact(db, caller, id)
    return selectTimeline(db, caller, id, { before, limit })
  })
}

import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { lockState } from '../conversations/conversation-store.ts'
import { selectInboxSettingsOf } from '../settings/inbox-settings-store.ts'
import {
  deleteAuthor,
  deleteClaim,
  findLaterAnswer,
  insertAuthor,
  lockReplies,
  type MessageAuthor,
  selectAuthors,
  selectClaim,
  upsertClaim,
} from './reply-store.ts'

/** An answer that was begun. */
export interface Reply {
  claimId: string
  /** Under which it is to be sent. */
  messageId: string
}

/** An answer that is being sent holds up others for no longer, whatever became of its process. */
const claimMs = 15_000

/**
 * Begins an answer: of two who answer at once the second is refused, whichever process each of them reached. `seenUpTo` is our id of
 * the last message that the caller has seen; null: they answer whatever was said since. The message must be sent under the id that is
 * returned, and the answer ended by `endReply`: who writes it is noted now, so that it is known whenever the process dies.
 * @throws GatewayError `conflict` with the reason `answered_meanwhile`; `forbidden` with `not_assignee`; `not_found`
 */
export async function beginReply(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  conversationId: string,
  seenUpTo: string | null,
): Promise<Reply> {
  assertScope(caller, 'messages:write')
  const claimId = newId()
  const messageId = newId()
  const { kind, id: byId, name } = caller.actor
  await ctx.transaction(caller, async (tx) => {
    await assertAssignee(tx, conversationId)
    await insertAuthor(tx, caller.accountId, conversationId, { messageId, kind, id: byId, name })
    if (seenUpTo === null) return
    await lockReplies(tx, conversationId)
    const now = Date.now()
    const claim = await selectClaim(tx, caller.accountId, conversationId)
    const isBusy = claim !== null && claim.byId !== byId && Date.parse(claim.claimedAt) + claimMs > now
    const later = await findLaterAnswer(tx, caller.accountId, { conversationId, seenUpTo, byId })
    if (isBusy || later !== null) throw answeredMeanwhile(later)
    await upsertClaim(tx, caller.accountId, conversationId, { claimId, byId, claimedAt: new Date(now).toISOString() })
  })
  return { claimId, messageId }
}

function answeredMeanwhile(later: string | null): GatewayError {
  const message = later === null ? 'is passed: somebody is answering at this moment' : `must be ${later} or later`
  return new GatewayError('conflict', 'Somebody else has answered since.', {
    reason: 'answered_meanwhile',
    details: [{ field: 'seenUpTo', message }],
  })
}

async function assertAssignee(tx: UnitOfWork, conversationId: string): Promise<void> {
  const { accountId, actor, role } = tx.caller
  const { onlyAssigneeSends } = await selectInboxSettingsOf(tx, accountId)
  if (!onlyAssigneeSends || actor.kind !== 'member' || role === 'owner' || role === 'admin') return
  const state = await lockState(tx, accountId, conversationId)
  if (state?.assignee === actor.id) return
  throw new GatewayError('forbidden', 'Only the assignee of the conversation may answer.', { reason: 'not_assignee' })
}

/** Others may answer. `accepted`: our id of what was sent, another one where the request repeats an earlier one; null: nothing was. */
export async function endReply(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  { claimId, messageId }: Reply,
  accepted: string | null,
): Promise<void> {
  assertScope(caller, 'messages:write')
  await ctx.transaction(caller, async (tx) => {
    if (accepted !== messageId) await deleteAuthor(tx, caller.accountId, messageId)
    await deleteClaim(tx, caller.accountId, claimId)
  })
}

/** Who of the business wrote these messages, as far as they were written in an inbox. */
export const listAuthors = (
  ctx: Pick<CoreContext, 'read'>,
  { accountId }: Pick<Caller, 'accountId'>,
  messageIds: readonly string[],
): Promise<MessageAuthor[]> => ctx.read({ accountId }, (db) => selectAuthors(db, accountId, messageIds))

import { isDeepStrictEqual } from 'node:util'
import type { CoreContext } from '#context.ts'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { enqueue, leaveQueue } from '../assignment/assignment-store.ts'
import { handOutSoon } from '../assignment/hand-out.ts'
import { findUnknownLabels } from '../labels/label-store.ts'
import { handsOut, type InboxSettings, promises } from '../settings/inbox-settings.ts'
import { selectInboxSettingsOf } from '../settings/inbox-settings-store.ts'
import { stopClocks } from '../sla/clock-store.ts'
import { teamExists } from '../teams/team-store.ts'
import {
  type ConversationState,
  type LockedState,
  lockState,
  replaceLabels,
  toUpdated,
  updateState,
} from './conversation-store.ts'
import { wakeConversation } from './snooze-jobs.ts'

export type ConversationChange = Partial<ConversationState>

const longestSnoozeMs = 366 * 86_400_000

/**
 * Assigns, labels, snoozes, closes or opens a conversation, and announces it. One that is not open opens again when the person writes.
 * False: the account has no such conversation.
 * @throws GatewayError `invalid_request`, naming what the change lacks or names in vain
 */
export async function updateConversation(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  id: string,
  change: ConversationChange,
): Promise<boolean> {
  assertScope(caller, 'conversations:write')
  if (!isId(id)) return false
  return ctx.transaction(caller, (tx) => updateWithin(tx, id, () => change))
}

/** The same within a unit of work, which has checked the scope. The change may depend on the conversation as it is. */
export async function updateWithin(
  tx: UnitOfWork,
  id: string,
  toChange: (before: ConversationState) => ConversationChange,
): Promise<boolean> {
  const { accountId } = tx.caller
  const locked = await lockState(tx, accountId, id)
  if (!locked) return false
  const change = toChange(locked)
  const settings = await selectInboxSettingsOf(tx, accountId)
  const requested = withImplied(locked, change)
  const details = [...problemsOf(change, requested, { settings, before: locked }), ...(await unknownOf(tx, change))]
  if (details.length > 0) throw new GatewayError('invalid_request', 'Validation failed.', { details })
  if (isDeepStrictEqual(requested, locked)) return true
  await updateState(tx, accountId, id, requested)
  if (change.labelIds) await replaceLabels(tx, accountId, id, requested.labelIds)
  if (requested.snoozedUntil !== null && requested.snoozedUntil !== locked.snoozedUntil)
    tx.schedule(wakeConversation, { key: id, dueAt: requested.snoozedUntil, payload: {} })
  await tx.audit('conversation.changed', id, { before: toSnapshot(locked), after: toSnapshot(requested) })
  tx.emit('conversation.updated', toUpdated(requested))
  if (requested.status === 'closed' && promises(settings)) await stopClocks(tx, accountId, id, null)
  if (handsOut(settings)) await handOutAnew(tx, requested)
  return true
}

/** A snooze ends with another status, and so does the reason of a closing. */
function withImplied(before: LockedState, change: ConversationChange): LockedState {
  const status = change.status ?? (change.snoozedUntil ? 'snoozed' : before.status)
  const after = { ...before, ...change, status }
  return {
    ...after,
    labelIds: [...new Set(after.labelIds.map((id) => id.toLowerCase()))].toSorted(),
    snoozedUntil: status === 'snoozed' ? after.snoozedUntil : null,
    closeReason: status === 'closed' ? after.closeReason : null,
  }
}

function problemsOf(
  change: ConversationChange,
  after: ConversationState,
  { settings, before }: { settings: InboxSettings; before: ConversationState },
): FieldProblem[] {
  const problems: FieldProblem[] = []
  const add = (field: string, message: string) => problems.push({ field, message })
  const { status, snoozedUntil, closeReason } = after
  if (change.snoozedUntil && status !== 'snoozed') add('snoozedUntil', 'belongs to the status snoozed')
  if (change.closeReason && status !== 'closed') add('closeReason', 'belongs to the status closed')
  if (status === 'snoozed' && snoozedUntil === null) add('snoozedUntil', 'is required to snooze')
  if (change.snoozedUntil && status === 'snoozed') {
    const aheadMs = Date.parse(change.snoozedUntil) - Date.now()
    if (aheadMs <= 0 || aheadMs > longestSnoozeMs)
      add('snoozedUntil', `must be an instant in the future, within a year (given: ${change.snoozedUntil})`)
  }
  problems.push(...closeReasonProblems(change, settings))
  const keys = settings.closeReasons.map(({ key }) => key)
  if (status === 'closed' && before.status !== 'closed' && settings.requireCloseReason && closeReason === null)
    add('closeReason', `is required to close: one of ${keys.join(', ')}`)
  return problems
}

function closeReasonProblems({ closeReason }: ConversationChange, { closeReasons }: InboxSettings): FieldProblem[] {
  const keys = closeReasons.map(({ key }) => key)
  if (!closeReason || keys.includes(closeReason)) return []
  const message =
    keys.length > 0 ? `must be one of ${keys.join(', ')}` : 'cannot be given: the account has no close reasons'
  return [{ field: 'closeReason', message }]
}

/** What a change names that the account does not have: a reason, a team, labels. */
export const findUnknownNames = async (tx: UnitOfWork, change: ConversationChange): Promise<FieldProblem[]> => [
  ...closeReasonProblems(change, await selectInboxSettingsOf(tx, tx.caller.accountId)),
  ...(await unknownOf(tx, change)),
]

async function unknownOf(tx: UnitOfWork, { teamId, labelIds }: ConversationChange): Promise<FieldProblem[]> {
  const problems: FieldProblem[] = []
  if (teamId && !(await teamExists(tx, tx.caller.accountId, teamId)))
    problems.push({ field: 'teamId', message: 'is no team of this account' })
  for (const unknown of labelIds ? await findUnknownLabels(tx, tx.caller.accountId, labelIds) : [])
    problems.push({ field: `labelIds.${labelIds?.indexOf(unknown)}`, message: 'is no label of this account' })
  return problems
}

/** What waits has a place in the queue; what became of this one may have freed an agent for another. */
async function handOutAnew(tx: UnitOfWork, { id, status, assignee, waiting }: LockedState): Promise<void> {
  const { accountId } = tx.caller
  if (status === 'open' && assignee === null && waiting)
    await enqueue(tx, [{ accountId, conversationId: id, since: new Date().toISOString() }])
  else await leaveQueue(tx, accountId, [id])
  handOutSoon(tx)
}

const toSnapshot = ({ id: _, unread: __, waiting: ___, ...state }: LockedState) => state

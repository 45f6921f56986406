import type { ConversationStatus } from '#messaging/conversations/conversation.ts'
import type { Priority } from '#messaging/conversations/conversation-priority.ts'
import type { FieldProblem } from '#platform/errors.ts'
import type { Caller } from '#tenancy/access/caller.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { type ConversationChange, findUnknownNames, updateWithin } from '../conversations/change-conversation.ts'
import type { ConversationState } from '../conversations/conversation-store.ts'
import { writeNote } from '../notes/notes.ts'

/** What a macro or a bulk change does to a conversation: it changes it and leaves a note. What is absent stays as it is. */
export interface ConversationSteps {
  /** A member's id, or `me` for whoever runs the steps; null: nobody. */
  assignee?: string | null
  teamId?: string | null
  addLabelIds?: readonly string[]
  removeLabelIds?: readonly string[]
  priority?: Priority
  status?: Exclude<ConversationStatus, 'snoozed'>
  /** A key of the account's reasons, with the status `closed`. */
  closeReason?: string
  /** Counted from when the steps run. */
  snoozeMinutes?: number
  note?: string
}

export const maxStepLabels = 20
export const maxSnoozeMinutes = 366 * 24 * 60

const minuteMs = 60_000

/** What the steps ask that no conversation could do. The problems name members of the steps. */
export async function validateSteps(tx: UnitOfWork, steps: ConversationSteps): Promise<FieldProblem[]> {
  const { status, closeReason, snoozeMinutes, teamId, addLabelIds, removeLabelIds } = steps
  const problems: FieldProblem[] = []
  if (snoozeMinutes !== undefined && status !== undefined)
    problems.push({ field: 'snoozeMinutes', message: 'cannot be combined with status' })
  if (closeReason !== undefined && status !== 'closed')
    problems.push({ field: 'closeReason', message: 'belongs to the status closed' })
  const unknown = await findUnknownNames(tx, {
    ...(teamId && { teamId }),
    ...(closeReason !== undefined && { closeReason }),
    labelIds: addLabelIds ?? [],
  })
  problems.push(...unknown.map((problem) => ({ ...problem, field: problem.field.replace('labelIds', 'addLabelIds') })))
  const both = removeLabelIds?.findIndex((id) => addLabelIds?.includes(id)) ?? -1
  if (both >= 0) problems.push({ field: `removeLabelIds.${both}`, message: 'is also added' })
  return problems
}

/**
 * Runs the steps on one conversation. False: the account has no such conversation.
 * @throws GatewayError `invalid_request` when this conversation cannot change so
 */
export async function applySteps(tx: UnitOfWork, id: string, steps: ConversationSteps): Promise<boolean> {
  const isFound = await updateWithin(tx, id, (before) => toChange(steps, before, tx.caller))
  if (isFound && steps.note !== undefined) await writeNote(tx, id, { body: steps.note, mentions: [] })
  return isFound
}

function toChange(steps: ConversationSteps, before: ConversationState, caller: Caller): ConversationChange {
  const {
    assignee,
    teamId,
    priority,
    status,
    closeReason,
    snoozeMinutes,
    addLabelIds = [],
    removeLabelIds = [],
  } = steps
  const labelIds = [...before.labelIds.filter((id) => !removeLabelIds.includes(id)), ...addLabelIds]
  return {
    labelIds,
    ...(assignee !== undefined && { assignee: assignee === 'me' ? ownId(caller) : assignee }),
    ...(teamId !== undefined && { teamId }),
    ...(priority !== undefined && { priority }),
    ...(status !== undefined && { status }),
    ...(closeReason !== undefined && { closeReason }),
    ...(snoozeMinutes !== undefined && { snoozedUntil: new Date(Date.now() + snoozeMinutes * minuteMs).toISOString() }),
  }
}

/** A key is nobody, so what it assigns to itself is nobody's. */
const ownId = ({ actor }: Caller): string | null => (actor.kind === 'member' ? actor.id : null)

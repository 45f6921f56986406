import type { CallOutcome } from '@dawk/cloud-api/call-outcome.ts'
import type { CoreContext } from '#context.ts'
import { newId } from '#platform/ids.ts'
import { type Caller, trustedCaller } from '../access/caller.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { type AttemptEntry, deleteAttempt, insertAttempt, takeForsakenAttempts } from './audit-store.ts'
import type { AuditNote } from './catalogue.ts'
import { withoutSecrets } from './without-secrets.ts'

/** Our id of a change that Meta was asked for, written down and not recorded yet. */
export type AttemptId = string

/**
 * Asks Meta for a change. The request is recorded first, so a crash at any point still leaves an audit record: whoever has Meta's yes
 * writes the record and calls `settleAttempt` in one transaction. After a no nothing was changed, and nothing is left.
 * Where Meta gave no answer, the record says that the outcome is unknown; where nobody came to settle it, it will.
 */
export async function attemptChange<Data>(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  note: AuditNote,
  ask: () => Promise<CallOutcome<Data>>,
): Promise<{ outcome: CallOutcome<Data>; attempt: AttemptId }> {
  const attempt = newId()
  await ctx.transaction(caller, (tx) => writeAttempt(tx, attempt, note))
  const outcome = await ask()
  if (outcome.ok) return { outcome, attempt }
  const settle = async (tx: UnitOfWork) => {
    await settleAttempt(tx, attempt)
    if (outcome.unreachable) await recordUnknown(tx, note)
  }
  await ctx.transaction(caller, settle).catch(() => undefined) // without the database it stays, and is recorded later
  return { outcome, attempt }
}

/** The same for a change of which nothing is stored here but its record. */
export async function attemptAndRecord<Data>(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  note: AuditNote,
  ask: () => Promise<CallOutcome<Data>>,
): Promise<CallOutcome<Data>> {
  const { outcome, attempt } = await attemptChange(ctx, caller, note, ask)
  if (!outcome.ok) return outcome
  await ctx.transaction(caller, async (tx) => {
    await tx.audit(note.action, note.targetId, note)
    await settleAttempt(tx, attempt)
  })
  return outcome
}

async function writeAttempt({ caller, ...tx }: UnitOfWork, id: AttemptId, note: AuditNote): Promise<void> {
  const { action, targetId, before, after } = note
  const shown = { before: before && withoutSecrets(before), after: after && withoutSecrets(after) }
  await insertAttempt(tx, caller.accountId, id, { by: caller.actor, action, targetId, ...shown } as AttemptEntry)
}

/** In the transaction of the record. */
export async function settleAttempt({ caller, ...tx }: UnitOfWork, id: AttemptId): Promise<void> {
  await deleteAttempt(tx, caller.accountId, id)
}

const recordUnknown = (tx: UnitOfWork, { action, targetId, before, after }: AuditNote) =>
  tx.audit(action, targetId, { before, after: Object.assign({}, after, { outcome: 'unknown' }) })

/** Records what nobody settled: longer ago than any change takes, so whoever asked for it has died. */
export async function recordForsakenAttempts({ worker }: Pick<CoreContext, 'worker'>): Promise<void> {
  await worker.transaction(async (tx) => {
    for (const { accountId, entry } of await takeForsakenAttempts(tx)) {
      const { by, ...note } = entry
      await recordUnknown(tx.as(trustedCaller(accountId, by)), note as AuditNote)
    }
  })
}

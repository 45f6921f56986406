import type { CallOutcome } from '@dawk/cloud-api/call-outcome.ts'
import type { CoreContext } from '#context.ts'
import type { Queryable, WorkerDatabase } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import type { AuditEntry } from './catalogue.ts'
import { recordAudit } from './record-audit.ts'
import { withoutSecrets } from './without-secrets.ts'

/** A change that Meta was asked for, written down and not recorded yet. */
export interface Attempt {
  accountId: string
  id: string
}

/**
 * Asks Meta for a change. The request is recorded first, so a crash at any point still leaves an audit record: whoever has Meta's yes
 * writes the record and calls `settleAttempt` in one transaction. After a no nothing was changed, and nothing is left.
 * Where Meta gave no answer, the record says that the outcome is unknown; where nobody came to settle it, it will.
 */
export async function attemptChange<Data>(
  { db }: Pick<CoreContext, 'db'>,
  entry: AuditEntry,
  ask: () => Promise<CallOutcome<Data>>,
): Promise<{ outcome: CallOutcome<Data>; attempt: Attempt }> {
  const { accountId } = entry
  const attempt = { accountId, id: newId() }
  await db.asAccounts([accountId], (tx) => insertAttempt(tx, attempt, entry))
  const outcome = await ask()
  if (outcome.ok) return { outcome, attempt }
  const settle = async (tx: Queryable) => {
    await settleAttempt(tx, attempt)
    if (outcome.unreachable) await recordUnknown(tx, entry)
  }
  await db.asAccounts([accountId], settle).catch(() => undefined) // without the database it stays, and is recorded later
  return { outcome, attempt }
}

/** The same for a change of which nothing is stored here but its record. */
export async function attemptAndRecord<Data>(
  ctx: Pick<CoreContext, 'db'>,
  entry: AuditEntry,
  ask: () => Promise<CallOutcome<Data>>,
): Promise<CallOutcome<Data>> {
  const { outcome, attempt } = await attemptChange(ctx, entry, ask)
  if (!outcome.ok) return outcome
  await ctx.db.asAccounts([entry.accountId], async (tx) => {
    await recordAudit(tx, entry)
    await settleAttempt(tx, attempt)
  })
  return outcome
}

async function insertAttempt(tx: Queryable, { accountId, id }: Attempt, entry: AuditEntry): Promise<void> {
  const { by, action, targetId, before, after } = entry
  const kept = { by, action, targetId, before: before && withoutSecrets(before), after: after && withoutSecrets(after) }
  await tx.query('insert into audit_attempts (id, account_id, entry) values ($1, $2, $3::jsonb)', [
    id,
    accountId,
    JSON.stringify(kept),
  ])
}

/** In the transaction of the record. */
export async function settleAttempt(tx: Queryable, { accountId, id }: Attempt): Promise<void> {
  await tx.query('delete from audit_attempts where account_id = $1 and id = $2', [accountId, id])
}

const recordUnknown = (tx: Queryable, entry: AuditEntry) =>
  recordAudit(tx, Object.assign({}, entry, { after: { ...entry.after, outcome: 'unknown' } }))

/** Records what nobody settled: longer ago than any change takes, so whoever asked for it has died. */
export async function recordForsakenAttempts(worker: WorkerDatabase): Promise<void> {
  await worker.transaction(async (tx) => {
    const { rows } = await tx.query<{ accountId: string; entry: Omit<AuditEntry, 'accountId'> }>(
      `delete from audit_attempts where at < now() - interval '15 minutes'
       returning account_id::text as "accountId", entry`,
    )
    for (const { accountId, entry } of rows) await recordUnknown(tx, { accountId, ...entry } as AuditEntry)
  })
}

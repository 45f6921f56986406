import type { Queryable } from '#platform/database/database.ts'
import type { Actor } from './actor.ts'
import type { AuditEntry } from './catalogue.ts'

export interface AuditRecord {
  id: string
  accountId: string
  by: Actor
  /** As in `catalogue.ts`. */
  action: string
  target: { kind: string; id: string }
  before: object | null
  after: object | null
  /** ISO 8601. */
  at: string
}

export interface AuditSelection {
  action?: string
  targetKind?: string
  targetId?: string
  actorId?: string
  /** ISO 8601; from this instant on. */
  from?: string
  /** ISO 8601; before this instant. */
  to?: string
}

interface AuditRow {
  id: string
  accountId: string
  at: string
  kind: Actor['kind']
  actorId: string | null
  name: string | null
  ip: string | null
  requestId: string | null
  action: string
  targetKind: string
  targetId: string
  before: object | null
  after: object | null
}

/** Newest first. */
export async function selectAudit(
  tx: Queryable,
  accountId: string,
  {
    action,
    targetKind,
    targetId,
    actorId,
    from,
    to,
    limit,
    after,
  }: AuditSelection & { limit: number; after: string | null },
): Promise<AuditRecord[]> {
  const { rows } = await tx.query<AuditRow>(
    `select id::text, account_id::text as "accountId", at as at,
            actor_kind as kind, actor_id::text as "actorId", actor_name as name, ip, request_id as "requestId", action,
            target_kind as "targetKind", target_id as "targetId", before, after
       from audit_log
      where account_id = $1 and ($2::uuid is null or id < $2::uuid)
        and ($3::text is null or action = $3) and ($4::text is null or target_kind = $4)
        and ($5::text is null or target_id = $5) and ($6::uuid is null or actor_id = $6::uuid)
        and ($7::timestamptz is null or at >= $7::timestamptz) and ($8::timestamptz is null or at < $8::timestamptz)
      order by id desc limit $9::int`,
    [accountId, after, action, targetKind, targetId, actorId, from, to, limit],
  )
  return rows.map(toRecord)
}

const toRecord = ({ kind, actorId, name, ip, requestId, targetKind, targetId, ...row }: AuditRow): AuditRecord => ({
  ...row,
  by: { kind, id: actorId, name, ip, requestId },
  target: { kind: targetKind, id: targetId },
})

/** A change that Meta is asked for, as the record of it will say. */
export type AttemptEntry = Omit<AuditEntry, 'accountId'>

export async function insertAttempt(tx: Queryable, accountId: string, id: string, entry: AttemptEntry): Promise<void> {
  await tx.run('insert into audit_attempts (id, account_id, entry) values ($1, $2, $3::jsonb)', [
    id,
    accountId,
    JSON.stringify(entry),
  ])
}

export async function deleteAttempt(tx: Queryable, accountId: string, id: string): Promise<void> {
  await tx.run('delete from audit_attempts where account_id = $1 and id = $2', [accountId, id])
}

/** Deletes and returns what is older than any request to Meta takes. */
export const takeForsakenAttempts = (tx: Queryable): Promise<{ accountId: string; entry: AttemptEntry }[]> =>
  tx.many(`delete from audit_attempts where at < now() - interval '15 minutes' returning account_id, entry`)

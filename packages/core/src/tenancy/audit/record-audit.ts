import type { Queryable } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import type { Actor } from './actor.ts'
import { withoutSecrets } from './without-secrets.ts'

export interface AuditEntry {
  accountId: string
  by: Actor
  /** What was done, as `api_key.rotated`. */
  action: string
  target: { kind: string; id: string }
  /** Null: there was nothing. Secrets are removed here; better not to bring them. */
  before: object | null
  after: object | null
}

/** Written in the transaction of the change: neither exists without the other. */
export async function recordAudit(tx: Queryable, entry: AuditEntry): Promise<void> {
  const { accountId, by, action, target, before, after } = entry
  await tx.query(
    `insert into audit_log (id, account_id, actor_kind, actor_id, actor_name, ip, request_id, action, target_kind, target_id, before, after)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11::jsonb, $12::jsonb)`,
    [
      newId(),
      accountId,
      by.kind,
      by.id,
      by.name,
      by.ip,
      by.requestId,
      action,
      target.kind,
      target.id,
      before && JSON.stringify(withoutSecrets(before)),
      after && JSON.stringify(withoutSecrets(after)),
    ],
  )
}

import { isDeepStrictEqual } from 'node:util'
import type { Queryable } from '#platform/database/database.ts'
import { newId } from '#platform/ids.ts'
import { type AuditEntry, auditActions } from './catalogue.ts'
import { withoutSecrets } from './without-secrets.ts'

/**
 * Records a change in its transaction: neither exists without the other. Secrets are removed from what is shown; an update
 * that changes nothing leaves no record.
 */
export async function recordAudit(tx: Queryable, entry: AuditEntry): Promise<void> {
  const { accountId, by, action, targetId, before, after } = entry
  const { target, isUpdate } = auditActions[action]
  if (isUpdate && before && after && isDeepStrictEqual(before, after)) return
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
      target,
      targetId,
      before && JSON.stringify(withoutSecrets(before)),
      after && JSON.stringify(withoutSecrets(after)),
    ],
  )
}

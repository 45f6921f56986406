import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import type { Caller } from '../access/caller.ts'
import type { Actor } from './actor.ts'

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

/**
 * Newest first. `after` is the id of the last record of the page before.
 * @throws GatewayError `invalid_request` when the cursor did not come from a page
 */
export async function listAudit(
  ctx: Pick<CoreContext, 'read'>,
  account: Pick<Caller, 'accountId'>,
  page: AuditSelection & { limit: number; after: string | null },
): Promise<AuditRecord[]> {
  if (page.after !== null && !isId(page.after))
    throw new GatewayError('invalid_request', 'Validation failed.', {
      details: [{ field: 'cursor', message: 'is not one that a page ended with' }],
    })
  return ctx.read(account, (db) => selectAudit(db, account.accountId, page))
}

const pageSize = 500

/** All that is selected, newest first, read page by page: an export holds no transaction open while its reader is slow. */
export async function* readAudit(
  ctx: Pick<CoreContext, 'read'>,
  account: Pick<Caller, 'accountId'>,
  selection: AuditSelection,
): AsyncGenerator<AuditRecord> {
  let after: string | null = null
  for (;;) {
    const page: AuditRecord[] = await listAudit(ctx, account, { ...selection, limit: pageSize, after })
    yield* page
    after = page.at(-1)?.id ?? null
    if (page.length < pageSize) return
  }
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

async function selectAudit(
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

import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import type { Caller } from '../access/caller.ts'
import { type AuditRecord, type AuditSelection, selectAudit } from './audit-store.ts'

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

import type { CoreContext } from '#context.ts'
import { lastId } from '#platform/ids.ts'
import type { Reader } from '#tenancy/access/caller.ts'
import type { DocumentKind } from './document/invoice-document.ts'
import { type Invoice, selectInvoice, selectInvoices } from './invoice-store.ts'

/** Latest first. */
export const listInvoices = (
  ctx: Pick<CoreContext, 'read'>,
  { accountId }: Reader,
  { before, limit, kind }: { before: string | null; limit: number; kind: DocumentKind | null },
): Promise<Invoice[]> =>
  ctx.read({ accountId }, (db) => selectInvoices(db, accountId, { before: before ?? lastId, limit, kind }))

/** Null: the account has none of this id. */
export const findInvoice = (
  ctx: Pick<CoreContext, 'read'>,
  { accountId }: Reader,
  id: string,
): Promise<Invoice | null> => ctx.read({ accountId }, (db) => selectInvoice(db, accountId, id))

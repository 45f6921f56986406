import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import type { Caller } from '#tenancy/access/caller.ts'
import { assertMayImport } from './imports.ts'
import { deleteMapping, type SavedMapping, selectMappings } from './mapping-store.ts'

/** The one used last first: at most 200. */
export const listMappings = (
  ctx: Pick<CoreContext, 'read'>,
  { accountId }: Pick<Caller, 'accountId'>,
): Promise<SavedMapping[]> => ctx.read({ accountId }, (db) => selectMappings(db, accountId))

/** @throws GatewayError `not_found` */
export async function deleteSavedMapping(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  id: string,
): Promise<void> {
  assertMayImport(caller)
  await ctx.transaction(caller, async (tx) => {
    const before = isId(id) ? await deleteMapping(tx, caller.accountId, id) : null
    if (before === null) throw new GatewayError('not_found', 'There is no such mapping in this account.')
    await tx.audit('contact_import_mapping.deleted', id, { before: { name: before.name }, after: null })
  })
}

import type { CoreContext } from '#context.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { type Draft, type DraftPlace, deleteDraft, selectDraft, upsertDraft } from './draft-store.ts'

/** Null: nothing. */
export const findDraft = (
  ctx: Pick<CoreContext, 'read'>,
  { accountId }: Pick<Caller, 'accountId'>,
  place: DraftPlace,
): Promise<Draft | null> => ctx.read({ accountId }, (db) => selectDraft(db, accountId, place))

/** The last one who saves wins; an empty one is none. */
export async function saveDraft(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  place: DraftPlace,
  body: string,
): Promise<Draft> {
  assertScope(caller, 'conversations:write')
  const draft = { body, updatedAt: new Date().toISOString() }
  await ctx.transaction(caller, (tx) =>
    body === '' ? deleteDraft(tx, caller.accountId, place) : upsertDraft(tx, caller.accountId, place, draft),
  )
  return draft
}

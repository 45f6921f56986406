import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { toUpstreamError } from '#platform/upstream-error.ts'
import type { Caller, Reader } from '#tenancy/access/caller.ts'
import { countHeld } from './held-messages.ts'
import { syncTemplates } from './sync/sync-templates.ts'
import { endSync, failSync, type SyncState, selectSyncs } from './sync/template-syncs.ts'
import type { Template } from './template.ts'
import { selectApprovedNames, selectTemplates, type TemplateFilter } from './template-store.ts'
import { requireTemplate, type WriteContext } from './write/write-templates.ts'

type ReadContext = Pick<CoreContext, 'read'>

/** Oldest first; `after` is the last id of the page before. */
export function listTemplates(
  { read }: ReadContext,
  { accountId }: Reader,
  filter: TemplateFilter,
  page: { after: string | null; limit: number },
): Promise<Template[]> {
  return read({ accountId }, (db) => selectTemplates(db, accountId, filter, page))
}

/** By our id or Meta's, with how many queued messages it holds. @throws GatewayError `not_found` */
export async function getTemplate(
  ctx: ReadContext,
  reader: Pick<Caller, 'accountId' | 'numberIds'>,
  id: string,
): Promise<Template & { heldMessages: number }> {
  const template = await requireTemplate(ctx, reader, id)
  const heldMessages = await ctx.read(reader, (db) => countHeld(db, reader.accountId, template.id))
  return { ...template, heldMessages }
}

/** Names of some that can be sent: what a refusal of a free-form message offers. */
export const listApprovedNames = (
  { read }: ReadContext,
  { accountId }: Reader,
  wabaId: string | null,
): Promise<string[]> => read({ accountId }, (db) => selectApprovedNames(db, accountId, wabaId))

/** When the templates of each business account were last read from Meta. */
export function listSyncs({ read }: ReadContext, { accountId }: Reader): Promise<SyncState[]> {
  return read({ accountId }, (db) => selectSyncs(db, accountId))
}

/**
 * Reads the templates of a business account from Meta at once. Returns how many there are.
 * @throws GatewayError `number_not_connected`, `upstream_refused`, `upstream_unavailable`
 */
export async function syncNow(
  ctx: WriteContext & Pick<CoreContext, 'log'>,
  { accountId }: Reader,
  wabaId: string,
): Promise<{ count: number }> {
  const number = await ctx.numbers.ofWaba(accountId, wabaId)
  if (!number)
    throw new GatewayError('number_not_connected', 'No number of this WhatsApp Business Account is connected.')
  const startedAt = new Date()
  const states = await listSyncs(ctx, { accountId })
  const isRepeat = states.some((state) => state.wabaId === wabaId && state.syncedAt !== null)
  const outcome = await syncTemplates(ctx, number, { isRepeat })
  if (outcome.ok) {
    await endSync(ctx.worker, { accountId, wabaId }, startedAt)
    return { count: outcome.count }
  }
  const error = toUpstreamError(outcome.failure, () => 'wabaId')
  await failSync(ctx.worker, { accountId, wabaId }, error.message)
  throw error
}

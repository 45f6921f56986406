import type { CoreContext } from '#context.ts'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { enqueueWaiting } from '../assignment/assignment-store.ts'
import { handOutSoon } from '../assignment/hand-out.ts'
import { problemOfHours } from '../sla/business-hours.ts'
import { handsOut, type InboxSettings } from './inbox-settings.ts'
import { lockInbox, selectInboxSettingsOf, upsertInboxSettings } from './inbox-settings-store.ts'

/** The defaults where the account has set nothing. */
export const getInboxSettings = (
  ctx: Pick<CoreContext, 'read'>,
  { accountId }: Pick<Caller, 'accountId'>,
): Promise<InboxSettings> => ctx.read({ accountId }, (db) => selectInboxSettingsOf(db, accountId))

/**
 * Changes the settings that are given. Where conversations begin to be handed out, those that wait are handed out too.
 * @throws GatewayError `invalid_request`
 */
export async function updateInboxSettings(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  change: Partial<InboxSettings>,
): Promise<InboxSettings> {
  assertScope(caller, 'account:write')
  const { accountId } = caller
  return ctx.transaction(caller, async (tx) => {
    await lockInbox(tx, accountId)
    const before = await selectInboxSettingsOf(tx, accountId)
    const after = { ...before, ...change }
    const details = problemsOf(after)
    if (details.length > 0) throw new GatewayError('invalid_request', 'Validation failed.', { details })
    await upsertInboxSettings(tx, accountId, after)
    await tx.audit('inbox.settings_changed', accountId, { before, after })
    tx.notify('inbox', accountId)
    if (handsOut(after)) {
      await enqueueWaiting(tx, accountId, new Date().toISOString())
      handOutSoon(tx)
    }
    return after
  })
}

/** What a schema cannot say. */
function problemsOf({ closeReasons, requireCloseReason, businessHours }: InboxSettings): FieldProblem[] {
  const problems: FieldProblem[] = []
  const keys = closeReasons.map(({ key }) => key)
  for (const [index, key] of keys.entries())
    if (keys.indexOf(key) < index)
      problems.push({ field: `closeReasons.${index}.key`, message: `repeats the key ${key}` })
  if (requireCloseReason && keys.length === 0)
    problems.push({ field: 'requireCloseReason', message: 'needs closeReasons to choose from' })
  const wrong = businessHours && problemOfHours(businessHours)
  if (wrong) problems.push({ field: 'businessHours', message: wrong })
  return problems
}

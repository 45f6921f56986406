import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { assertScope, type Caller, trustedCaller } from '../access/caller.ts'
import { changeAccount } from '../accounts/update-account.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import type { ChildAccount, ChildSettings, Suspension, SuspensionMode } from './child-account.ts'
import { assertChildSettings } from './child-rules.ts'
import {
  type ChildFilter,
  deleteSuspension,
  putSuspension,
  selectChild,
  selectChildByExternalId,
  selectChildren,
  updateChild,
} from './child-store.ts'
import { getPartner } from './create-child.ts'
import { notifyPartner } from './notify-partner.ts'

type Context = Pick<CoreContext, 'transaction'>
type ReadContext = Pick<CoreContext, 'worker'>

/** The newest first; `after` is the last id of the page before. */
export const listChildren = (
  { worker }: ReadContext,
  caller: Pick<Caller, 'accountId'>,
  filter: ChildFilter,
  page: { after: string | null; limit: number },
): Promise<ChildAccount[]> => selectChildren(worker, caller.accountId, filter, page)

/** Null: no account of this partner. */
export const findChild = async (
  { worker }: ReadContext,
  caller: Pick<Caller, 'accountId'>,
  id: string,
): Promise<ChildAccount | null> => (isId(id) ? selectChild(worker, caller.accountId, id) : null)

/** @throws GatewayError `not_found` */
export async function getChild(ctx: ReadContext, caller: Pick<Caller, 'accountId'>, id: string): Promise<ChildAccount> {
  const child = await findChild(ctx, caller, id)
  if (!child) throw noChild()
  return child
}

/** Null: no account of this partner has it. */
export const findChildByExternalId = (
  { worker }: ReadContext,
  caller: Pick<Caller, 'accountId'>,
  externalId: string,
): Promise<ChildAccount | null> => selectChildByExternalId(worker, caller.accountId, externalId)

/** One of the caller's accounts, while nothing else changes it. @throws GatewayError `not_found` */
export async function lockChild(tx: UnitOfWork, id: string): Promise<ChildAccount> {
  await getPartner(tx)
  const child = await selectChild(tx, tx.caller.accountId, id)
  if (!child) throw noChild()
  return child
}

const noChild = () => new GatewayError('not_found', 'There is no such account of this partner.')

/** Changes what is given. @throws GatewayError `not_found`, `invalid_request` */
export async function changeChild(
  ctx: Context,
  caller: Caller,
  id: string,
  changes: Partial<ChildSettings>,
): Promise<ChildAccount> {
  assertScope(caller, 'partner:write')
  assertChildSettings(changes)
  return ctx.transaction(
    caller,
    async (tx) => {
      const before = await lockChild(tx, id)
      const after = { ...before, ...changes, updatedAt: new Date().toISOString() }
      const changed = (Object.keys(changes) as (keyof ChildSettings)[]).filter(
        (name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]),
      )
      if (changed.length === 0) return before
      await updateChild(tx, after)
      if (changed.includes('name')) await changeAccount(tx, trustedCaller(id, caller.actor), { name: after.name })
      await tx.audit('child_account.changed', id, { before: toRecord(before), after: toRecord(after) })
      await notifyPartner(tx, after, 'account.updated', { name: after.name, changed })
      return after
    },
    [id],
  )
}

const toRecord = ({ name, externalId, tags, country, timezone, language }: ChildAccount) => ({
  ...{ name, externalId, tags, country, timezone, language },
})

export interface SuspendCommand {
  mode: SuspensionMode
  reason: string
  message: string | null
}

/**
 * Stops what `mode` says from now on, in every process. What waits to leave stays where it is, campaigns pause, what comes in is
 * kept and forwarded. Doing so again changes mode and reason.
 * @throws GatewayError `not_found`
 */
export async function suspendChild(
  ctx: Context,
  caller: Caller,
  id: string,
  command: SuspendCommand,
): Promise<ChildAccount> {
  assertScope(caller, 'partner:write')
  return ctx.transaction(
    caller,
    async (tx) => {
      const child = await lockChild(tx, id)
      if (child.suspensions.some((one) => isSame(one, command))) return child
      const suspension = { ...command, suspendedBy: 'partner' as const, since: new Date().toISOString() }
      await putSuspension(tx, id, suspension)
      const { mode, reason, message: messageToCustomer, suspendedBy, since } = suspension
      await recordOnBothSides(tx, child, 'suspended', { mode, reason })
      await notifyPartner(tx, child, 'account.suspended', { mode, reason, messageToCustomer, suspendedBy, since })
      return reread(tx, id)
    },
    [id],
  )
}

const isSame = (one: Suspension, { mode, reason, message }: SuspendCommand): boolean =>
  one.suspendedBy === 'partner' && one.mode === mode && one.reason === reason && one.message === message

/** Lifts the partner's own suspension. @throws GatewayError `not_found`; `conflict` where only others hold one */
export async function resumeChild(ctx: Context, caller: Caller, id: string): Promise<ChildAccount> {
  assertScope(caller, 'partner:write')
  return ctx.transaction(
    caller,
    async (tx) => {
      const child = await lockChild(tx, id)
      if (!(await deleteSuspension(tx, id, 'partner'))) return assertLiftable(child)
      await recordOnBothSides(tx, child, 'resumed', {})
      await notifyPartner(tx, child, 'account.resumed', { suspendedBy: 'partner' })
      return reread(tx, id)
    },
    [id],
  )
}

/** One that is not suspended stays as it is. @throws GatewayError `conflict` */
function assertLiftable(child: ChildAccount): ChildAccount {
  const [other] = child.suspensions
  if (!other) return child
  const words = `The account was suspended by: ${other.suspendedBy}. A partner lifts its own suspension alone.`
  throw new GatewayError('conflict', words, { reason: `suspended_by_${other.suspendedBy}` })
}

const reread = (tx: UnitOfWork, id: string): Promise<ChildAccount> => lockChild(tx, id)

/** The account's own log says it as well, and every process learns of it. */
async function recordOnBothSides(
  tx: UnitOfWork,
  { id, name, externalId }: ChildAccount,
  what: 'suspended' | 'resumed',
  details: { mode?: string; reason?: string },
): Promise<void> {
  await tx.audit(`child_account.${what}`, id, { before: null, after: { name, externalId, ...details } })
  await tx.transaction(trustedCaller(id, tx.caller.actor), (own) =>
    own.audit(`account.${what}`, id, { before: null, after: details }),
  )
  tx.notify('partners', id)
  tx.notify('accounts', id)
}

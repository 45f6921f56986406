import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { assertScope, type Caller, trustedCaller } from '../access/caller.ts'
import { expandScopes } from '../access/scopes.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import type { ChildAccount } from './child-account.ts'
import { deleteChild, deleteSuspension, selectOwnPartnership, updateChild } from './child-store.ts'
import { endDelegatedKeys, selectDelegatedScopes, selectPartnerName } from './delegated-key-store.ts'
import { scopesOfAccess } from './delegation.ts'
import { notifyPartner } from './notify-partner.ts'
import { lockPartner } from './partner-store.ts'

type Context = Pick<CoreContext, 'transaction' | 'worker'>

/** Who looks after the account, as the account itself sees it. */
export interface OwnPartner {
  partner: { id: string; name: string }
  child: ChildAccount
}

/** Null: the account has no partner. */
export async function findOwnPartner(
  { worker }: Pick<Context, 'worker'>,
  { accountId }: Pick<Caller, 'accountId'>,
): Promise<OwnPartner | null> {
  const child = await selectOwnPartnership(worker, accountId)
  const partner = child && (await selectPartnerName(worker, child.partnerId))
  return child && partner && { partner, child }
}

/**
 * Sets what the partner may do within the account. With less than before its keys and tokens end, in every process that hears of it at
 * once, in others within 15 seconds. @throws GatewayError `not_found` for an account without a partner
 */
export async function setPartnerAccess(
  ctx: Context,
  caller: Caller,
  access: ChildAccount['access'],
): Promise<ChildAccount> {
  assertScope(caller, 'account:write')
  const { partnerId } = await requireOwn(ctx, caller)
  return ctx.transaction(
    caller,
    async (tx) => {
      const before = await lockOwn(tx, partnerId)
      if (before.access === access) return before
      const after = { ...before, access, updatedAt: new Date().toISOString() }
      await updateChild(tx, after)
      await tx.audit('partner.access_changed', partnerId, { before: { access: before.access }, after: { access } })
      await endKeysBeyond(tx, access)
      tx.notify('partners', caller.accountId)
      tx.notify('accounts', caller.accountId)
      await notifyPartner(tx, after, 'account.updated', { name: after.name, changed: ['access'] })
      return after
    },
    [partnerId],
  )
}

/** What has ended stays ended, whatever the partner is given later. */
async function endKeysBeyond(tx: UnitOfWork, access: ChildAccount['access']): Promise<void> {
  const { accountId } = tx.caller
  const open = scopesOfAccess[access]
  const keys = await selectDelegatedScopes(tx, accountId)
  const beyond = keys.filter(({ scopes }) => [...expandScopes(scopes)].some((scope) => !open.has(scope)))
  await endDelegatedKeys(
    tx,
    accountId,
    beyond.map(({ id }) => id),
  )
}

/**
 * Leaves the partner, for good: its keys end, its suspension is lifted, and nothing of the account is its own any more. Numbers, data and
 * members stay as they are; `settle` is what becomes of money that the partner gave. @throws GatewayError `not_found`
 */
export async function leavePartner(
  ctx: Context,
  caller: Caller,
  settle: (tx: UnitOfWork, child: ChildAccount) => Promise<void>,
): Promise<void> {
  assertScope(caller, 'account:write')
  const { partnerId } = await requireOwn(ctx, caller)
  await ctx.transaction(
    caller,
    async (tx) => {
      const child = await lockOwn(tx, partnerId)
      await settle(tx, child)
      await endKeysBeyond(tx, 'none')
      await deleteSuspension(tx, child.id, 'partner')
      await tx.audit('partner.left', partnerId, { before: { access: child.access }, after: null })
      await tx.transaction(trustedCaller(partnerId, caller.actor), (theirs) =>
        theirs.audit('child_account.left', child.id, { before: { name: child.name }, after: null }),
      )
      await notifyPartner(tx, child, 'account.unlinked', { unlinkedBy: 'account' })
      await deleteChild(tx, child.id)
      tx.notify('partners', child.id)
      tx.notify('accounts', child.id)
    },
    [partnerId],
  )
}

async function requireOwn({ worker }: Pick<Context, 'worker'>, { accountId }: Caller): Promise<ChildAccount> {
  const child = await selectOwnPartnership(worker, accountId)
  if (!child) throw noPartner()
  return child
}

/** Partner before account, everywhere. @throws GatewayError `not_found` when they have parted meanwhile */
async function lockOwn(tx: UnitOfWork, partnerId: string): Promise<ChildAccount> {
  await lockPartner(tx, partnerId)
  const child = await selectOwnPartnership(tx, tx.caller.accountId)
  if (child?.partnerId !== partnerId) throw noPartner()
  return child
}

const noPartner = () => new GatewayError('not_found', 'The account has no partner.')

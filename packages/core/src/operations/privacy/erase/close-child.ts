import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { assertScope, type Caller, trustedCaller } from '#tenancy/access/caller.ts'
import { lockChild } from '#tenancy/partners/change-child.ts'
import type { ChildAccount } from '#tenancy/partners/child-account.ts'
import { updateChild } from '#tenancy/partners/child-store.ts'
import { notifyPartner } from '#tenancy/partners/notify-partner.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { eraseAccount, keepAccount } from './request-erasure.ts'

type Context = Pick<CoreContext, 'transaction'>

/** How long a closed account can be reopened, and its data be exported. */
const closingDays = 30

/**
 * Closes an account of the partner: it is inactive at once, and erased after 30 days unless it is reopened. Asked again it is the same
 * closing. @throws GatewayError `not_found`
 */
export async function closeChild(ctx: Context, caller: Caller, id: string): Promise<ChildAccount> {
  assertScope(caller, 'partner:write')
  return ctx.transaction(
    caller,
    async (tx) => {
      const before = await lockChild(tx, id)
      const { dueAt } = await eraseAccount(tx, trustedCaller(id, caller.actor), closingDays)
      if (before.closingAt !== null) return before
      const child = await store(tx, { ...before, closingAt: dueAt })
      await tx.audit('child_account.closing', id, { before: null, after: { name: before.name, closesAt: dueAt } })
      await notifyPartner(tx, child, 'account.closing', { closesAt: dueAt })
      return child
    },
    [id],
  )
}

/** @throws GatewayError `not_found`; `conflict` when it is not being closed, or its erasure has begun */
export async function reopenChild(ctx: Context, caller: Caller, id: string): Promise<ChildAccount> {
  assertScope(caller, 'partner:write')
  return ctx.transaction(
    caller,
    async (tx) => {
      const before = await lockChild(tx, id)
      if (before.closingAt === null) throw new GatewayError('conflict', 'The account is not being closed.')
      await keepAccount(tx, trustedCaller(id, caller.actor))
      const child = await store(tx, { ...before, closingAt: null })
      await tx.audit('child_account.reopened', id, { before: null, after: { name: before.name, closesAt: null } })
      await notifyPartner(tx, child, 'account.reopened', { closesAt: null })
      return child
    },
    [id],
  )
}

async function store(tx: UnitOfWork, changed: ChildAccount): Promise<ChildAccount> {
  await updateChild(tx, { ...changed, updatedAt: new Date().toISOString() })
  tx.notify('partners', changed.id)
  return lockChild(tx, changed.id)
}

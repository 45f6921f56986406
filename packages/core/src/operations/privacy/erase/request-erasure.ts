import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId, newId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { lockAccount } from '#tenancy/accounts/account-store.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { findPerson } from '../person-store.ts'
import { firstStepOfAccount } from './erase-account.ts'
import { firstStepOfPerson } from './erase-person.ts'
import {
  type Erasure,
  findAccountErasure,
  findErasureOf,
  insertErasure,
  setActive,
  undoAccountErasure,
} from './erasure-store.ts'

type Context = Pick<CoreContext, 'transaction'>

/**
 * Begins to erase a person, named by our id of the contact, a phone number or a user id. Asked again it is the same
 * erasure, also after its end, where it was named by id. Null: nothing of such a person is in this account.
 */
export async function erasePerson(ctx: Context, caller: Caller, named: string): Promise<Erasure | null> {
  assertScope(caller, 'contacts:write')
  const { accountId } = caller
  return ctx.transaction(caller, async (tx) => {
    await lockAccount(tx, accountId)
    const person = await findPerson(tx, accountId, named)
    const contactId = person === null ? (isId(named) ? named : null) : person.contactId
    const before = contactId === null ? null : await findErasureOf(tx, accountId, contactId)
    if (before || !person) return before
    const id = newId()
    await tx.audit('contact.erasure_requested', contactId ?? id, { before: null, after: { erasureId: id } })
    const keys = { ...person, cutoff: id }
    return insertErasure(tx, { id, accountId, kind: 'person', contactId, step: firstStepOfPerson, keys, graceDays: 0 })
  })
}

/**
 * The account is inactive at once, and erased after so many days of grace. Asked again it is the same erasure.
 * @throws GatewayError `not_found`
 */
export async function eraseAccount(ctx: Context, caller: Caller, graceDays: number): Promise<Erasure> {
  assertScope(caller, 'account:write')
  const { accountId } = caller
  return ctx.transaction(caller, async (tx) => {
    if (!(await lockAccount(tx, accountId))) throw new GatewayError('not_found', `There is no account ${accountId}`)
    const before = await findAccountErasure(tx, accountId)
    if (before) return before
    const erasure = await insertErasure(tx, {
      id: newId(),
      accountId,
      kind: 'account',
      contactId: null,
      step: firstStepOfAccount,
      keys: null,
      graceDays,
    })
    await changeActivity(tx, 'account.erasure_requested', { active: false, dueAt: erasure.dueAt })
    return erasure
  })
}

/** The running erasure of the account; null: there is none. */
export const readAccountErasure = (
  ctx: Pick<CoreContext, 'read'>,
  { accountId }: Pick<Caller, 'accountId'>,
): Promise<Erasure | null> => ctx.read({ accountId }, (db) => findAccountErasure(db, accountId))

/** @throws GatewayError `conflict` when the account is not waiting for its erasure */
export async function keepAccount(ctx: Context, caller: Caller): Promise<Erasure> {
  assertScope(caller, 'account:write')
  const { accountId } = caller
  return ctx.transaction(caller, async (tx) => {
    await lockAccount(tx, accountId)
    const erasure = await undoAccountErasure(tx, accountId)
    if (!erasure) throw new GatewayError('conflict', 'The account does not wait for its erasure.')
    await changeActivity(tx, 'account.erasure_undone', { active: true, dueAt: erasure.dueAt })
    return erasure
  })
}

async function changeActivity(
  tx: UnitOfWork,
  action: 'account.erasure_requested' | 'account.erasure_undone',
  after: { active: boolean; dueAt: string },
): Promise<void> {
  const { accountId } = tx.caller
  await setActive(tx, accountId, after.active)
  await tx.audit(action, accountId, { before: { active: !after.active }, after })
  tx.notify('accounts', accountId)
}

import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId, newId } from '#platform/ids.ts'
import { announceAccount } from '#tenancy/accounts/account-channel.ts'
import { lockAccount } from '#tenancy/accounts/account-store.ts'
import type { Actor } from '#tenancy/audit/actor.ts'
import { recordAudit } from '#tenancy/audit/record-audit.ts'
import { findPerson } from '../person.ts'
import { firstStepOfAccount } from './erase-account.ts'
import { firstStepOfPerson } from './erase-person.ts'
import {
  type Erasure,
  findAccountErasure,
  findErasureOf,
  insertErasure,
  undoAccountErasure,
} from './erasure-repository.ts'

type Context = Pick<CoreContext, 'db'>

/**
 * Begins to erase a person, named by our id of the contact, a phone number or a user id. Asked again it is the same
 * erasure, also after its end, where it was named by id. Null: nothing of such a person is in this account.
 */
export async function erasePerson(
  { db }: Context,
  accountId: string,
  named: string,
  by: Actor,
): Promise<Erasure | null> {
  return db.asAccounts([accountId], async (tx) => {
    await lockAccount(tx, accountId)
    const person = await findPerson(tx, accountId, named)
    const contactId = person === null ? (isId(named) ? named : null) : person.contactId
    const before = contactId === null ? null : await findErasureOf(tx, accountId, contactId)
    if (before || !person) return before
    const id = newId()
    await recordAudit(tx, {
      accountId,
      by,
      action: 'contact.erasure_requested',
      targetId: contactId ?? id,
      before: null,
      after: { erasureId: id },
    })
    const keys = { ...person, cutoff: id }
    return insertErasure(tx, { id, accountId, kind: 'person', contactId, step: firstStepOfPerson, keys, graceDays: 0 })
  })
}

/** The account is inactive at once, and erased after so many days of grace. Asked again it is the same erasure. */
export async function eraseAccount({ db }: Context, accountId: string, graceDays: number, by: Actor): Promise<Erasure> {
  return db.asAccounts([accountId], async (tx) => {
    await lockAccount(tx, accountId)
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
    await setActive(tx, accountId, false, { by, action: 'account.erasure_requested', erasure })
    return erasure
  })
}

/** The running erasure of the account; null: there is none. */
export const readAccountErasure = ({ db }: Context, accountId: string): Promise<Erasure | null> =>
  db.asAccounts([accountId], (tx) => findAccountErasure(tx, accountId))

/** @throws GatewayError `conflict` when the account is not waiting for its erasure */
export async function keepAccount({ db }: Context, accountId: string, by: Actor): Promise<Erasure> {
  return db.asAccounts([accountId], async (tx) => {
    await lockAccount(tx, accountId)
    const erasure = await undoAccountErasure(tx, accountId)
    if (!erasure) throw new GatewayError('conflict', 'The account does not wait for its erasure.')
    await setActive(tx, accountId, true, { by, action: 'account.erasure_undone', erasure })
    return erasure
  })
}

async function setActive(
  tx: Parameters<typeof recordAudit>[0],
  accountId: string,
  active: boolean,
  {
    by,
    action,
    erasure,
  }: { by: Actor; action: 'account.erasure_requested' | 'account.erasure_undone'; erasure: Erasure },
): Promise<void> {
  await tx.query('update accounts set active = $2 where id = $1', [accountId, active])
  await recordAudit(tx, {
    accountId,
    by,
    action,
    targetId: accountId,
    before: { active: !active },
    after: { active, dueAt: erasure.dueAt },
  })
  await announceAccount(tx, accountId)
}

import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import type { Principal } from '../access/principal.ts'
import { type Role, scopesOfRole } from '../access/roles.ts'
import { lockAccount } from '../accounts/account-store.ts'
import type { Actor } from '../audit/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { deleteSessionsOfMember } from '../sign-in/sessions/session-repository.ts'
import { type Member, readName } from './member.ts'
import { countMembers, deleteMember, selectMember, updateMember } from './member-repository.ts'

type Grantor = Pick<Principal, 'scopes' | 'numberIds' | 'test'>

/**
 * Nobody gives a role, or takes one away, that opens more than they have themselves: otherwise `members:write` alone
 * would be every right.
 * @throws GatewayError `forbidden`, whose message names the scope that is lacking
 */
export function assertMayGive({ scopes, numberIds, test }: Grantor, role: Role): void {
  if (test || numberIds !== null)
    throw new GatewayError('forbidden', 'Members are managed by a member, or by a key that is restricted to no number.')
  const lacking = [...scopesOfRole(role)].find((scope) => !scopes.has(scope))
  if (lacking) throw new GatewayError('forbidden', `The role ${role} opens the scope ${lacking}, which you lack.`)
}

/** The member, while no other change to the account's members runs. @throws GatewayError `not_found` */
async function lockMember(tx: Queryable, accountId: string, id: string): Promise<Member> {
  await lockAccount(tx, accountId)
  const member = isId(id) ? await selectMember(tx, accountId, id) : null
  if (!member) throw new GatewayError('not_found', 'There is no such member in this account.')
  return member
}

/** @throws GatewayError `conflict` */
async function assertOwnerRemains(tx: Queryable, accountId: string): Promise<void> {
  if ((await countMembers(tx, accountId, 'owner')) === 0)
    throw new GatewayError('conflict', 'This is the last owner of the account: make another member an owner first.')
}

/**
 * Changes name or role. A new role ends the member's sessions in this account, on every process at once.
 * @throws GatewayError `not_found`, `invalid_request`; `forbidden` as `assertMayGive`; `conflict` for the last owner
 */
export async function changeMember(
  { db }: Pick<CoreContext, 'db'>,
  accountId: string,
  id: string,
  changes: { name?: string; role?: Role },
  by: Actor,
  grantor: Grantor,
): Promise<Member> {
  return db.asAccounts([accountId], async (tx) => {
    const before = await lockMember(tx, accountId, id)
    const { role = before.role } = changes
    const name = changes.name === undefined ? before.name : readName(changes.name)
    assertMayGive(grantor, before.role)
    if (role === before.role && name === before.name) return before
    assertMayGive(grantor, role)
    const member = (await updateMember(tx, { accountId, id, name, role })) as Member
    if (before.role === 'owner') await assertOwnerRemains(tx, accountId)
    if (role !== before.role) await deleteSessionsOfMember(tx, accountId, id)
    await recordAudit(tx, {
      accountId,
      by,
      action: role === before.role ? 'member.changed' : 'member.role_changed',
      targetId: id,
      before: { name: before.name, role: before.role },
      after: { name, role },
    })
    return member
  })
}

/**
 * Ends a membership and its sessions; the person stays a member of other accounts.
 * @throws GatewayError `not_found`; `forbidden` as `assertMayGive`; `conflict` for the last owner
 */
export async function removeMember(
  { db }: Pick<CoreContext, 'db'>,
  accountId: string,
  id: string,
  by: Actor,
  grantor: Grantor,
): Promise<void> {
  await db.asAccounts([accountId], async (tx) => {
    const { email, name, role } = await lockMember(tx, accountId, id)
    assertMayGive(grantor, role)
    await deleteMember(tx, accountId, id)
    if (role === 'owner') await assertOwnerRemains(tx, accountId)
    await recordAudit(tx, {
      accountId,
      by,
      action: 'member.removed',
      targetId: id,
      before: { email, name, role },
      after: null,
    })
  })
}

/** Ends the sessions that a member has in this account. @throws GatewayError `not_found`, `forbidden` */
export async function signMemberOut(
  { db }: Pick<CoreContext, 'db'>,
  accountId: string,
  id: string,
  by: Actor,
  grantor: Grantor,
): Promise<number> {
  return db.asAccounts([accountId], async (tx) => {
    const { role } = await lockMember(tx, accountId, id)
    assertMayGive(grantor, role)
    const ended = await deleteSessionsOfMember(tx, accountId, id)
    const targetId = id
    if (ended > 0)
      await recordAudit(tx, {
        accountId,
        by,
        action: 'member.signed_out',
        targetId,
        before: { sessions: ended },
        after: null,
      })
    return ended
  })
}

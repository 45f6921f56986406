import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { assertScope, type Caller } from '../access/caller.ts'
import { type Role, scopesOfRole } from '../access/roles.ts'
import { lockAccount } from '../accounts/account-store.ts'
import { deleteSessionsOfMember } from '../sign-in/sessions/session-store.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { type Member, readName } from './member.ts'
import { countMembers, deleteMember, selectMember, selectMembers, updateMember as updateRow } from './member-store.ts'

type Context = Pick<CoreContext, 'transaction'>
type Account = Pick<Caller, 'accountId'>

/** In the order in which they joined. `after` is the last id of the page before. */
export const listMembers = (
  ctx: Pick<CoreContext, 'read'>,
  account: Account,
  page: { limit: number; after: string | null },
): Promise<Member[]> => ctx.read(account, (db) => selectMembers(db, account.accountId, page))

/** @throws GatewayError `not_found` */
export const getMember = (ctx: Pick<CoreContext, 'read'>, account: Account, id: string): Promise<Member> =>
  ctx.read(account, (db) => getMemberIn(db, account.accountId, id))

async function getMemberIn(db: Queryable, accountId: string, id: string): Promise<Member> {
  const member = isId(id) ? await selectMember(db, accountId, id) : null
  if (!member) throw new GatewayError('not_found', 'There is no such member in this account.')
  return member
}

/**
 * Nobody gives a role, or takes one away, that opens more than they have themselves: otherwise `members:write` alone
 * would be every right.
 * @throws GatewayError `forbidden`, whose message names the scope that is lacking
 */
export function assertMayGive(
  { scopes, numberIds, test }: Pick<Caller, 'scopes' | 'numberIds' | 'test'>,
  role: Role,
): void {
  if (test || numberIds !== null)
    throw new GatewayError('forbidden', 'Members are managed by a member, or by a key that is restricted to no number.')
  const lacking = [...scopesOfRole(role)].find((scope) => !scopes.has(scope))
  if (lacking) throw new GatewayError('forbidden', `The role ${role} opens the scope ${lacking}, which you lack.`)
}

/** The member, while no other change to the account's members runs. @throws GatewayError `not_found` */
async function lockMember(tx: UnitOfWork, id: string): Promise<Member> {
  const { accountId } = tx.caller
  await lockAccount(tx, accountId)
  return getMemberIn(tx, accountId, id)
}

/** @throws GatewayError `conflict` */
async function assertOwnerRemains(tx: UnitOfWork): Promise<void> {
  if ((await countMembers(tx, tx.caller.accountId, 'owner')) === 0)
    throw new GatewayError('conflict', 'This is the last owner of the account: make another member an owner first.')
}

/**
 * Updates name or role. A new role ends the member's sessions in this account, on every process at once.
 * @throws GatewayError `not_found`, `invalid_request`; `forbidden` as `assertMayGive`; `conflict` for the last owner
 */
export async function updateMember(
  ctx: Context,
  caller: Caller,
  id: string,
  changes: { name?: string; role?: Role },
): Promise<Member> {
  assertScope(caller, 'members:write')
  const { accountId } = caller
  return ctx.transaction(caller, async (tx) => {
    const before = await lockMember(tx, id)
    const { role = before.role } = changes
    const name = changes.name === undefined ? before.name : readName(changes.name)
    assertMayGive(caller, before.role)
    if (role === before.role && name === before.name) return before
    assertMayGive(caller, role)
    const member = (await updateRow(tx, { accountId, id, name, role })) as Member
    if (before.role === 'owner') await assertOwnerRemains(tx)
    if (role !== before.role) await deleteSessionsOfMember(tx, accountId, id)
    await tx.audit(role === before.role ? 'member.changed' : 'member.role_changed', id, {
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
export async function removeMember(ctx: Context, caller: Caller, id: string): Promise<void> {
  assertScope(caller, 'members:write')
  await ctx.transaction(caller, async (tx) => {
    const { email, name, role } = await lockMember(tx, id)
    assertMayGive(caller, role)
    await deleteMember(tx, caller.accountId, id)
    if (role === 'owner') await assertOwnerRemains(tx)
    tx.emit('member.removed', { memberId: id })
    await tx.audit('member.removed', id, { before: { email, name, role }, after: null })
  })
}

/** Ends the sessions that a member has in this account; returns how many. @throws GatewayError `not_found`, `forbidden` */
export async function signMemberOut(ctx: Context, caller: Caller, id: string): Promise<number> {
  assertScope(caller, 'members:write')
  return ctx.transaction(caller, async (tx) => {
    const { role } = await lockMember(tx, id)
    assertMayGive(caller, role)
    const ended = await deleteSessionsOfMember(tx, caller.accountId, id)
    if (ended > 0) await tx.audit('member.signed_out', id, { before: { sessions: ended }, after: null })
    return ended
  })
}

import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId, newId } from '#platform/ids.ts'
import { assertScope, type Caller } from '../access/caller.ts'
import type { Role } from '../access/roles.ts'
import { lockAccount } from '../accounts/account-store.ts'
import { createToken } from '../sign-in/opaque-token.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import type { Invitation } from './invitation.ts'
import {
  countOpenInvitations,
  insertInvitation,
  lockInvitation,
  renewInvitation,
  revokeOpenInvitation,
  selectInvitations,
} from './invitation-store.ts'
import { countMembers, isMember } from './member-store.ts'
import { assertMayGive } from './members.ts'

type Context = Pick<CoreContext, 'transaction'>

/** The token is shown here and never again. */
export interface ShownInvitation {
  invitation: Invitation
  token: string
}

const most = { members: 1000, invitations: 200 }

/**
 * Invites an address, in the spelling of `readEmail`, for seven days. The first owner of an account comes in this way too.
 * @throws GatewayError `forbidden` when the caller lacks what the role opens; `conflict` for one who is a member or invited
 */
export async function inviteMember(
  ctx: Context,
  caller: Caller,
  { email, role }: { email: string; role: Role },
): Promise<ShownInvitation> {
  assertScope(caller, 'members:write')
  assertMayGive(caller, role)
  const { accountId } = caller
  return ctx.transaction(caller, async (tx) => {
    await lockAccount(tx, accountId)
    if (await isMember(tx, accountId, email)) throw new GatewayError('conflict', `${email} is a member already.`)
    if (
      (await countMembers(tx, accountId)) >= most.members ||
      (await countOpenInvitations(tx, accountId)) >= most.invitations
    )
      throw new GatewayError(
        'conflict',
        `An account has at most ${most.members} members and ${most.invitations} open invitations.`,
      )
    const { token, hash } = createToken()
    const invitation = await insertInvitation(tx, { id: newId(), accountId, email, role }, hash)
    if (!invitation)
      throw new GatewayError('conflict', `${email} is invited already: send the invitation again, or revoke it.`)
    await auditInvitation(tx, invitation, 'invitation.created')
    return { invitation, token }
  })
}

/**
 * Another link and another seven days; the link before is dead.
 * @throws GatewayError `not_found`, `forbidden`; `conflict` when it was accepted or revoked
 */
export async function resendInvitation(ctx: Context, caller: Caller, id: string): Promise<ShownInvitation> {
  assertScope(caller, 'members:write')
  return ctx.transaction(caller, async (tx) => {
    const before = await lockKnown(tx, id)
    assertMayGive(caller, before.role)
    const { token, hash } = createToken()
    const invitation = await renewInvitation(tx, caller.accountId, id, hash)
    if (!invitation) throw new GatewayError('conflict', `The invitation is ${before.state}.`)
    await auditInvitation(tx, invitation, 'invitation.resent')
    return { invitation, token }
  })
}

/** Doing so twice changes nothing. @throws GatewayError `not_found`, `forbidden`; `conflict` when it was accepted */
export async function revokeInvitation(ctx: Context, caller: Caller, id: string): Promise<Invitation> {
  assertScope(caller, 'members:write')
  return ctx.transaction(caller, async (tx) => {
    const before = await lockKnown(tx, id)
    assertMayGive(caller, before.role)
    if (before.state === 'revoked') return before
    const invitation = await revokeOpenInvitation(tx, caller.accountId, id)
    if (!invitation) throw new GatewayError('conflict', `The invitation is ${before.state}: remove the member instead.`)
    await auditInvitation(tx, invitation, 'invitation.revoked')
    return invitation
  })
}

/** Newest first. `after` is the last id of the page before. */
export const listInvitations = (
  ctx: Pick<CoreContext, 'read'>,
  { accountId }: Pick<Caller, 'accountId'>,
  page: { limit: number; after: string | null },
): Promise<Invitation[]> => ctx.read({ accountId }, (db) => selectInvitations(db, accountId, page))

async function lockKnown(tx: UnitOfWork, id: string): Promise<Invitation> {
  const invitation = isId(id) ? await lockInvitation(tx, tx.caller.accountId, id) : null
  if (!invitation) throw new GatewayError('not_found', 'There is no such invitation in this account.')
  return invitation
}

type InvitationAction = 'invitation.created' | 'invitation.resent' | 'invitation.revoked'

const auditInvitation = (tx: UnitOfWork, { id, email, role, expiresAt }: Invitation, action: InvitationAction) =>
  tx.audit(action, id, { before: null, after: { email, role, expiresAt } })

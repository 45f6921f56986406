import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId, newId } from '#platform/ids.ts'
import type { Principal } from '../access/principal.ts'
import type { Role } from '../access/roles.ts'
import { lockAccount } from '../accounts/account-store.ts'
import type { Actor } from '../audit/actor.ts'
import { recordAudit } from '../audit/record-audit.ts'
import { createToken } from '../sign-in/opaque-token.ts'
import { assertMayGive } from './change-members.ts'
import type { Invitation } from './invitation.ts'
import {
  countOpenInvitations,
  insertInvitation,
  lockInvitation,
  renewInvitation,
  revokeOpenInvitation,
  selectInvitations,
} from './invitation-repository.ts'
import { countMembers, isMember } from './member-repository.ts'

type Context = Pick<CoreContext, 'db'>
type Grantor = Pick<Principal, 'scopes' | 'numberIds' | 'test'>

/** The token is shown here and never again. */
export interface ShownInvitation {
  invitation: Invitation
  token: string
}

const most = { members: 1000, invitations: 200 }

/**
 * Invites an address, in the spelling of `readEmail`, for seven days. The first owner of an account comes in this way too.
 * @throws GatewayError `forbidden` when the grantor lacks what the role opens; `conflict` for one who is a member or invited
 */
export async function inviteMember(
  { db }: Context,
  accountId: string,
  { email, role }: { email: string; role: Role },
  by: Actor,
  grantor: Grantor,
): Promise<ShownInvitation> {
  assertMayGive(grantor, role)
  return db.asAccounts([accountId], async (tx) => {
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
    await tell(tx, invitation, by, 'invitation.created')
    return { invitation, token }
  })
}

/**
 * Another link and another seven days; the link before is dead.
 * @throws GatewayError `not_found`, `forbidden`; `conflict` when it was accepted or revoked
 */
export async function resendInvitation(
  { db }: Context,
  accountId: string,
  id: string,
  by: Actor,
  grantor: Grantor,
): Promise<ShownInvitation> {
  return db.asAccounts([accountId], async (tx) => {
    const before = await requireInvitation(tx, accountId, id)
    assertMayGive(grantor, before.role)
    const { token, hash } = createToken()
    const invitation = await renewInvitation(tx, accountId, id, hash)
    if (!invitation) throw new GatewayError('conflict', `The invitation is ${before.state}.`)
    await tell(tx, invitation, by, 'invitation.resent')
    return { invitation, token }
  })
}

/** Doing so twice changes nothing. @throws GatewayError `not_found`, `forbidden`; `conflict` when it was accepted */
export async function revokeInvitation(
  { db }: Context,
  accountId: string,
  id: string,
  by: Actor,
  grantor: Grantor,
): Promise<Invitation> {
  return db.asAccounts([accountId], async (tx) => {
    const before = await requireInvitation(tx, accountId, id)
    assertMayGive(grantor, before.role)
    if (before.state === 'revoked') return before
    const invitation = await revokeOpenInvitation(tx, accountId, id)
    if (!invitation) throw new GatewayError('conflict', `The invitation is ${before.state}: remove the member instead.`)
    await tell(tx, invitation, by, 'invitation.revoked')
    return invitation
  })
}

/** Newest first. `after` is the last id of the page before. */
export const listInvitations = (
  { db }: Context,
  accountId: string,
  page: { limit: number; after: string | null },
): Promise<Invitation[]> => db.asAccounts([accountId], (tx) => selectInvitations(tx, accountId, page))

async function requireInvitation(tx: Queryable, accountId: string, id: string): Promise<Invitation> {
  const invitation = isId(id) ? await lockInvitation(tx, accountId, id) : null
  if (!invitation) throw new GatewayError('not_found', 'There is no such invitation in this account.')
  return invitation
}

type InvitationAction = 'invitation.created' | 'invitation.resent' | 'invitation.revoked'

const tell = (
  tx: Queryable,
  { accountId, id, email, role, expiresAt }: Invitation,
  by: Actor,
  action: InvitationAction,
) =>
  recordAudit(tx, {
    accountId,
    by,
    action,
    targetId: id,
    before: null,
    after: { email, role, expiresAt },
  })

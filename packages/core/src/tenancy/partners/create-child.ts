import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { assertScope, type Caller, trustedCaller } from '../access/caller.ts'
import { lockAccount } from '../accounts/account-store.ts'
import { openAccount, type Registration } from '../accounts/register-account.ts'
import { inviteMember, type ShownInvitation } from '../members/invitations.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import type { ChildAccount, ChildSettings } from './child-account.ts'
import { assertChildSettings } from './child-rules.ts'
import { findExternalId, insertChild, selectChild, selectOwnPartnership } from './child-store.ts'
import { notifyPartner } from './notify-partner.ts'
import { insertPartner, lockPartner } from './partner-store.ts'

type Context = Pick<CoreContext, 'transaction'>

/** Makes an account a partner; doing so twice changes nothing. @throws GatewayError `conflict` for an account of a partner */
export async function makePartner(ctx: Context, caller: Caller): Promise<void> {
  assertScope(caller, 'account:write')
  const { accountId } = caller
  await ctx.transaction(caller, async (tx) => {
    if (!(await lockAccount(tx, accountId))) throw noAccount()
    if (await selectOwnPartnership(tx, accountId)) throw isChild()
    if (!(await insertPartner(tx, accountId, new Date().toISOString()))) return
    await tx.audit('account.made_partner', accountId, { before: null, after: {} })
    tx.notify('partners', accountId)
  })
}

const noAccount = () => new GatewayError('not_found', 'There is no such account.')
const isChild = () => new GatewayError('conflict', 'The account has a partner, so it cannot be one.')

export interface NewChildAccount extends ChildSettings {
  externalId: string
  ownerEmail: string
  currency: string
  provision?: Registration['provision']
}

/**
 * Creates an account of the partner, without an API key: what is done within it needs a token that the account sees. Its owner is
 * invited in the same transaction; the invitation's token is shown here alone.
 * @throws GatewayError `conflict` with `existingId` when the external id is taken, so that a repetition after a crash finds the
 * account; `conflict` when the address has an account; `invalid_request`
 */
export async function createChild(
  ctx: Context,
  caller: Caller,
  command: NewChildAccount,
): Promise<{ child: ChildAccount; invitation: ShownInvitation }> {
  assertScope(caller, 'partner:write')
  assertChildSettings(command)
  const id = newId()
  return ctx.transaction(
    caller,
    async (tx) => {
      await getPartner(tx)
      const twin = await findExternalId(tx, caller.accountId, command.externalId)
      if (twin) throw externalIdTaken(command.externalId, twin.id)
      return insertAll(tx, id, command)
    },
    [id],
  )
}

async function insertAll(tx: UnitOfWork, id: string, { provision, ...command }: NewChildAccount) {
  const { accountId: partnerId, actor: by } = tx.caller
  const { externalId, ownerEmail: email, name } = command
  const { ownerEmail: _, ...settings } = command
  await openAccount(tx, { id, name, email, by, ...(provision && { provision }) }).catch(notifyOwnersAddress)
  await insertChild(tx, { ...settings, id, partnerId, createdAt: new Date().toISOString() })
  const child = await selectChild(tx, partnerId, id)
  if (!child) throw new Error('The account that was just made is not there')
  const invitation = await inviteMember(tx, trustedCaller(id, by), { email, role: 'owner' })
  await tx.audit('child_account.created', id, { before: null, after: { name: child.name, externalId } })
  await notifyPartner(tx, child, 'account.created', { name: child.name })
  tx.notify('partners', id)
  return { child, invitation }
}

/** In the words of this request. */
function notifyOwnersAddress(error: unknown): never {
  if (!(error instanceof GatewayError) || error.code !== 'conflict') throw error
  const details = error.details.map((detail) => ({ ...detail, field: 'owner.email' }))
  throw new GatewayError('conflict', error.message, { details, reason: 'owner_has_account', cause: error })
}

/** Locks the partner. @throws GatewayError `forbidden` for an account that is none */
export async function getPartner(tx: UnitOfWork): Promise<void> {
  if (!(await lockPartner(tx, tx.caller.accountId))) throw notPartner()
}

export const notPartner = () =>
  new GatewayError('forbidden', 'This account is not a partner.', { reason: 'not_a_partner' })

const externalIdTaken = (externalId: string, existingId: string) =>
  new GatewayError('conflict', `The account ${existingId} has the external id "${externalId}" already.`, {
    reason: 'external_id_taken',
    existingId,
    details: [{ field: 'externalId', message: `is that of the account ${existingId}` }],
  })

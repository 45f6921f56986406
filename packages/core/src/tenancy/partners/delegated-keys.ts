import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { assertScope, type Caller, trustedCaller } from '../access/caller.ts'
import type { ApiKey } from '../api-keys/api-key.ts'
import { selectApiKeys } from '../api-keys/api-key-store.ts'
import { fullSettings, getApiKey, revokeApiKey, type ShownKey, storeNewKey } from '../api-keys/manage/api-keys.ts'
import { checkSettings } from '../api-keys/manage/key-settings.ts'
import { rotateApiKey } from '../api-keys/manage/rotate-api-key.ts'
import type { UnitOfWork } from '../unit-of-work.ts'
import { getChild, lockChild } from './change-child.ts'
import { countDelegatedKeys, deleteOldTokens, mostDelegated } from './delegated-key-store.ts'
import { assertDelegable, type Delegation } from './delegation.ts'
import { notifyPartner } from './notify-partner.ts'

type Context = Pick<CoreContext, 'transaction' | 'read' | 'secrets'>

export interface DelegatedKeyCommand extends Omit<Delegation, 'partnerId'> {
  name: string
  scopes: readonly string[]
  allowedIps: readonly string[]
  /** ISO 8601; null: never. */
  expiresAt: string | null
}

/**
 * Creates a key or a token with which the partner acts within an account, as far as the account lets it. The account sees it among its
 * keys, may revoke it, and ends all of them by taking the partner's access away.
 * @throws GatewayError `not_found`; `forbidden` for a scope that the account does not give; `invalid_request`; `conflict` beyond 200
 */
export async function createDelegatedKey(
  ctx: Context,
  caller: Caller,
  childId: string,
  { kind, reason, onBehalfOf, ...wanted }: DelegatedKeyCommand,
): Promise<ShownKey> {
  assertScope(caller, 'partner:impersonate')
  const delegation = { partnerId: caller.accountId, kind, reason, onBehalfOf }
  return ctx.transaction(
    caller,
    async (tx) => {
      const child = await lockChild(tx, childId)
      assertDelegable(child, wanted.scopes)
      const shown = await within(tx, childId, async (own) => {
        await deleteOldTokens(own, childId)
        if ((await countDelegatedKeys(own, childId)) >= mostDelegated) throw tooMany()
        const settings = { ...fullSettings, ...wanted, scopes: [...wanted.scopes], allowedIps: [...wanted.allowedIps] }
        return storeNewKey(ctx, own, { ...(await checkSettings(own, childId, settings)), test: false, delegation })
      })
      const { id, scopes, expiresAt } = shown.key
      await tx.audit('child_account.key_created', childId, { before: null, after: { keyId: id, scopes, reason } })
      await notifyPartner(tx, child, 'token.delegated', { keyId: id, kind, scopes, expiresAt, reason })
      return shown
    },
    [childId],
  )
}

const tooMany = () =>
  new GatewayError(
    'conflict',
    `A partner has at most ${mostDelegated} keys and tokens in one account: revoke one first.`,
  )

/** What the partner made within the account, newest first, also what has ended. @throws GatewayError `not_found` */
export async function listDelegatedKeys(
  ctx: Context & Pick<CoreContext, 'worker'>,
  caller: Caller,
  childId: string,
  { kind, ...page }: { limit: number; after: string | null; kind: Delegation['kind'] },
): Promise<ApiKey[]> {
  await getChild(ctx, caller, childId)
  const all = { ...page, revoked: true, delegated: kind }
  return ctx.read({ accountId: childId }, (db) => selectApiKeys(db, childId, all))
}

/** @throws GatewayError `not_found`, also for a key that the account made itself */
export async function revokeDelegatedKey(
  ctx: Context,
  caller: Caller,
  childId: string,
  keyId: string,
): Promise<ApiKey> {
  assertScope(caller, 'partner:impersonate')
  return changeDelegated(ctx, caller, { childId, keyId, action: 'child_account.key_revoked' }, (own, owner) =>
    revokeApiKey(own, owner, keyId),
  )
}

/** Another secret; the old one is dead at once. @throws GatewayError as `revokeDelegatedKey`; `conflict` */
export async function rotateDelegatedKey(
  ctx: Context,
  caller: Caller,
  childId: string,
  keyId: string,
): Promise<{ key: ApiKey; secret: string }> {
  assertScope(caller, 'partner:impersonate')
  return changeDelegated(ctx, caller, { childId, keyId, action: 'child_account.key_rotated' }, (own, owner) =>
    rotateApiKey({ ...joined(own), secrets: ctx.secrets }, owner, { id: keyId, graceSeconds: 0, presented: null }),
  )
}

/** Reads and writes within the transaction that is open. */
const joined = (tx: UnitOfWork): Pick<CoreContext, 'transaction' | 'read'> => ({
  transaction: (inner, work) => tx.transaction(inner, work),
  read: (_reader, work) => work(tx),
})

interface Change {
  childId: string
  keyId: string
  action: 'child_account.key_revoked' | 'child_account.key_rotated'
}

function changeDelegated<T>(
  ctx: Context,
  caller: Caller,
  { childId, keyId, action }: Change,
  work: (own: UnitOfWork, owner: Caller) => Promise<T>,
): Promise<T> {
  return ctx.transaction(
    caller,
    async (tx) => {
      await lockChild(tx, childId)
      const { delegation } = await getApiKey(joined(tx), { accountId: childId }, keyId)
      if (delegation?.partnerId !== caller.accountId) throw new GatewayError('not_found', 'There is no such key.')
      await tx.audit(action, childId, { before: null, after: { keyId } })
      return within(tx, childId, (own) => work(own, own.caller))
    },
    [childId],
  )
}

const within = <T>(tx: UnitOfWork, childId: string, work: (own: UnitOfWork) => Promise<T>): Promise<T> =>
  tx.transaction(trustedCaller(childId, tx.caller.actor), work)

import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId, newId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { lockAccount } from '#tenancy/accounts/account-store.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import {
  type ApiKey,
  createSecret,
  createSigningSecret,
  isPartnerKey,
  type KeySettings,
  signingAad,
} from '../api-key.ts'
import {
  countApiKeys,
  insertApiKey,
  revokeKey,
  selectApiKey,
  selectApiKeys,
  updateApiKey as updateKey,
} from '../api-key-store.ts'
import { assertCovers, checkSettings } from './key-settings.ts'

type WriteContext = Pick<CoreContext, 'transaction' | 'secrets'>

/** Shown now and never again. */
export interface ShownKey {
  key: ApiKey
  secret: string
  /** Null: its requests need not be signed, or its signing secret was shown before. */
  signingSecret: string | null
}

/** What a key can do unless its creator says otherwise: everything. */
export const fullSettings: KeySettings = {
  name: 'API key',
  scopes: ['*'],
  numberIds: null,
  allowedIps: [],
  signed: false,
  expiresAt: null,
}

const maxKeys = 200

/**
 * Newest first; `after` is the last id of the page before.
 * @throws GatewayError `invalid_request` when the cursor did not come from a page
 */
export function listApiKeys(
  ctx: Pick<CoreContext, 'read'>,
  caller: Pick<Caller, 'accountId'>,
  page: { limit: number; after: string | null; revoked: boolean },
): Promise<ApiKey[]> {
  if (page.after !== null && !isId(page.after))
    throw new GatewayError('invalid_request', 'Validation failed.', {
      details: [{ field: 'cursor', message: 'is not one that a page ended with' }],
    })
  return ctx.read(caller, (db) => selectApiKeys(db, caller.accountId, page))
}

/** @throws GatewayError `not_found` */
export const getApiKey = (
  ctx: Pick<CoreContext, 'read'>,
  caller: Pick<Caller, 'accountId'>,
  id: string,
): Promise<ApiKey> => ctx.read(caller, (db) => getKey(db, caller.accountId, id))

/**
 * Creates one more key for the account.
 * @throws GatewayError `invalid_request` naming each field; `forbidden` when the caller lacks what the key would have;
 * `conflict` beyond 200 keys; `not_found` when there is no such account
 */
export async function createApiKey(
  ctx: WriteContext,
  caller: Caller,
  request: KeySettings & { test: boolean },
): Promise<ShownKey> {
  assertScope(caller, 'keys:write')
  const { accountId } = caller
  return ctx.transaction(caller, async (tx) => {
    if (!(await lockAccount(tx, accountId))) throw new GatewayError('not_found', `There is no account ${accountId}`)
    const settings = { ...(await checkSettings(tx, accountId, request)), test: request.test }
    assertCovers(caller, settings)
    if ((await countApiKeys(tx, accountId)) >= maxKeys)
      throw new GatewayError('conflict', `An account has at most ${maxKeys} API keys: revoke one first.`)
    return storeNewKey(ctx, tx, settings)
  })
}

/** Stores a key whose settings are known to be good, and its audit record. */
export async function storeNewKey(
  { secrets }: Pick<CoreContext, 'secrets'>,
  tx: UnitOfWork,
  { signed, delegation = null, ...settings }: KeySettings & { test: boolean; delegation?: ApiKey['delegation'] },
): Promise<ShownKey> {
  const id = newId()
  const { accountId } = tx.caller
  const made = createSecret(secrets.pepper('api-keys'), { ...settings, delegation })
  const signingSecret = signed ? createSigningSecret() : null
  const signingCipher = signingSecret === null ? null : secrets.seal(signingSecret, signingAad(id))
  const key = await insertApiKey(tx, { ...settings, id, accountId, signingCipher, delegation }, made)
  await tx.audit('api_key.created', id, { before: null, after: toAudited(key) })
  return { key, secret: made.secret, signingSecret }
}

/**
 * Updates the settings that are given. Asking for signatures creates a signing secret, shown here for the only time;
 * asking for it again changes nothing: turn it off and on for another.
 * @throws GatewayError `invalid_request`; `not_found`; `conflict` when the key is revoked; `forbidden` when the caller
 * lacks what the key has or would have
 */
export async function updateApiKey(
  ctx: WriteContext,
  caller: Caller,
  id: string,
  changes: Partial<KeySettings>,
): Promise<{ key: ApiKey; signingSecret: string | null }> {
  assertScope(caller, 'keys:write')
  return ctx.transaction(caller, async (tx) => {
    const before = await lockKey(tx, id)
    assertCovers(caller, before)
    if (before.delegation) throw isOfPartner()
    const settings = await settingsAfter(tx, before, changes)
    assertCovers(caller, { ...settings, test: before.test })
    if (isPartnerKey(settings) !== isPartnerKey(before)) throw staysOfItsKind()
    const signingSecret = settings.signed && !before.signed ? createSigningSecret() : null
    const cipher = signingSecret === null ? null : ctx.secrets.seal(signingSecret, signingAad(id))
    const signingCipher = settings.signed === before.signed ? undefined : cipher
    const key = await updateKey(tx, caller.accountId, id, { ...settings, signingCipher })
    if (!key) throw new GatewayError('conflict', 'The API key is revoked.')
    await tx.audit('api_key.changed', id, { before: toAudited(before), after: toAudited(key) })
    tx.notify('accounts', caller.accountId)
    return { key, signingSecret }
  })
}

const isOfPartner = () =>
  new GatewayError('conflict', 'The key is the partner’s: it can be revoked, and not be changed.')

/** The secret of a key for partners says what it is. */
const staysOfItsKind = () =>
  new GatewayError('invalid_request', 'Validation failed.', {
    details: [
      {
        field: 'scopes',
        message: 'must be of the partner alone for a key that begins with pk_, and not for others: create another key',
      },
    ],
  })

/**
 * Ends a key for good, its secret in grace included; doing so twice changes nothing. It stays listed.
 * @throws GatewayError `not_found`; `forbidden` when the key reaches further than the caller
 */
export async function revokeApiKey(ctx: Pick<CoreContext, 'transaction'>, caller: Caller, id: string): Promise<ApiKey> {
  assertScope(caller, 'keys:write')
  return ctx.transaction(caller, async (tx) => {
    const before = await lockKey(tx, id)
    assertCovers(caller, before)
    const key = await revokeKey(tx, caller.accountId, id)
    if (!key || before.revokedAt !== null) return before
    await tx.audit('api_key.revoked', id, { before: toAudited(before), after: null })
    tx.notify('accounts', caller.accountId)
    return key
  })
}

/** The account's key, while no other change to its keys runs. @throws GatewayError `not_found` */
export async function lockKey(tx: UnitOfWork, id: string): Promise<ApiKey> {
  const { accountId } = tx.caller
  await lockAccount(tx, accountId)
  return getKey(tx, accountId, id)
}

async function getKey(db: Queryable, accountId: string, id: string): Promise<ApiKey> {
  const key = isId(id) ? await selectApiKey(db, accountId, id) : null
  if (!key) throw new GatewayError('not_found', `There is no API key ${id.slice(0, 64)}`)
  return key
}

/** An expiry that is not changed may lie in the past. */
async function settingsAfter(tx: Queryable, before: ApiKey, changes: Partial<KeySettings>): Promise<KeySettings> {
  const { name, scopes, allowedIps, signed, expiresAt } = before
  const numberIds = before.numberIds // numbers that went since are no reason to reject another change
  const settings = { name, scopes, allowedIps, signed, expiresAt: null, numberIds: null, ...changes }
  const checked = await checkSettings(tx, before.accountId, settings)
  return {
    ...checked,
    ...(changes.expiresAt === undefined && { expiresAt }),
    ...(changes.numberIds === undefined && { numberIds }),
  }
}

const toAudited = ({ name, display, scopes, numberIds, allowedIps, test, signed, expiresAt }: ApiKey) => ({
  name,
  display,
  scopes,
  numberIds,
  allowedIps,
  test,
  signed,
  expiresAt,
})

import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import { lockAccount } from '#tenancy/accounts/account-repository.ts'
import type { Actor } from '#tenancy/audit/actor.ts'
import { recordAudit } from '#tenancy/audit/record-audit.ts'
import { type ApiKey, createSecret, createSigningSecret, type KeySettings, signingAad } from '../api-key.ts'
import { countApiKeys, insertApiKey } from '../api-key-repository.ts'
import { assertCovers, checkSettings, type Grantor } from './key-settings.ts'

/** Shown now and never again. */
export interface ShownKey {
  key: ApiKey
  secret: string
  /** Null: its requests need not be signed, or its signing secret was shown before. */
  signingSecret: string | null
}

/** What a key can do unless its maker says otherwise: everything. */
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
 * Gives an account one more key.
 * @throws GatewayError `invalid_request` naming each field; `forbidden` when the grantor lacks what the key would have;
 * `conflict` beyond 200 keys; `not_found` when there is no such account
 */
export async function createApiKey(
  { db, secrets }: Pick<CoreContext, 'db' | 'secrets'>,
  accountId: string,
  wanted: KeySettings & { test: boolean },
  by: Actor,
  grantor: Grantor,
): Promise<ShownKey> {
  return db.asAccounts([accountId], async (tx) => {
    if (!(await lockAccount(tx, accountId))) throw new GatewayError('not_found', `There is no account ${accountId}`)
    const settings = await checkSettings(tx, accountId, wanted)
    assertCovers(grantor, { ...settings, test: wanted.test })
    if ((await countApiKeys(tx, accountId)) >= maxKeys)
      throw new GatewayError('conflict', `An account has at most ${maxKeys} API keys: revoke one first.`)
    return storeNewKey(tx, secrets, accountId, { ...settings, test: wanted.test }, by)
  })
}

/** Stores a key whose settings are known to be good, and its audit record. */
export async function storeNewKey(
  tx: Queryable,
  secrets: CoreContext['secrets'],
  accountId: string,
  { signed, ...settings }: KeySettings & { test: boolean },
  by: Actor,
): Promise<ShownKey> {
  const id = newId()
  const made = createSecret(secrets.pepper('api-keys'), settings.test)
  const signingSecret = signed ? createSigningSecret() : null
  const signingCipher = signingSecret === null ? null : secrets.seal(signingSecret, signingAad(id))
  const key = await insertApiKey(tx, { ...settings, id, accountId, signingCipher }, made)
  await recordAudit(tx, {
    accountId,
    by,
    action: 'api_key.created',
    targetId: id,
    before: null,
    after: toAudited(key),
  })
  return { key, secret: made.secret, signingSecret }
}

export function toAudited({ name, display, scopes, numberIds, allowedIps, test, signed, expiresAt }: ApiKey) {
  return { name, display, scopes, numberIds, allowedIps, test, signed, expiresAt }
}

import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { announceAccount } from '#tenancy/accounts/account-channel.ts'
import type { Actor } from '#tenancy/audit/actor.ts'
import { recordAudit } from '#tenancy/audit/record-audit.ts'
import { type ApiKey, createSigningSecret, type KeySettings, signingAad } from '../api-key.ts'
import { updateApiKey } from '../api-key-repository.ts'
import { toAudited } from './create-api-key.ts'
import { assertCovers, checkSettings, type Grantor } from './key-settings.ts'
import { lockKey } from './lock-key.ts'

/**
 * Changes what is given and leaves the rest. Asking for signatures makes a signing secret, shown here for the only time;
 * asking for it again changes nothing: turn it off and on for another.
 * @throws GatewayError `invalid_request`; `not_found`; `conflict` when the key is revoked; `forbidden` when the grantor
 * lacks what the key has or would have
 */
export async function changeApiKey(
  { db, secrets }: Pick<CoreContext, 'db' | 'secrets'>,
  accountId: string,
  id: string,
  changes: Partial<KeySettings>,
  by: Actor,
  grantor: Grantor,
): Promise<{ key: ApiKey; signingSecret: string | null }> {
  return db.asAccounts([accountId], async (tx) => {
    const before = await lockKey(tx, accountId, id)
    assertCovers(grantor, before)
    const settings = await settingsAfter(tx, before, changes)
    assertCovers(grantor, { ...settings, test: before.test })
    const signingSecret = settings.signed && !before.signed ? createSigningSecret() : null
    const cipher = signingSecret === null ? null : secrets.seal(signingSecret, signingAad(id))
    const kept = settings.signed === before.signed
    const key = await updateApiKey(tx, accountId, id, settings, kept ? undefined : cipher)
    if (!key) throw new GatewayError('conflict', 'The API key is revoked.')
    const audited = { before: toAudited(before), after: toAudited(key) }
    await recordAudit(tx, { accountId, by, action: 'api_key.changed', targetId: id, ...audited })
    await announceAccount(tx, accountId)
    return { key, signingSecret }
  })
}

/** An expiry that is not changed may lie in the past. */
async function settingsAfter(tx: Queryable, before: ApiKey, changes: Partial<KeySettings>): Promise<KeySettings> {
  const { name, scopes, allowedIps, signed, expiresAt } = before
  const numberIds = before.numberIds // numbers that went since are no reason to refuse another change
  const wanted = { name, scopes, allowedIps, signed, expiresAt: null, numberIds: null, ...changes }
  const checked = await checkSettings(tx, before.accountId, wanted)
  return {
    ...checked,
    ...(changes.expiresAt === undefined && { expiresAt }),
    ...(changes.numberIds === undefined && { numberIds }),
  }
}

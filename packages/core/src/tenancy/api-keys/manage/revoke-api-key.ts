import type { CoreContext } from '#context.ts'
import { announceAccount } from '#tenancy/accounts/account-channel.ts'
import type { Actor } from '#tenancy/audit/actor.ts'
import { recordAudit } from '#tenancy/audit/record-audit.ts'
import type { ApiKey } from '../api-key.ts'
import { revokeKey } from '../api-key-repository.ts'
import { toAudited } from './create-api-key.ts'
import { assertCovers, type Grantor } from './key-settings.ts'
import { lockKey } from './lock-key.ts'

/**
 * Ends a key for good, its secret in grace included; doing so twice changes nothing. It stays listed.
 * @throws GatewayError `not_found`; `forbidden` when the key reaches further than the grantor
 */
export async function revokeApiKey(
  { db }: Pick<CoreContext, 'db'>,
  accountId: string,
  id: string,
  by: Actor,
  grantor: Grantor,
): Promise<ApiKey> {
  return db.asAccounts([accountId], async (tx) => {
    const before = await lockKey(tx, accountId, id)
    assertCovers(grantor, before)
    const key = await revokeKey(tx, accountId, id)
    if (!key || before.revokedAt !== null) return before
    const audited = { before: toAudited(before), after: null }
    await recordAudit(tx, { accountId, by, action: 'api_key.revoked', targetId: id, ...audited })
    await announceAccount(tx, accountId)
    return key
  })
}

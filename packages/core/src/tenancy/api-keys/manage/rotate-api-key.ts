import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { announceAccount } from '#tenancy/accounts/account-channel.ts'
import type { Actor } from '#tenancy/audit/actor.ts'
import { recordAudit } from '#tenancy/audit/record-audit.ts'
import { type ApiKey, createSecret } from '../api-key.ts'
import { replaceSecret, selectKeyHash } from '../api-key-repository.ts'
import { assertCovers, type Grantor } from './key-settings.ts'
import { lockKey } from './lock-key.ts'

interface Rotation {
  id: string
  graceSeconds: number
  /** The hash of the secret that asks for its own rotation; null: another key or a person asks. */
  presented: Buffer | null
}

const maxGraceSeconds = 7 * 86_400

/**
 * Gives a key a new secret, shown here for the only time; the old one is good for `graceSeconds` more, 0 to 7 days. The
 * key keeps its id and settings. Without grace everything older is dead with the commit, also a secret that still had
 * some.
 * @throws GatewayError `conflict` when another rotation came first, when an earlier secret still has grace and this one
 * wants some, or when the key is revoked or expired; `not_found`; `forbidden` when the grantor lacks what the key has
 */
export async function rotateApiKey(
  ctx: Pick<CoreContext, 'db' | 'secrets'>,
  accountId: string,
  { id, graceSeconds, presented }: Rotation,
  by: Actor,
  grantor: Grantor,
): Promise<{ key: ApiKey; secret: string }> {
  if (!(Number.isInteger(graceSeconds) && graceSeconds >= 0 && graceSeconds <= maxGraceSeconds))
    throw new GatewayError('invalid_request', 'Validation failed.', {
      details: [{ field: 'graceSeconds', message: `must be a whole number from 0 to ${maxGraceSeconds}` }],
    })
  const { db, secrets } = ctx
  const oldHash = presented ?? (await readHash(ctx, accountId, id))
  return db.asAccounts([accountId], async (tx) => {
    const before = await lockKey(tx, accountId, id)
    assertCovers(grantor, before)
    const made = createSecret(secrets.pepper('api-keys'), before.test)
    const key = await replaceSecret(tx, { accountId, id, oldHash, graceSeconds }, made)
    if (!key) throw notRotated(before, graceSeconds)
    await recordAudit(tx, {
      accountId,
      by,
      action: 'api_key.rotated',
      targetId: id,
      before: { display: before.display },
      after: { display: key.display, graceSeconds },
    })
    await announceAccount(tx, accountId)
    return { key, secret: made.secret }
  })
}

/** Before the transaction: a rotation that comes between this and the update is one that happened at the same time. */
async function readHash({ db }: Pick<CoreContext, 'db'>, accountId: string, id: string): Promise<Buffer> {
  const hash = isId(id) ? await db.asAccounts([accountId], (tx) => selectKeyHash(tx, accountId, id)) : null
  if (!hash) throw new GatewayError('not_found', `There is no API key ${id.slice(0, 64)}`)
  return hash
}

function notRotated({ revokedAt, expiresAt, previous }: ApiKey, graceSeconds: number): GatewayError {
  const refuse = (words: string) => new GatewayError('conflict', words)
  if (revokedAt !== null) return refuse('The API key is revoked.')
  if (expiresAt !== null && Date.parse(expiresAt) <= Date.now()) return refuse('The API key has expired.')
  if (previous && graceSeconds > 0)
    return refuse(
      `The secret before the last rotation is good until ${previous.until}. Rotate without grace to end it now.`,
    )
  return refuse('The API key was rotated by another request at the same time.')
}

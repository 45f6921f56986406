import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { type ApiKey, createSecret } from '../api-key.ts'
import { replaceSecret, selectKeyHash } from '../api-key-store.ts'
import { lockKey } from './api-keys.ts'
import { assertCovers } from './key-settings.ts'

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
 * wants some, or when the key is revoked or expired; `not_found`; `forbidden` when the caller lacks what the key has
 */
export async function rotateApiKey(
  ctx: Pick<CoreContext, 'transaction' | 'read' | 'secrets'>,
  caller: Caller,
  { id, graceSeconds, presented }: Rotation,
): Promise<{ key: ApiKey; secret: string }> {
  assertScope(caller, 'keys:write')
  if (!(Number.isInteger(graceSeconds) && graceSeconds >= 0 && graceSeconds <= maxGraceSeconds))
    throw new GatewayError('invalid_request', 'Validation failed.', {
      details: [{ field: 'graceSeconds', message: `must be a whole number from 0 to ${maxGraceSeconds}` }],
    })
  const { accountId } = caller
  const oldHash = presented ?? (await readHash(ctx, caller, id))
  return ctx.transaction(caller, async (tx) => {
    const before = await lockKey(tx, id)
    assertCovers(caller, before)
    const made = createSecret(ctx.secrets.pepper('api-keys'), before)
    const key = await replaceSecret(tx, { accountId, id, oldHash, graceSeconds }, made)
    if (!key) throw notRotated(before, graceSeconds)
    const after = { display: key.display, graceSeconds }
    await tx.audit('api_key.rotated', id, { before: { display: before.display }, after })
    tx.notify('accounts', accountId)
    return { key, secret: made.secret }
  })
}

/** Before the transaction: a rotation that comes between this and the update is one that happened at the same time. */
async function readHash(ctx: Pick<CoreContext, 'read'>, caller: Caller, id: string): Promise<Buffer> {
  const hash = isId(id) ? await ctx.read(caller, (db) => selectKeyHash(db, caller.accountId, id)) : null
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

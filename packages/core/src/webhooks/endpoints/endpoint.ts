import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { Egress } from '#platform/egress.ts'
import { GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { Actor } from '#tenancy/audit/actor.ts'
import { recordAudit } from '#tenancy/audit/record-audit.ts'
import { createWebhookSecret } from '../sign.ts'
import {
  type Endpoint,
  insertEndpoint,
  lockEndpoints,
  removeEndpoint,
  selectEndpoint,
  selectSecretCipher,
  updateEndpoint,
} from './endpoint-repository.ts'

export interface SaveEndpointCommand {
  accountId: string
  dialect: string
  url: string
  /** Types and patterns; nothing else is delivered. */
  eventTypes: readonly string[]
  /** Absent: a new endpoint is on, one that is there stays as it is, unless its URL changes. */
  enabled?: boolean
  /** For vendors whose secrets have a form of their own; absent: `whsec_` and base64. */
  createSecret?: () => string
}

type SaveContext = Pick<CoreContext, 'db' | 'secrets'> & { egress: Pick<Egress, 'checkUrl'> }

/** Binds a sealed secret to its row: copied to another endpoint it does not open. */
export const endpointAad = (endpointId: string) => `endpoint|${endpointId}`

/**
 * Creates or replaces the account's one endpoint of a dialect (PUT). Another URL enables a disabled endpoint again.
 * The secret stays the same for its life, and is returned only by the call that created it.
 * @throws GatewayError `invalid_request` when the URL is not one that we would call
 */
export async function saveEndpoint(
  { db, secrets, egress }: SaveContext,
  { accountId, dialect, url, eventTypes: wanted, enabled, createSecret = createWebhookSecret }: SaveEndpointCommand,
  by: Actor,
): Promise<{ endpoint: Endpoint; secret: string | null }> {
  assertCallable(egress, url)
  const eventTypes = [...new Set(wanted)]
  return db.asAccounts([accountId], async (tx) => {
    await lockEndpoints(tx, accountId)
    const present = await selectEndpoint(tx, accountId, dialect)
    if (present) {
      const endpoint = await updateEndpoint(tx, { accountId, id: present.id, url, eventTypes, enabled })
      await tellOf(tx, 'changed', by, present, endpoint)
      return { endpoint, secret: null }
    }
    const id = newId()
    const secret = createSecret()
    const secretCipher = secrets.seal(secret, endpointAad(id))
    const rest = { description: null, ordered: false, singular: true }
    const endpoint = await insertEndpoint(tx, {
      id,
      accountId,
      dialect,
      url,
      eventTypes,
      secretCipher,
      enabled,
      ...rest,
    })
    await tellOf(tx, 'created', by, null, endpoint)
    return { endpoint, secret }
  })
}

export function findEndpoint(
  { db }: Pick<CoreContext, 'db'>,
  accountId: string,
  dialect: string,
): Promise<Endpoint | null> {
  return db.asAccounts([accountId], (tx) => selectEndpoint(tx, accountId, dialect))
}

/** The secret of an endpoint of the account. */
export async function openEndpointSecret(
  { db, secrets }: Pick<CoreContext, 'db' | 'secrets'>,
  { accountId, id }: Pick<Endpoint, 'accountId' | 'id'>,
): Promise<string> {
  const cipher = await db.asAccounts([accountId], (tx) => selectSecretCipher(tx, accountId, id))
  if (!cipher) throw new GatewayError('not_found', 'The webhook endpoint is not there any more.')
  return secrets.open(cipher, endpointAad(id))
}

/** False when there was none. Deliveries that wait for it are dropped with it. */
export function deleteEndpoint(
  { db }: Pick<CoreContext, 'db'>,
  accountId: string,
  dialect: string,
  by: Actor,
): Promise<boolean> {
  return db.asAccounts([accountId], async (tx) => {
    await lockEndpoints(tx, accountId)
    const present = await selectEndpoint(tx, accountId, dialect)
    if (!present) return false
    await tellOf(tx, 'deleted', by, present, null)
    await removeEndpoint(tx, accountId, present.id)
    return true
  })
}

/** @throws GatewayError `invalid_request` when the URL is not one that we would call */
export function assertCallable(egress: Pick<Egress, 'checkUrl'>, url: string): void {
  const problem = egress.checkUrl(url)
  if (problem === null) return
  throw new GatewayError('invalid_request', `The URL ${problem}`, { details: [{ field: 'url', message: problem }] })
}

/** Into the audit log. */
export async function tellOf(
  tx: Queryable,
  what: 'created' | 'changed' | 'deleted' | 'secret_rotated' | 'secret_revoked',
  by: Actor,
  before: Endpoint | null,
  after: Endpoint | null,
): Promise<void> {
  const endpoint = after ?? before
  if (!endpoint) return
  await recordAudit(tx, {
    accountId: endpoint.accountId,
    by,
    action: `webhook_endpoint.${what}`,
    targetId: endpoint.id,
    before: before && toAudited(before),
    after: after && toAudited(after),
  })
}

const toAudited = ({ dialect, url, eventTypes, enabled, description, ordered }: Endpoint) => ({
  dialect,
  url,
  eventTypes,
  enabled,
  description,
  ordered,
})

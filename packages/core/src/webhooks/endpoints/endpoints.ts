import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { Egress } from '#platform/egress.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId, newId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import type { AuditAction } from '#tenancy/audit/catalogue.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { createWebhookSecret } from '../sign.ts'
import { disableEndpoints } from './dropped-delivery-store.ts'
import { assertCallable, assertUsable } from './endpoint-rules.ts'
import {
  countEndpoints,
  type Endpoint,
  type EndpointSettings,
  enableEndpoint,
  endpointAad,
  insertEndpoint,
  lockEndpoints,
  removeEndpoint,
  selectEndpoint,
  selectEndpointById,
  selectEndpoints,
  switchedOff,
  updateSettings,
  updateSingular,
} from './endpoint-store.ts'

type WriteContext = Pick<CoreContext, 'transaction' | 'secrets'> & { egress: Pick<Egress, 'checkUrl'> }
type Account = Pick<Caller, 'accountId'>

const maxEndpoints = 20

/** @throws GatewayError `not_found` */
export async function requireEndpoint(tx: Queryable, accountId: string, id: string): Promise<Endpoint> {
  const endpoint = isId(id) ? await selectEndpointById(tx, accountId, id) : null
  if (endpoint === null) throw new GatewayError('not_found', `No endpoint ${id} in this account`)
  return endpoint
}

/** The lane of a disabled endpoint would drop what waits in it. @throws GatewayError `not_found`, `conflict` */
export async function requireEnabledEndpoint(tx: Queryable, accountId: string, id: string): Promise<Endpoint> {
  const endpoint = await requireEndpoint(tx, accountId, id)
  if (!endpoint.enabled) throw new GatewayError('conflict', 'The endpoint is disabled; enable it first')
  return endpoint
}

/** Oldest first; `after` is the last id of the page before. */
export const listEndpoints = (
  ctx: Pick<CoreContext, 'read'>,
  account: Account,
  page: { after: string | null; limit: number },
): Promise<Endpoint[]> => ctx.read(account, (db) => selectEndpoints(db, account.accountId, page))

/** @throws GatewayError `not_found` */
export const getEndpoint = (ctx: Pick<CoreContext, 'read'>, account: Account, id: string): Promise<Endpoint> =>
  ctx.read(account, (db) => requireEndpoint(db, account.accountId, id))

/** The one endpoint that the API of a dialect manages; null: there is none. */
export const findDialectEndpoint = (
  ctx: Pick<CoreContext, 'read'>,
  account: Account,
  dialect: string,
): Promise<Endpoint | null> => ctx.read(account, (db) => selectEndpoint(db, account.accountId, dialect))

export interface NewEndpointCommand extends EndpointSettings {
  /** Null: we generate one. */
  secret: string | null
}

/**
 * Creates an endpoint. The secret is returned here and never again.
 * @throws GatewayError `invalid_request`; `conflict` when the account has as many endpoints as it may
 */
export async function createEndpoint(
  ctx: WriteContext,
  caller: Caller,
  { secret: chosen, ...settings }: NewEndpointCommand,
): Promise<{ endpoint: Endpoint; secret: string }> {
  assertScope(caller, 'webhooks:write')
  assertUsable(ctx.egress, { ...settings, secret: chosen })
  const secret = chosen ?? createWebhookSecret()
  return ctx.transaction(caller, async (tx) => {
    await lockEndpoints(tx, caller.accountId)
    if ((await countEndpoints(tx, caller.accountId)) >= maxEndpoints)
      throw new GatewayError('conflict', `An account has at most ${maxEndpoints} webhook endpoints.`)
    return { endpoint: await insert(ctx, tx, { ...settings, singular: false }, secret), secret }
  })
}

/**
 * Updates the settings that are given. `enabled: false` drops what waits for the endpoint; the log shows it as failed, so
 * that it can be replayed.
 * @throws GatewayError `not_found`, `invalid_request`
 */
export async function updateEndpoint(
  ctx: WriteContext,
  caller: Caller,
  id: string,
  { enabled, ...changes }: Partial<EndpointSettings> & { enabled?: boolean },
): Promise<Endpoint> {
  assertScope(caller, 'webhooks:write')
  const { accountId } = caller
  return ctx.transaction(caller, async (tx) => {
    await lockEndpoints(tx, accountId)
    const before = await requireEndpoint(tx, accountId, id)
    const settings = { ...before, ...changes }
    assertUsable(ctx.egress, { ...settings, secret: null })
    const updated = await updateSettings(tx, accountId, id, settings)
    if (updated.url !== before.url) tx.notify('lanes', updated.laneId)
    if (enabled !== undefined && enabled !== updated.enabled) await setEnabled(tx, updated, enabled)
    const after = await requireEndpoint(tx, accountId, id)
    await auditEndpoint(tx, 'webhook_endpoint.changed', before, after)
    return after
  })
}

async function setEnabled(tx: UnitOfWork, { id, accountId, laneId }: Endpoint, enabled: boolean): Promise<void> {
  if (enabled) {
    await enableEndpoint(tx, accountId, id)
    tx.notify('lanes', laneId)
    return
  }
  const reason = { endpointId: id, reason: switchedOff, url: null }
  for (const { data } of await disableEndpoints(tx, [reason])) tx.emit('endpoint.disabled', data)
}

/** Deliveries that wait for the endpoint are dropped with it. @throws GatewayError `not_found` */
export async function deleteEndpoint(ctx: Pick<CoreContext, 'transaction'>, caller: Caller, id: string): Promise<void> {
  assertScope(caller, 'webhooks:write')
  await ctx.transaction(caller, async (tx) => {
    await lockEndpoints(tx, caller.accountId)
    await remove(tx, await requireEndpoint(tx, caller.accountId, id))
  })
}

export interface DialectEndpoint {
  dialect: string
  url: string
  /** Types and patterns; nothing else is delivered. */
  eventTypes: readonly string[]
  /** Absent: a new endpoint is enabled; an existing one stays as it is, unless its URL changes. */
  enabled?: boolean
  /** For vendors whose secrets have a form of their own; absent: `whsec_` and base64. */
  createSecret?: () => string
}

/**
 * Creates or replaces the account's one endpoint of a dialect (PUT). Another URL enables a disabled endpoint again.
 * The secret stays the same for the endpoint's life, and is returned only by the call that created it.
 * @throws GatewayError `invalid_request` when the URL is not one that we would call
 */
export async function upsertDialectEndpoint(
  ctx: WriteContext,
  caller: Caller,
  { dialect, url, enabled, createSecret = createWebhookSecret, ...given }: DialectEndpoint,
): Promise<{ endpoint: Endpoint; secret: string | null }> {
  assertScope(caller, 'webhooks:write')
  assertCallable(ctx.egress, url)
  const { accountId } = caller
  const eventTypes = [...new Set(given.eventTypes)]
  return ctx.transaction(caller, async (tx) => {
    await lockEndpoints(tx, accountId)
    const before = await selectEndpoint(tx, accountId, dialect)
    if (before) {
      const after = await updateSingular(tx, { accountId, id: before.id, url, eventTypes, enabled })
      await auditEndpoint(tx, 'webhook_endpoint.changed', before, after)
      return { endpoint: after, secret: null }
    }
    const secret = createSecret()
    const settings = { dialect, url, eventTypes, enabled, description: null, ordered: false, singular: true }
    return { endpoint: await insert(ctx, tx, settings, secret), secret }
  })
}

/** Deletes the account's one endpoint of a dialect, and what waits for it. False: there was none. */
export async function deleteDialectEndpoint(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  dialect: string,
): Promise<boolean> {
  assertScope(caller, 'webhooks:write')
  return ctx.transaction(caller, async (tx) => {
    await lockEndpoints(tx, caller.accountId)
    const endpoint = await selectEndpoint(tx, caller.accountId, dialect)
    if (endpoint) await remove(tx, endpoint)
    return endpoint !== null
  })
}

type NewSettings = EndpointSettings & { singular: boolean; enabled?: boolean | undefined }

async function insert(
  { secrets }: Pick<CoreContext, 'secrets'>,
  tx: UnitOfWork,
  settings: NewSettings,
  secret: string,
): Promise<Endpoint> {
  const id = newId()
  const secretCipher = secrets.seal(secret, endpointAad(id))
  const endpoint = await insertEndpoint(tx, { ...settings, id, accountId: tx.caller.accountId, secretCipher })
  await auditEndpoint(tx, 'webhook_endpoint.created', null, endpoint)
  return endpoint
}

async function remove(tx: UnitOfWork, endpoint: Endpoint): Promise<void> {
  await auditEndpoint(tx, 'webhook_endpoint.deleted', endpoint, null)
  await removeEndpoint(tx, endpoint.accountId, endpoint.id)
}

type EndpointAction = Extract<AuditAction, `webhook_endpoint.${string}`>

/** Records the change, and notifies those who remember what is told to whom. */
export function auditEndpoint(
  tx: UnitOfWork,
  action: EndpointAction,
  before: Endpoint | null,
  after: Endpoint | null,
): Promise<void> {
  tx.notify('endpoints', tx.caller.accountId)
  return tx.audit(action, (after ?? before)?.id ?? '', {
    before: before && toSnapshot(before),
    after: after && toSnapshot(after),
  })
}

const toSnapshot = ({ dialect, url, eventTypes, enabled, description, ordered }: Endpoint) => ({
  dialect,
  url,
  eventTypes,
  enabled,
  description,
  ordered,
})

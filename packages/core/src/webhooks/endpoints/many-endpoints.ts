import type { CoreContext } from '#context.ts'
import { eventCatalogue } from '#events/catalogue.ts'
import { isEventPattern } from '#events/event-patterns.ts'
import type { Queryable } from '#platform/database/database.ts'
import type { Egress } from '#platform/egress.ts'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import { isId, newId } from '#platform/ids.ts'
import type { Actor } from '#tenancy/audit/actor.ts'
import { createWebhookSecret, whatIsWrongWithSecret } from '../sign.ts'
import { disableEndpoints } from './dropped-deliveries.ts'
import { assertCallable, endpointAad, tellOf } from './endpoint.ts'
import {
  countEndpoints,
  type Endpoint,
  type EndpointSettings,
  enableEndpoint,
  forgetPreviousSecret,
  insertEndpoint,
  lockEndpoints,
  removeEndpoint,
  replaceSecret,
  selectEndpointById,
  selectEndpoints,
  switchedOff,
  changeEndpoint as writeChange,
} from './endpoint-repository.ts'

type ReadContext = Pick<CoreContext, 'db'>
type WriteContext = Pick<CoreContext, 'db' | 'secrets' | 'wakeLanes'> & { egress: Pick<Egress, 'checkUrl'> }

const maxEndpoints = 20
const maxGraceSeconds = 72 * 3600

export interface NewEndpointCommand extends EndpointSettings {
  /** Null: one is made. */
  secret: string | null
}

/** @throws GatewayError `not_found` */
export async function existingEndpoint(tx: Queryable, accountId: string, id: string): Promise<Endpoint> {
  const endpoint = isId(id) ? await selectEndpointById(tx, accountId, id) : null
  if (endpoint === null) throw new GatewayError('not_found', `No endpoint ${id} in this account`)
  return endpoint
}

/** Its lane would drop what waits for a disabled endpoint: better to say so. @throws GatewayError `not_found`, `conflict` */
export async function openEndpoint(tx: Queryable, accountId: string, endpointId: string): Promise<Endpoint> {
  const endpoint = await existingEndpoint(tx, accountId, endpointId)
  if (!endpoint.enabled) throw new GatewayError('conflict', 'The endpoint is disabled; enable it first')
  return endpoint
}

/** Oldest first; `after` is the last id of the page before. */
export function listEndpoints(
  { db }: ReadContext,
  accountId: string,
  page: { after: string | null; limit: number },
): Promise<Endpoint[]> {
  return db.asAccounts([accountId], (tx) => selectEndpoints(tx, accountId, page))
}

/** @throws GatewayError `not_found` */
export function getEndpoint({ db }: ReadContext, accountId: string, id: string): Promise<Endpoint> {
  return db.asAccounts([accountId], (tx) => existingEndpoint(tx, accountId, id))
}

/**
 * One more endpoint of the account. The secret is returned here and never again.
 * @throws GatewayError `invalid_request`; `conflict` when the account has as many as it may
 */
export async function createEndpoint(
  { db, secrets, egress }: WriteContext,
  accountId: string,
  { secret: chosen, ...settings }: NewEndpointCommand,
  by: Actor,
): Promise<{ endpoint: Endpoint; secret: string }> {
  assertUsable(egress, settings, chosen)
  const id = newId()
  const secret = chosen ?? createWebhookSecret()
  const secretCipher = secrets.seal(secret, endpointAad(id))
  const endpoint = await db.asAccounts([accountId], async (tx) => {
    await lockEndpoints(tx, accountId)
    if ((await countEndpoints(tx, accountId)) >= maxEndpoints)
      throw new GatewayError('conflict', `An account has at most ${maxEndpoints} webhook endpoints.`)
    const made = await insertEndpoint(tx, { id, accountId, ...settings, singular: false, secretCipher })
    await tellOf(tx, 'created', by, null, made)
    return made
  })
  return { endpoint, secret }
}

/**
 * Changes what is named; `enabled: false` drops what waits for it, which the log shows as failed, so that it can be
 * replayed.
 * @throws GatewayError `not_found`, `invalid_request`
 */
export async function changeEndpoint(
  { db, egress, wakeLanes }: WriteContext,
  accountId: string,
  id: string,
  changes: Partial<EndpointSettings> & { enabled?: boolean },
  by: Actor,
): Promise<Endpoint> {
  const { enabled, ...settings } = changes
  const { endpoint, lanes } = await db.asAccounts([accountId], async (tx) => {
    await lockEndpoints(tx, accountId)
    const before = await existingEndpoint(tx, accountId, id)
    const wanted = { ...before, ...settings }
    assertUsable(egress, wanted, null)
    const changed = await writeChange(tx, accountId, id, wanted)
    const lanes = await switchEndpoint(tx, changed, enabled)
    const endpoint = await existingEndpoint(tx, accountId, id)
    await tellOf(tx, 'changed', by, before, endpoint)
    return { endpoint, lanes }
  })
  wakeLanes(lanes)
  return endpoint
}

async function switchEndpoint(tx: Queryable, endpoint: Endpoint, enabled: boolean | undefined): Promise<string[]> {
  const { id, accountId } = endpoint
  if (enabled === undefined || enabled === endpoint.enabled) return []
  if (!enabled) return disableEndpoints(tx, [{ endpointId: id, reason: switchedOff, url: null }])
  await enableEndpoint(tx, accountId, id)
  return []
}

/** Deliveries that wait for it are dropped with it. @throws GatewayError `not_found` */
export function deleteEndpointById({ db }: ReadContext, accountId: string, id: string, by: Actor): Promise<void> {
  return db.asAccounts([accountId], async (tx) => {
    await lockEndpoints(tx, accountId)
    await tellOf(tx, 'deleted', by, await existingEndpoint(tx, accountId, id), null)
    await removeEndpoint(tx, accountId, id)
  })
}

/**
 * Gives an endpoint another secret. For the grace time both sign, so that a receiver can change over without losing
 * anything. The secret is returned here and never again.
 * @throws GatewayError `not_found`, `invalid_request`; `conflict` while another rotation is in its grace time
 */
export async function rotateEndpointSecret(
  { db, secrets }: Pick<WriteContext, 'db' | 'secrets'>,
  accountId: string,
  id: string,
  { secret: chosen, graceSeconds }: { secret: string | null; graceSeconds: number },
  by: Actor,
): Promise<{ endpoint: Endpoint; secret: string }> {
  const problems = secretProblems(chosen)
  if (!Number.isInteger(graceSeconds) || graceSeconds < 0 || graceSeconds > maxGraceSeconds)
    problems.push({ field: 'graceSeconds', message: `must be a whole number from 0 to ${maxGraceSeconds}` })
  refuse(problems)
  const secret = chosen ?? createWebhookSecret()
  const endpoint = await db.asAccounts([accountId], async (tx) => {
    await lockEndpoints(tx, accountId)
    const before = await existingEndpoint(tx, accountId, id)
    if (before.previousSecretUntil !== null)
      throw new GatewayError(
        'conflict',
        `The secret is being rotated already, until ${before.previousSecretUntil}; revoke the old one first.`,
      )
    const secretCipher = secrets.seal(secret, endpointAad(before.id))
    const after = await replaceSecret(tx, accountId, id, { secretCipher, graceSeconds })
    await tellOf(tx, 'secret_rotated', by, before, after)
    return after
  })
  return { endpoint, secret }
}

/** Ends the grace time of a rotation at once. @throws GatewayError `not_found`; `conflict` when there is none */
export function revokePreviousSecret({ db }: ReadContext, accountId: string, id: string, by: Actor): Promise<Endpoint> {
  return db.asAccounts([accountId], async (tx) => {
    await lockEndpoints(tx, accountId)
    const before = await existingEndpoint(tx, accountId, id)
    if (before.previousSecretUntil === null)
      throw new GatewayError('conflict', 'There is no old secret that still signs.')
    const after = await forgetPreviousSecret(tx, accountId, id)
    await tellOf(tx, 'secret_revoked', by, before, after)
    return after
  })
}

function assertUsable(
  egress: Pick<Egress, 'checkUrl'>,
  { url, eventTypes }: Pick<EndpointSettings, 'url' | 'eventTypes'>,
  secret: string | null,
): void {
  refuse([
    ...eventTypes.flatMap((pattern, index) => {
      const message = whatIsWrongWithPattern(pattern)
      return message === null ? [] : [{ field: `eventTypes.${index}`, message }]
    }),
    ...secretProblems(secret),
  ])
  assertCallable(egress, url)
}

function whatIsWrongWithPattern(pattern: string): string | null {
  if (!isEventPattern(pattern)) return 'must be a type of event, or a pattern such as message.* or *'
  return pattern.endsWith('*') || Object.hasOwn(eventCatalogue, pattern) ? null : 'is no type of event'
}

function secretProblems(secret: string | null): FieldProblem[] {
  const message = secret === null ? null : whatIsWrongWithSecret(secret)
  return message === null ? [] : [{ field: 'secret', message }]
}

function refuse(details: readonly FieldProblem[]): void {
  if (details.length > 0) throw new GatewayError('invalid_request', 'Validation failed.', { details })
}

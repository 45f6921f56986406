import type { CoreContext } from '#context.ts'
import { selectPurposes } from '#engagement/consent/topic-store.ts'
import { selectAttributes } from '#engagement/contacts/attributes/attribute-store.ts'
import type { Queryable } from '#platform/database/database.ts'
import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import { isId, newId } from '#platform/ids.ts'
import { cancelJobs } from '#platform/jobs/job-store.ts'
import { assertScope, type Caller, type Reader } from '#tenancy/access/caller.ts'
import type { UnitOfWork } from '#tenancy/unit-of-work.ts'
import { defaultSource, type EventMapping } from '../sources/event-source.ts'
import {
  addressOf,
  createSource,
  deleteSource,
  getSource,
  rotateSource,
  type SourceContext,
} from '../sources/event-sources.ts'
import { validateMapping } from '../sources/validate-source.ts'
import {
  type Connection,
  type ConnectionKind,
  type ConnectionSettings,
  type Credentials,
  maxConnections,
} from './connection.ts'
import {
  deleteConnectionRows,
  insertConnection,
  lockConnection,
  selectConnection,
  selectConnections,
  updateConnection,
  updateCredentials,
} from './connection-store.ts'
import { type ConnectorDeps, ConnectorFailure, type ConnectorSession } from './connector.ts'
import { connectors } from './connectors.ts'
import { openCredentials, openSession, sealCredentials, tryCredentials } from './open-session.ts'
import { syncConnection } from './sync-jobs.ts'

export interface ConnectionContext extends SourceContext, ConnectorDeps, Pick<CoreContext, 'worker'> {
  publicUrl(): string
}

type Reading = Pick<CoreContext, 'read'>
type Writing = Pick<CoreContext, 'transaction'>

const missing = () => new GatewayError('not_found', 'There is no such connection in this account.')
const invalid = (details: readonly FieldProblem[]) =>
  new GatewayError('invalid_request', 'Validation failed.', { details })

/** @throws GatewayError `not_found` */
export async function requireConnection(db: Queryable, accountId: string, id: string): Promise<Connection> {
  const connection = isId(id) ? await selectConnection(db, accountId, id) : null
  if (connection === null) throw missing()
  return connection
}

export async function requireLocked(tx: UnitOfWork, id: string): Promise<Connection> {
  const connection = isId(id) ? await lockConnection(tx, tx.caller.accountId, id) : null
  if (connection === null) throw missing()
  return connection
}

/** Latest first. */
export const listConnections = (
  ctx: Reading,
  { accountId }: Reader,
  page: { before: string | null; limit: number },
): Promise<Connection[]> => ctx.read({ accountId }, (db) => selectConnections(db, accountId, page))

/** @throws GatewayError `not_found` */
export const getConnection = (ctx: Reading, { accountId }: Reader, id: string): Promise<Connection> =>
  ctx.read({ accountId }, (db) => requireConnection(db, accountId, id))

/** What the audit log shows. */
export const toSnapshot = ({
  kind,
  name,
  state,
  settings,
}: Pick<Connection, 'kind' | 'name' | 'state' | 'settings'>) => ({
  kind,
  name,
  state,
  settings,
})

export interface NewConnection {
  kind: ConnectionKind
  name: string
  settings: ConnectionSettings
  credentials: Credentials
}

/**
 * Connects another system: the credentials are proven before anything is stored. Then its records are read, and what happens there is
 * reported to an event source of its own.
 * @throws GatewayError `invalid_request`; `conflict` when it is connected already; `upstream_unavailable`
 */
export async function createConnection(
  ctx: ConnectionContext,
  caller: Caller,
  given: NewConnection,
): Promise<Connection> {
  assertScope(caller, 'integrations:write')
  const connector = connectors[given.kind]
  const details = [...missingTexts(given), ...connector.validate(given.settings, given.credentials)]
  if (details.length > 0) throw invalid(details)
  const at = new Date().toISOString()
  const id = newId()
  const bare = { accountId: caller.accountId, id }
  const connection: Connection = {
    ...{
      ...bare,
      ...given,
      state: 'active',
      problem: null,
      mapping: connector.recordMapping,
      cursor: null,
      failures: 0,
    },
    ...{ sourceId: '', lastOkAt: null, createdAt: at, updatedAt: at },
    credentialsCipher: sealCredentials(ctx.secrets, bare, given.credentials),
  }
  await prove(tryCredentials(ctx, connection, patience()))
  const stored = await ctx.transaction(caller, async (tx) => {
    const { source } = await createSource({ ...ctx, transaction: tx.transaction }, caller, {
      ...{ ...defaultSource, name: given.name, kind: given.kind, mapping: connector.eventMapping },
      ...{ auth: connector.eventAuth, secret: connector.eventSecret(given.credentials), dedupe: connector.eventDedupe },
    })
    const all = await selectConnections(tx, caller.accountId, { before: null, limit: maxConnections })
    if (all.length >= maxConnections)
      throw new GatewayError('conflict', `An account has at most ${maxConnections} connections.`)
    const same = JSON.stringify(given.settings)
    if (all.some(({ kind, settings }) => kind === given.kind && JSON.stringify(settings) === same))
      throw new GatewayError('conflict', 'This system is connected already.')
    const made = { ...connection, sourceId: source.id }
    await insertConnection(tx, caller.accountId, made)
    tx.schedule(syncConnection, { key: id, payload: {} })
    await tx.audit('connection.created', id, { before: null, after: toSnapshot(made) })
    tx.emit('connection.connected', { connectionId: id, kind: given.kind, name: given.name })
    return made
  })
  await subscribe(ctx, caller, stored)
  return getConnection(ctx, caller, id)
}

const missingTexts = ({ kind, settings, credentials }: NewConnection): FieldProblem[] => {
  const absent = (names: readonly string[], of: Readonly<Record<string, string>>, at: string) =>
    names.flatMap((name) => (of[name] ? [] : [{ field: `${at}.${name}`, message: 'is required' }]))
  const connector = connectors[kind]
  const surplus = (names: readonly string[], of: object, at: string) =>
    Object.keys(of).flatMap((name) =>
      names.includes(name) ? [] : [{ field: `${at}.${name}`, message: 'is not known' }],
    )
  return [
    ...absent(connector.settings, settings, 'settings'),
    ...absent(connector.credentials, credentials, 'credentials'),
    ...surplus(connector.settings, settings, 'settings'),
    ...surplus(connector.credentials, credentials, 'credentials'),
  ]
}

const patienceMs = 25_000

/** @throws GatewayError */
async function prove(session: ConnectorSession): Promise<string> {
  try {
    return (await session.test()).name
  } catch (error) {
    throw toRefusal(error)
  }
}

export const patience = (): AbortSignal => AbortSignal.timeout(patienceMs)

export function toRefusal(error: unknown): unknown {
  if (!(error instanceof ConnectorFailure)) return error
  if (error.kind === 'auth') return invalid([{ field: 'credentials', message: error.message }])
  if (error.kind === 'rejected') return new GatewayError('upstream_refused', error.message)
  return new GatewayError('upstream_unavailable', error.message, { retryAfterSeconds: 30 })
}

/** What cannot be reported is present by the next sweep, so that a refusal here connects the system nevertheless. */
async function subscribe(ctx: ConnectionContext, caller: Caller, connection: Connection): Promise<string | null> {
  const source = await getSource(ctx, caller, connection.sourceId)
  try {
    await openSession(ctx, connection, patience()).subscribe(addressOf(ctx, source))
    return null
  } catch (error) {
    if (!(error instanceof ConnectorFailure)) throw error
    return error.message
  }
}

export interface ConnectionChange {
  name?: string
  paused?: boolean
  mapping?: EventMapping
  credentials?: Credentials
}

/**
 * Changes what is given. Credentials are proven first, and end `needs_reauth`; a mapping holds for what is read from now on, which is
 * everything once a full sync is asked for.
 * @throws GatewayError `not_found`, `invalid_request`
 */
export async function changeConnection(
  ctx: ConnectionContext,
  caller: Caller,
  id: string,
  { name, paused, mapping, credentials }: ConnectionChange,
): Promise<Connection> {
  assertScope(caller, 'integrations:write')
  const present = await getConnection(ctx, caller, id)
  const cipher = credentials && sealCredentials(ctx.secrets, present, credentials)
  if (credentials && cipher) {
    const details = missingTexts({ ...present, credentials })
    if (details.length > 0) throw invalid(details)
    await prove(tryCredentials(ctx, { ...present, credentialsCipher: cipher }, patience()))
  }
  await ctx.transaction(caller, async (tx) => {
    const before = await requireLocked(tx, id)
    if (mapping) await assertMapping(tx, mapping)
    const resumed = paused === false || credentials !== undefined
    const state = paused === true ? ('paused' as const) : resumed ? ('active' as const) : before.state
    const after: Connection = {
      ...{ ...before, state, name: name ?? before.name, mapping: mapping ?? before.mapping },
      ...{ problem: resumed ? null : before.problem, updatedAt: new Date().toISOString() },
    }
    await updateConnection(tx, caller.accountId, after)
    if (cipher && credentials) {
      await updateCredentials(tx, caller.accountId, id, cipher)
      await renewSecret({ ...ctx, transaction: tx.transaction }, caller, { connection: before, credentials })
    }
    if (state === 'active' && before.state !== 'active') tx.schedule(syncConnection, { key: id, payload: {} })
    await tx.audit('connection.changed', id, { before: toSnapshot(before), after: toSnapshot(after) })
  })
  return getConnection(ctx, caller, id)
}

/** Reports that are tried again are signed with the secret before, for hours. */
async function renewSecret(
  ctx: Pick<ConnectionContext, 'transaction' | 'secrets'>,
  caller: Caller,
  { connection, credentials }: { connection: Connection; credentials: Credentials },
): Promise<void> {
  const { eventSecret } = connectors[connection.kind]
  const secret = eventSecret(credentials)
  if (secret === eventSecret(openCredentials(ctx.secrets, connection))) return
  await rotateSource(ctx, caller, connection.sourceId, { what: 'secret', secret, graceSeconds: secretGraceSeconds })
}

const secretGraceSeconds = 24 * 3600

async function assertMapping(tx: UnitOfWork, mapping: EventMapping): Promise<void> {
  const { accountId } = tx.caller
  const attributes = new Set((await selectAttributes(tx, accountId)).map(({ key }) => key))
  const details = validateMapping(mapping, {
    attributes,
    purposes: await selectPurposes(tx, accountId),
    allowedDomains: [],
  })
  if (details.length > 0) throw invalid(details)
}

/** Its event source and what was read go with it; contacts stay. @throws GatewayError `not_found` */
export async function deleteConnection(ctx: Writing, caller: Caller, id: string): Promise<void> {
  assertScope(caller, 'integrations:write')
  await ctx.transaction(caller, async (tx) => {
    const before = await requireLocked(tx, id)
    await cancelJobs(tx, syncConnection, [{ accountId: caller.accountId, key: id }])
    await deleteConnectionRows(tx, caller.accountId, id)
    await deleteSource({ transaction: tx.transaction }, caller, before.sourceId)
    await tx.audit('connection.deleted', id, { before: toSnapshot(before), after: null })
  })
}

/** Whether the credentials hold, and whether what happens is reported. @throws GatewayError `not_found`, `invalid_request` */
export async function testConnection(
  ctx: ConnectionContext,
  caller: Caller,
  id: string,
): Promise<{ name: string; problem: string | null }> {
  assertScope(caller, 'integrations:write')
  const connection = await getConnection(ctx, caller, id)
  const name = await prove(openSession(ctx, connection, patience()))
  return { name, problem: await subscribe(ctx, caller, connection) }
}

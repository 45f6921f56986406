import type { CoreContext } from '#context.ts'
import { selectAttributes } from '#engagement/contacts/attributes/attribute-store.ts'
import { GatewayError } from '#platform/errors.ts'
import { assertScope, type Caller, type Reader } from '#tenancy/access/caller.ts'
import type { ReadEvent } from '../mapping/read-event.ts'
import type { EventMapping } from '../sources/event-source.ts'
import type { Connection, SyncError, SyncRun } from './connection.ts'
import { selectErrors, selectRuns } from './connection-store.ts'
import {
  type ConnectionContext,
  getConnection,
  patience,
  requireConnection,
  requireLocked,
  toRefusal,
  toSnapshot,
} from './connections.ts'
import { openSession } from './open-session.ts'
import { syncConnection } from './sync-jobs.ts'
import { readRecord } from './write-records.ts'

type Reading = Pick<CoreContext, 'read'>
type Writing = Pick<CoreContext, 'transaction'>

/** Reads what has changed at once, or everything. @throws GatewayError `not_found`; `conflict` for one that is not active */
export async function startSync(
  ctx: Writing,
  caller: Caller,
  id: string,
  { full }: { full: boolean },
): Promise<Connection> {
  assertScope(caller, 'integrations:write')
  return ctx.transaction(caller, async (tx) => {
    const connection = await requireLocked(tx, id)
    if (connection.state !== 'active' && connection.state !== 'degraded')
      throw new GatewayError('conflict', `The connection is ${connection.state}.`)
    tx.schedule(syncConnection, { key: id, payload: { full } })
    await tx.audit('connection.synced', id, { before: null, after: toSnapshot(connection) })
    return connection
  })
}

/** Latest first. @throws GatewayError `not_found` */
export const listRuns = (
  ctx: Reading,
  { accountId }: Reader,
  id: string,
  page: { before: string | null; limit: number },
): Promise<SyncRun[]> =>
  ctx.read({ accountId }, async (db) => {
    await requireConnection(db, accountId, id)
    return selectRuns(db, accountId, id, page)
  })

const shownErrors = 200

/** Records that could not be written, latest first, at most 200. @throws GatewayError `not_found` */
export const listSyncErrors = (ctx: Reading, { accountId }: Reader, id: string): Promise<SyncError[]> =>
  ctx.read({ accountId }, async (db) => {
    await requireConnection(db, accountId, id)
    return selectErrors(db, accountId, id, shownErrors)
  })

const previewed = 5

/** What a mapping makes of five records as they are there now. Nothing is written. @throws GatewayError */
export async function previewConnection(
  ctx: ConnectionContext,
  caller: Caller,
  id: string,
  mapping: EventMapping | null,
): Promise<{ remoteId: string; body: Readonly<Record<string, unknown>>; read: ReadEvent }[]> {
  assertScope(caller, 'integrations:write')
  const stored = await getConnection(ctx, caller, id)
  const connection = { ...stored, mapping: mapping ?? stored.mapping }
  const definitions = await ctx.read(caller, async (db) => {
    return new Map((await selectAttributes(db, caller.accountId)).map((one) => [one.key, one]))
  })
  try {
    const session = openSession(ctx, connection, patience())
    const { records } = await session.readPage({ since: null, after: null, limit: previewed })
    return records.map((record) => ({
      remoteId: record.id,
      body: record.body,
      read: readRecord(record, { connection, definitions }),
    }))
  } catch (error) {
    throw toRefusal(error)
  }
}

import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId, newId } from '#platform/ids.ts'
import type { Actor } from '#tenancy/audit/actor.ts'
import { recordAudit } from '#tenancy/audit/record-audit.ts'
import { existingEndpoint, openEndpoint } from '../endpoints/many-endpoints.ts'
import {
  hasRunningReplay,
  insertReplay,
  type Replay,
  type ReplayKind,
  selectReplay,
  selectReplays,
  stopReplay,
} from './replay-repository.ts'

/**
 * Delivers a span of events, recorded in [from, to), once more; a worker carries it on in the background, and what is new
 * goes first. The end is at most now: what comes later is delivered anyway.
 * @throws GatewayError `not_found`, `invalid_request`; `conflict` when the endpoint is disabled or a replay is running
 */
export function startReplay(
  { db }: Pick<CoreContext, 'db'>,
  accountId: string,
  endpointId: string,
  { what, from, to }: { what: ReplayKind; from: string; to: string | null },
  by: Actor,
): Promise<Replay> {
  const now = new Date().toISOString()
  const end = to === null || to > now ? now : to
  if (from >= end) {
    const details = [{ field: 'from', message: 'must be before `to`, and in the past' }]
    throw new GatewayError('invalid_request', 'Validation failed.', { details })
  }
  return db.asAccounts([accountId], async (tx) => {
    const endpoint = await openEndpoint(tx, accountId, endpointId)
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('replay|' || $1, 0))`, [endpoint.id])
    if (await hasRunningReplay(tx, accountId, endpoint.id))
      throw new GatewayError('conflict', 'A replay to this endpoint is running already.')
    const replay = await insertReplay(tx, { id: newId(), accountId, endpointId: endpoint.id, what, from, to: end })
    await tellOfReplay(tx, 'started', by, null, replay)
    return replay
  })
}

/** @throws GatewayError `not_found` */
export function getReplay(
  { db }: Pick<CoreContext, 'db'>,
  accountId: string,
  endpointId: string,
  id: string,
): Promise<Replay> {
  return db.asAccounts([accountId], (tx) => existingReplay(tx, accountId, endpointId, id))
}

/** Newest first. @throws GatewayError `not_found` */
export function listReplays(
  { db }: Pick<CoreContext, 'db'>,
  accountId: string,
  endpointId: string,
  page: { before: string | null; limit: number },
): Promise<Replay[]> {
  return db.asAccounts([accountId], async (tx) => {
    await existingEndpoint(tx, accountId, endpointId)
    return selectReplays(tx, accountId, endpointId, page)
  })
}

/** What it has queued so far is still delivered. @throws GatewayError `not_found`; `conflict` when it is over */
export function cancelReplay(
  { db }: Pick<CoreContext, 'db'>,
  accountId: string,
  endpointId: string,
  id: string,
  by: Actor,
): Promise<Replay> {
  return db.asAccounts([accountId], async (tx) => {
    const running = await existingReplay(tx, accountId, endpointId, id)
    if (!(await stopReplay(tx, accountId, id, 'stopped by request')))
      throw new GatewayError('conflict', 'The replay is over.')
    const stopped = await existingReplay(tx, accountId, endpointId, id)
    await tellOfReplay(tx, 'stopped', by, running, stopped)
    return stopped
  })
}

async function tellOfReplay(
  tx: Queryable,
  what: 'started' | 'stopped',
  by: Actor,
  before: Replay | null,
  after: Replay,
): Promise<void> {
  await recordAudit(tx, {
    accountId: after.accountId,
    by,
    action: `webhook_replay.${what}`,
    targetId: after.id,
    before: before && toAudited(before),
    after: toAudited(after),
  })
}

const toAudited = ({ endpointId, what, from, to, state, queued }: Replay) => ({
  endpointId,
  what,
  from,
  to,
  state,
  queued,
})

async function existingReplay(tx: Queryable, accountId: string, endpointId: string, id: string): Promise<Replay> {
  const replay = isId(id) && isId(endpointId) ? await selectReplay(tx, accountId, endpointId, id) : null
  if (replay === null) throw new GatewayError('not_found', `No replay ${id} of this endpoint`)
  return replay
}

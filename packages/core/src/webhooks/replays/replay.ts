import type { CoreContext } from '#context.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import { isId, newId } from '#platform/ids.ts'
import { assertScope, type Caller } from '#tenancy/access/caller.ts'
import { requireEnabledEndpoint, requireEndpoint } from '../endpoints/endpoints.ts'
import { continueReplay } from './replay-jobs.ts'
import {
  hasRunningReplay,
  insertReplay,
  lockReplays,
  type Replay,
  type ReplayKind,
  selectReplay,
  selectReplays,
  stopReplay,
} from './replay-store.ts'

/**
 * Delivers a span of events, recorded in [from, to), once more; jobs continue it in the background, and what is new
 * goes first. The end is at most now: what comes later is delivered anyway.
 * @throws GatewayError `not_found`, `invalid_request`; `conflict` when the endpoint is disabled or a replay is running
 */
export async function startReplay(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  endpointId: string,
  { what, from, to }: { what: ReplayKind; from: string; to: string | null },
): Promise<Replay> {
  assertScope(caller, 'webhooks:write')
  const now = new Date().toISOString()
  const end = to === null || to > now ? now : to
  if (from >= end) {
    const details = [{ field: 'from', message: 'must be before `to`, and in the past' }]
    throw new GatewayError('invalid_request', 'Validation failed.', { details })
  }
  const { accountId } = caller
  return ctx.transaction(caller, async (tx) => {
    const endpoint = await requireEnabledEndpoint(tx, accountId, endpointId)
    await lockReplays(tx, endpoint.id)
    if (await hasRunningReplay(tx, accountId, endpoint.id))
      throw new GatewayError('conflict', 'A replay to this endpoint is running already.')
    const replay = await insertReplay(tx, { id: newId(), accountId, endpointId: endpoint.id, what, from, to: end })
    tx.schedule(continueReplay, { key: replay.id, payload: {} })
    await tx.audit('webhook_replay.started', replay.id, { before: null, after: toSnapshot(replay) })
    return replay
  })
}

/** @throws GatewayError `not_found` */
export const getReplay = (
  { read }: Pick<CoreContext, 'read'>,
  { accountId }: Pick<Caller, 'accountId'>,
  endpointId: string,
  id: string,
): Promise<Replay> => read({ accountId }, (db) => requireReplay(db, accountId, endpointId, id))

/** Newest first. @throws GatewayError `not_found` */
export function listReplays(
  { read }: Pick<CoreContext, 'read'>,
  { accountId }: Pick<Caller, 'accountId'>,
  endpointId: string,
  page: { before: string | null; limit: number },
): Promise<Replay[]> {
  return read({ accountId }, async (db) => {
    await requireEndpoint(db, accountId, endpointId)
    return selectReplays(db, accountId, endpointId, page)
  })
}

/** What the replay has queued so far is still delivered. @throws GatewayError `not_found`; `conflict` when it is over */
export async function cancelReplay(
  ctx: Pick<CoreContext, 'transaction'>,
  caller: Caller,
  endpointId: string,
  id: string,
): Promise<Replay> {
  assertScope(caller, 'webhooks:write')
  const { accountId } = caller
  return ctx.transaction(caller, async (tx) => {
    const before = await requireReplay(tx, accountId, endpointId, id)
    if (!(await stopReplay(tx, accountId, id, 'stopped by request')))
      throw new GatewayError('conflict', 'The replay is over.')
    const after = await requireReplay(tx, accountId, endpointId, id)
    await tx.audit('webhook_replay.stopped', id, { before: toSnapshot(before), after: toSnapshot(after) })
    return after
  })
}

const toSnapshot = ({ endpointId, what, from, to, state, queued }: Replay) => ({
  endpointId,
  what,
  from,
  to,
  state,
  queued,
})

async function requireReplay(db: Queryable, accountId: string, endpointId: string, id: string): Promise<Replay> {
  const replay = isId(id) && isId(endpointId) ? await selectReplay(db, accountId, endpointId, id) : null
  if (replay === null) throw new GatewayError('not_found', `No replay ${id} of this endpoint`)
  return replay
}

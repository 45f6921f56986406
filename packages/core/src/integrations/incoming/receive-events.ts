import type { CoreContext } from '#context.ts'
import { GatewayError } from '#platform/errors.ts'
import { newId } from '#platform/ids.ts'
import type { WorkerTransaction } from '#tenancy/unit-of-work.ts'
import { applyIncoming } from '../actions/apply-job.ts'
import { connectorOf } from '../connections/connectors.ts'
import { takeHint } from '../connections/sync-jobs.ts'
import { textAt } from '../mapping/pointer.ts'
import { refuseRequest, type SourceRequest } from '../sources/authenticate-source.ts'
import { type EventSource, type SourceAuth, type SourceResponse, sourceSecretAad } from '../sources/event-source.ts'
import { type OpenSource, selectByToken } from '../sources/event-source-store.ts'
import { hashToken } from '../sources/event-sources.ts'
import { countDuplicates, insertIncoming, noteArrival } from './incoming-store.ts'
import { readBodies } from './read-bodies.ts'

export type ReceiveContext = Pick<CoreContext, 'worker' | 'secrets'>

export interface Received {
  respond: SourceResponse
  /** Of the events that are new. */
  ids: readonly string[]
  /** Events that had come before. */
  duplicates: number
}

/** The source that an address names. @throws GatewayError `not_found` */
export async function openSource({ worker }: Pick<ReceiveContext, 'worker'>, token: string): Promise<OpenSource> {
  const source = /^[\w-]{32}$/.test(token) ? await selectByToken(worker, hashToken(token)) : null
  if (source === null) throw new GatewayError('not_found', 'There is no event source at this address.')
  return source
}

/**
 * Takes what was posted to a source. It returns once the events are stored with the jobs that act upon them, in one transaction: a
 * crash leaves both or neither. An event that comes again, also at the same instant, is one event.
 * @throws GatewayError `unauthenticated`, `invalid_request`
 */
export async function receiveEvents(
  ctx: ReceiveContext,
  source: OpenSource,
  request: SourceRequest,
): Promise<Received> {
  const refusal = refuseRequest(source.auth, secretsOf(ctx, source), request, Date.now())
  if (refusal !== null) throw new GatewayError('unauthenticated', refusal)
  const hint = connectorOf(source.kind)?.hintOf(request.headers) ?? 'event'
  if (hint !== 'event') {
    await ctx.worker.transaction((tx) => takeHint(tx, { accountId: source.accountId, sourceId: source.id, hint }))
    return { respond: source.respond, ids: [], duplicates: 0 }
  }
  const bodies = readBodies(request.body, request.headers['content-type'] ?? '')
  const headers = keptHeaders(request.headers, source.auth)
  const events = bodies.map((body) => ({ id: newId(), body, headers, dedupeKey: keyOf(source, body, headers) }))
  const stored = await ctx.worker.transaction((tx) => storeEvents(tx, source, events))
  return { respond: source.respond, ...stored }
}

interface Arriving {
  id: string
  body: string
  headers: Readonly<Record<string, string>>
  dedupeKey: string | null
}

/** Stores events of a source with the jobs that act upon them. */
async function storeEvents(
  tx: WorkerTransaction,
  { id: sourceId, accountId, state, dedupe }: Pick<EventSource, 'id' | 'accountId' | 'state' | 'dedupe'>,
  events: readonly Arriving[],
): Promise<{ ids: string[]; duplicates: number }> {
  const now = Date.now()
  const receivedAt = new Date(now).toISOString()
  const first = new Map<string, Arriving>()
  for (const event of events) first.set(event.dedupeKey ?? event.id, first.get(event.dedupeKey ?? event.id) ?? event)
  const isPaused = state === 'paused'
  const arrival = {
    sourceId,
    receivedAt,
    state: isPaused ? ('skipped' as const) : ('pending' as const),
    reason: isPaused ? 'source_paused' : null,
    expiresAt: new Date(now + dedupe.ttlHours * 3600_000).toISOString(),
  }
  const unique = [...first.values()].toSorted((a, b) => ((a.dedupeKey ?? a.id) < (b.dedupeKey ?? b.id) ? -1 : 1))
  const ids = await insertIncoming(tx, accountId, arrival, unique)
  const again = events.filter(({ id, dedupeKey }) => !ids.has(id) && dedupeKey !== null)
  if (again.length > 0)
    await countDuplicates(
      tx,
      accountId,
      sourceId,
      again.flatMap(({ dedupeKey }) => dedupeKey ?? []),
    )
  if (ids.size > 0) await noteArrival(tx, accountId, sourceId, receivedAt)
  if (!isPaused) for (const id of ids) tx.schedule(applyIncoming, { accountId, key: id, payload: {} })
  return { ids: [...ids], duplicates: events.length - ids.size }
}

function secretsOf({ secrets }: ReceiveContext, { id, secretCipher, previousSecretCipher }: OpenSource): string[] {
  return [secretCipher, previousSecretCipher].flatMap((cipher) =>
    cipher === null ? [] : [secrets.open(cipher, sourceSecretAad(id))],
  )
}

function keyOf({ dedupe }: EventSource, body: string, headers: Readonly<Record<string, string>>): string | null {
  if (dedupe.pointer === undefined) return null
  return textAt({ body: JSON.parse(body), headers }, dedupe.pointer)?.slice(0, 500) ?? null
}

/** Secrets of whoever posts are not kept. */
const secretHeader = /authorization|cookie|signature|hmac|token|secret|api-?key|password/
const maxHeaders = 40

const keptHeaders = (headers: Readonly<Record<string, string>>, auth: SourceAuth): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => !secretHeader.test(name) && !('header' in auth && auth.header === name))
      .slice(0, maxHeaders)
      .map(([name, value]) => [name, value.replaceAll('\0', '').toWellFormed().slice(0, 1000)]),
  )

import { LRUCache } from 'lru-cache'
import type { Logger } from 'pino'
import type { Dispatcher } from 'undici'
import type { Database, Queryable } from '../database/database.ts'
import type { GatewayEvent } from '../events/event.ts'
import type { LaneItem } from '../lanes/lane-item.ts'
import type { SecretBox } from '../secrets.ts'
import {
  type DeliveryAttempt,
  type DeliveryContent,
  type DeliveryReport,
  disableEndpoints,
  recordAttempts,
  selectDeliveryContents,
} from './delivery-repository.ts'
import { type Egress, EgressRefused } from './egress.ts'
import { endpointAad } from './endpoint.ts'
import { defaultScheduleMs, nextDelayMs, parseRetryAfterMs } from './retry-schedule.ts'
import { standardWebhookHeaders } from './sign.ts'

/** An endpoint as a dialect sees it when rendering; some vendors sign in their own way, with the same secret. */
export interface RenderEndpoint {
  id: string
  accountId: string
  url: string
  /** `whsec_` and base64. */
  secret: string
}

/** Must give the same bytes for the same event each time. */
export type RenderDelivery = (
  dialect: string,
  event: GatewayEvent,
  endpoint: RenderEndpoint,
) => { body: string; headers: Record<string, string> }

/** `attempts`: those made before. */
export type DeliveryItem = Pick<LaneItem, 'id' | 'laneId' | 'strand' | 'ref' | 'accountId' | 'attempts' | 'eventId'>

export interface DeliveryJob {
  deliveryId: string
  attemptsMade: number
  event: GatewayEvent
  dialect: string
  endpoint: Omit<RenderEndpoint, 'secret'> & { secretCipher: Uint8Array }
}

export interface DeliveryOutcome {
  kind: 'delivered' | 'retry' | 'failed'
  attempt: DeliveryAttempt
  /** Pause before the next attempt; only of `retry`. */
  afterMs?: number
  /** The receiver does not want to be called again at this URL. */
  disable?: { endpointId: string; reason: string; url: string }
  /** The receiver is in trouble, rather than unhappy with this one body: counts against the lane's breaker. */
  destinationFailed: boolean
  /** The receiver asked for less. */
  slowDown: boolean
}

export interface DelivererDeps {
  db: Database
  secrets: Pick<SecretBox, 'open'>
  egress: Pick<Egress, 'agent'>
  render: RenderDelivery
  log: Logger
  scheduleMs?: readonly number[]
  random?: () => number
  /** From the first byte out to the last byte in. */
  attemptTimeoutMs?: number
  /** An endpoint that fails so long without one success is switched off. */
  disableAfterMs?: number
}

export interface Deliverer {
  /** By item id. An item without an entry has no event or no enabled endpoint any more: drop it. */
  prepare(items: readonly DeliveryItem[]): Promise<Map<string, DeliveryJob>>
  /** One POST. Never throws. */
  attempt(job: DeliveryJob): Promise<DeliveryOutcome>
  /** Records outcomes and removes or reschedules their items, in the transaction given. */
  settle(tx: Queryable, batch: readonly { item: DeliveryItem; outcome: DeliveryOutcome }[]): Promise<void>
}

const maxReadBytes = 64 * 1024
const keptBytes = 4 * 1024
/** A few failures over five quiet days say little about a receiver. */
const minFailuresToDisable = 10
/** Answers about this one body: the receiver itself is well. */
const bodyRefusals = new Set([400, 409, 413, 415, 422])
const slowDowns = new Set([429, 502, 503, 504])

/**
 * The customers' side of a lane: renders, signs, posts, and records what came back. At least once: the receiver tells
 * repeats by `webhook-id`, the same on each attempt. Success is a 2xx and nothing else; redirects are not followed.
 * Rules after Standard Webhooks 1.0.0: https://github.com/standard-webhooks/standard-webhooks
 */
export function createDeliverer(deps: DelivererDeps): Deliverer {
  const { db, disableAfterMs = 5 * 24 * 3_600_000 } = deps
  const openSecret = cachedSecrets(deps.secrets)

  async function prepare(items: readonly DeliveryItem[]): Promise<Map<string, DeliveryJob>> {
    const wanted = new Map(
      items.flatMap((item) => (item.eventId ? [[item.id, { ...item, eventId: item.eventId }]] : [])),
    )
    const jobs = new Map<string, DeliveryJob>()
    if (wanted.size === 0) return jobs
    for (const content of await selectDeliveryContents(db.worker, [...wanted.values()])) {
      const item = wanted.get(content.itemId)
      if (item) jobs.set(item.id, toJob(item, content))
    }
    return jobs
  }

  return {
    prepare,
    attempt: (job) => attemptDelivery(deps, job, openSecret),
    settle: async (tx, batch) => {
      if (batch.length === 0) return
      const limits = { disableAfterMs, minFailures: minFailuresToDisable }
      const failingTooLong = await recordAttempts(tx, batch.map(toReport), limits)
      const off = [
        ...batch.flatMap(({ outcome: { disable } }) => (disable ? [disable] : [])),
        ...failingTooLong.map((endpointId) => ({ endpointId, url: null, reason: 'failing for too long' })),
      ]
      if (off.length > 0) await disableEndpoints(tx, off)
    },
  }
}

/** Opening a secret costs more than the signature; a secret never changes under the same cipher. */
function cachedSecrets(secrets: Pick<SecretBox, 'open'>) {
  const cache = new LRUCache<string, { cipher: Buffer; secret: string }>({ max: 5000 })
  return ({ id, secretCipher }: DeliveryJob['endpoint']): string => {
    const known = cache.get(id)
    if (known?.cipher.equals(secretCipher)) return known.secret
    const secret = secrets.open(secretCipher, endpointAad(id))
    cache.set(id, { cipher: Buffer.from(secretCipher), secret })
    return secret
  }
}

type OpenSecret = ReturnType<typeof cachedSecrets>

function toJob(item: DeliveryItem, content: DeliveryContent): DeliveryJob {
  const { eventId, accountId, type, at, data, endpointId, dialect, url, secretCipher } = content
  return {
    deliveryId: item.ref,
    attemptsMade: item.attempts,
    event: { id: eventId, accountId, type, at: at.toISOString(), data },
    dialect,
    endpoint: { id: endpointId, accountId, url, secretCipher },
  }
}

interface Reply {
  status: number
  response: string | null
  retryAfterMs: number | null
}

async function attemptDelivery(
  deps: DelivererDeps,
  job: DeliveryJob,
  openSecret: OpenSecret,
): Promise<DeliveryOutcome> {
  const startedAt = Date.now()
  const log = (status: number | null, error: string | null, response: string | null): DeliveryAttempt => ({
    at: new Date(startedAt).toISOString(),
    status,
    ms: Date.now() - startedAt,
    error,
    response,
  })
  let request: Dispatcher.RequestOptions
  try {
    request = signedRequest(deps, job, openSecret(job.endpoint), Math.floor(startedAt / 1000))
  } catch (err) {
    deps.log.error({ err, dialect: job.dialect, eventId: job.event.id }, 'webhook could not be rendered')
    return retryOrFail(deps, job, log(null, 'internal: could not be rendered', null), {})
  }
  try {
    const reply = await post(deps.egress.agent, request)
    if (reply.status >= 200 && reply.status < 300)
      return {
        kind: 'delivered',
        attempt: log(reply.status, null, reply.response),
        destinationFailed: false,
        slowDown: false,
      }
    return refused(deps, job, log(reply.status, describeStatus(reply.status), reply.response), reply)
  } catch (error) {
    return retryOrFail(deps, job, log(null, describeFailure(error), null), { destinationFailed: true })
  }
}

function signedRequest(
  { render, attemptTimeoutMs = 15_000 }: DelivererDeps,
  { deliveryId, dialect, event, endpoint: { id, accountId, url } }: DeliveryJob,
  secret: string,
  timestampSeconds: number,
): Dispatcher.RequestOptions {
  const { body, headers } = render(dialect, event, { id, accountId, url, secret })
  const { origin, pathname, search } = new URL(url)
  return {
    origin,
    path: pathname + search,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Dawk-Webhooks/1',
      ...headers,
      ...standardWebhookHeaders({ id: deliveryId, timestampSeconds, body, secret }),
    },
    body,
    signal: AbortSignal.timeout(attemptTimeoutMs),
  }
}

async function post(agent: Dispatcher, request: Dispatcher.RequestOptions): Promise<Reply> {
  const { statusCode, headers, body } = await agent.request(request)
  const retryAfter = headers['retry-after']
  return {
    status: statusCode,
    response: await readStart(body),
    retryAfterMs: statusCode < 300 ? null : parseRetryAfterMs(Array.isArray(retryAfter) ? retryAfter[0] : retryAfter),
  }
}

/** The start of the answer for the log. The status has been said: an answer that breaks off or never ends is as good. */
async function readStart(body: Dispatcher.ResponseData['body']): Promise<string | null> {
  const kept: Buffer[] = []
  let readBytes = 0
  let keptSoFar = 0
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      readBytes += chunk.length
      if (keptSoFar < keptBytes) {
        const part = chunk.subarray(0, keptBytes - keptSoFar)
        kept.push(part)
        keptSoFar += part.length
      }
      if (readBytes > maxReadBytes) break // leaving the loop destroys the stream, and with it the connection
    }
  } catch {}
  return kept.length === 0 ? null : storable(Buffer.concat(kept).toString('utf8'))
}

/** PostgreSQL's jsonb holds no NUL and no lone surrogate. */
const storable = (text: string) => text.replaceAll('\u0000', '\ufffd').toWellFormed()

function refused(deps: DelivererDeps, job: DeliveryJob, attempt: DeliveryAttempt, reply: Reply): DeliveryOutcome {
  const { status, retryAfterMs } = reply
  const destinationFailed = !bodyRefusals.has(status)
  if (status !== 410)
    return retryOrFail(deps, job, attempt, { destinationFailed, slowDown: slowDowns.has(status), retryAfterMs })
  const disable = { endpointId: job.endpoint.id, reason: 'the receiver answered 410 Gone', url: job.endpoint.url }
  return { kind: 'failed', attempt, disable, destinationFailed, slowDown: false }
}

/** Waits as the schedule says, or longer when the receiver asks for it. */
function retryOrFail(
  { scheduleMs = defaultScheduleMs, random = Math.random }: DelivererDeps,
  job: DeliveryJob,
  attempt: DeliveryAttempt,
  found: { destinationFailed?: boolean; slowDown?: boolean; retryAfterMs?: number | null },
): DeliveryOutcome {
  const { destinationFailed = false, slowDown = false, retryAfterMs } = found
  const delayMs = nextDelayMs(job.attemptsMade + 1, random, scheduleMs)
  if (delayMs === null) return { kind: 'failed', attempt, destinationFailed, slowDown }
  return { kind: 'retry', attempt, afterMs: Math.max(delayMs, retryAfterMs ?? 0), destinationFailed, slowDown }
}

function describeStatus(status: number): string {
  return status >= 300 && status < 400 ? 'redirects are not followed' : `answered ${status}`
}

/** For the customer's log: addresses that a name resolved to stay out of it. */
function describeFailure(error: unknown): string {
  if (error instanceof EgressRefused) return `refused: ${error.message}`
  if (!(error instanceof Error)) return 'the request failed'
  if (error.name === 'TimeoutError' || error.name === 'AbortError') return 'timeout'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  return failureTexts[code] ?? `the request failed: ${code}`
}

const failureTexts: Record<string, string> = {
  UND_ERR_CONNECT_TIMEOUT: 'no connection within the time allowed',
  ECONNREFUSED: 'connection refused',
  ECONNRESET: 'connection reset',
  UND_ERR_SOCKET: 'connection closed before an answer',
  ENOTFOUND: 'the name does not resolve',
  EAI_AGAIN: 'the name does not resolve at present',
}

const states = { delivered: 'delivered', retry: 'retrying', failed: 'failed' } as const

function toReport({ item, outcome }: { item: DeliveryItem; outcome: DeliveryOutcome }): DeliveryReport {
  return {
    laneId: item.laneId,
    strand: item.strand,
    itemId: item.id,
    deliveryId: item.ref,
    eventId: item.eventId ?? item.ref, // never null: an item without an event was dropped by `prepare`
    accountId: item.accountId,
    state: states[outcome.kind],
    attempts: item.attempts + 1,
    afterMs: outcome.afterMs ?? 0,
    attempt: outcome.attempt,
  }
}

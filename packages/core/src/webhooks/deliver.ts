import { ExchangeTimeout, exchange } from '@dawk/cloud-api/exchange.ts'
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

/**
 * An endpoint as a dialect sees it when rendering. Some vendors sign in their own way, with the same secret and in a
 * header that holds one signature: while a secret is being rotated that stays the old one, so that a receiver that has
 * not changed yet goes on working.
 */
export interface RenderEndpoint {
  id: string
  accountId: string
  url: string
  /** `whsec_` and base64, or what the customer chose. */
  secret: string
  /** The new secret while `secret` is still the old one; null or absent: no rotation is under way. */
  nextSecret?: string | null
}

/** Must give the same bytes for the same event each time. Null: this dialect has no word for it, so nothing is sent. */
export type RenderDelivery = (dialect: string, event: GatewayEvent, endpoint: RenderEndpoint) => RenderedDelivery | null

export interface RenderedDelivery {
  body: string
  headers: Record<string, string>
}

/** `attempts`: those made before. */
export type DeliveryItem = Pick<LaneItem, 'id' | 'laneId' | 'strand' | 'ref' | 'accountId' | 'attempts' | 'eventId'>

export interface DeliveryJob {
  deliveryId: string
  attemptsMade: number
  event: GatewayEvent
  dialect: string
  endpoint: Pick<RenderEndpoint, 'id' | 'accountId' | 'url'>
  /** The one to sign with, or the new and the old one while they are being rotated. */
  secrets: readonly [string] | readonly [string, string]
  /** Null: it could not be rendered. */
  rendered: RenderedDelivery | null
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
  /** By item id. An item without an entry has no event or no enabled endpoint any more, or nothing to say: drop it. */
  prepare(items: readonly DeliveryItem[]): Promise<Map<string, DeliveryJob>>
  /** A delivery outside its lane: what the endpoint's dialect has no word for goes out as it stands in the log. */
  trial(deliveryId: string, content: DeliveryContent): DeliveryJob
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
  const openSecrets = cachedSecrets(deps.secrets)

  /** Null: there is nothing to say of this event. */
  function toJob(item: DeliveryItem, content: DeliveryContent): DeliveryJob | null {
    const job = toUnrendered(item, content, openSecrets)
    const rendered = tryRender(deps, job)
    return rendered === undefined ? null : { ...job, rendered }
  }

  function trial(deliveryId: string, content: DeliveryContent): DeliveryJob {
    const job = toUnrendered({ ref: deliveryId, attempts: 0 }, content, openSecrets)
    const rendered = tryRender(deps, job)
    return { ...job, rendered: rendered === undefined ? asInLog(job.event) : rendered }
  }

  async function prepare(items: readonly DeliveryItem[]): Promise<Map<string, DeliveryJob>> {
    const wanted = new Map(
      items.flatMap((item) => (item.eventId ? [[item.id, { ...item, eventId: item.eventId }]] : [])),
    )
    const jobs = new Map<string, DeliveryJob>()
    if (wanted.size === 0) return jobs
    for (const content of await selectDeliveryContents(db.worker, [...wanted.values()])) {
      const item = wanted.get(content.itemId)
      const job = item && toJob(item, content)
      if (job) jobs.set(item.id, job)
    }
    return jobs
  }

  return {
    prepare,
    trial,
    attempt: (job) => attemptDelivery(deps, job),
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
  const open = (slot: string, endpointId: string, cipher: Uint8Array): string => {
    const known = cache.get(slot)
    if (known?.cipher.equals(cipher)) return known.secret
    const secret = secrets.open(cipher, endpointAad(endpointId))
    cache.set(slot, { cipher: Buffer.from(cipher), secret })
    return secret
  }
  return ({ endpointId, secretCipher, previousSecretCipher }: DeliveryContent): DeliveryJob['secrets'] => {
    const secret = open(endpointId, endpointId, secretCipher)
    return previousSecretCipher === null
      ? [secret]
      : [secret, open(`${endpointId} previous`, endpointId, previousSecretCipher)]
  }
}

type OpenSecrets = ReturnType<typeof cachedSecrets>

type UnrenderedJob = Omit<DeliveryJob, 'rendered'>

function toUnrendered(
  { ref, attempts }: Pick<DeliveryItem, 'ref' | 'attempts'>,
  content: DeliveryContent,
  openSecrets: OpenSecrets,
): UnrenderedJob {
  const { eventId, accountId, type, at, data, endpointId, dialect, url } = content
  return {
    deliveryId: ref,
    attemptsMade: attempts,
    event: { id: eventId, accountId, type, at: at.toISOString(), data },
    dialect,
    endpoint: { id: endpointId, accountId, url },
    secrets: openSecrets(content),
  }
}

/** Undefined: the dialect has no word for it; null: it failed to say it. */
function tryRender({ render, log }: DelivererDeps, job: UnrenderedJob): RenderedDelivery | null | undefined {
  const { dialect, event, endpoint } = job
  const [secret, previous] = job.secrets
  const signing = previous === undefined ? { secret, nextSecret: null } : { secret: previous, nextSecret: secret }
  try {
    return render(dialect, event, { ...endpoint, ...signing }) ?? undefined
  } catch (err) {
    log.error({ err, dialect, eventId: event.id }, 'webhook could not be rendered')
    return null
  }
}

function asInLog({ id, type, at, data }: GatewayEvent): RenderedDelivery {
  return { body: JSON.stringify({ id, type, timestamp: at, data }), headers: {} }
}

type Schedule = Pick<DelivererDeps, 'scheduleMs' | 'random'>

interface Reply {
  status: number
  response: string | null
  retryAfterMs: number | null
}

/** One POST of a delivery. Never throws. */
export async function attemptDelivery(
  deps: Pick<DelivererDeps, 'egress' | 'scheduleMs' | 'random' | 'attemptTimeoutMs'>,
  job: DeliveryJob,
): Promise<DeliveryOutcome> {
  const startedAt = Date.now()
  const log = (status: number | null, error: string | null, response: string | null): DeliveryAttempt => ({
    at: new Date(startedAt).toISOString(),
    status,
    ms: Date.now() - startedAt,
    error,
    response,
  })
  const { rendered } = job
  if (rendered === null) return retryOrFail(deps, job, log(null, 'internal: could not be rendered', null), {})
  const request = signedRequest(job, rendered, Math.floor(startedAt / 1000))
  try {
    const reply = await post(deps.egress.agent, request, deps.attemptTimeoutMs ?? 15_000)
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
  { deliveryId, endpoint: { url }, secrets }: DeliveryJob,
  { body, headers }: RenderedDelivery,
  timestampSeconds: number,
): Dispatcher.DispatchOptions {
  const { origin, pathname, search } = new URL(url)
  return {
    origin,
    path: pathname + search,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Dawk-Webhooks/1',
      ...headers,
      ...standardWebhookHeaders({ id: deliveryId, timestampSeconds, body, secrets }),
    },
    body,
  }
}

/** The status has been said: an answer that breaks off or never ends is as good. */
async function post(agent: Dispatcher, request: Dispatcher.DispatchOptions, timeoutMs: number): Promise<Reply> {
  const { status, headers, body } = await exchange(agent, request, { timeoutMs, maxBytes: maxReadBytes })
  const retryAfter = headers['retry-after']
  return {
    status,
    response: body.length === 0 ? null : storable(body.toString('utf8', 0, keptBytes)),
    retryAfterMs: status < 300 ? null : parseRetryAfterMs(Array.isArray(retryAfter) ? retryAfter[0] : retryAfter),
  }
}

/** PostgreSQL's jsonb holds no NUL and no lone surrogate. */
const storable = (text: string) => text.replaceAll('\u0000', '\ufffd').toWellFormed()

function refused(deps: Schedule, job: DeliveryJob, attempt: DeliveryAttempt, reply: Reply): DeliveryOutcome {
  const { status, retryAfterMs } = reply
  const destinationFailed = !bodyRefusals.has(status)
  if (status !== 410)
    return retryOrFail(deps, job, attempt, { destinationFailed, slowDown: slowDowns.has(status), retryAfterMs })
  const disable = { endpointId: job.endpoint.id, reason: 'the receiver answered 410 Gone', url: job.endpoint.url }
  return { kind: 'failed', attempt, disable, destinationFailed, slowDown: false }
}

/** Waits as the schedule says, or longer when the receiver asks for it. */
function retryOrFail(
  { scheduleMs = defaultScheduleMs, random = Math.random }: Schedule,
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
  if (error instanceof ExchangeTimeout) return 'timeout'
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

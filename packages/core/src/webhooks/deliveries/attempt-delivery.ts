import { ExchangeTimeout, exchange } from '@dawk/cloud-api/exchange.ts'
import { toStorable } from '@dawk/cloud-api/json.ts'
import type { Dispatcher } from 'undici'
import { type Egress, EgressRefused } from '#platform/egress.ts'
import { standardWebhookHeaders } from '../sign.ts'
import type { DeliveryJob, RenderedDelivery } from './delivery-job.ts'
import type { DeliveryAttempt } from './delivery-store.ts'
import { defaultScheduleMs, nextDelayMs, parseRetryAfterMs } from './retry-schedule.ts'

export interface DeliveryOutcome {
  kind: 'delivered' | 'retry' | 'failed'
  endpointId: string
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

const maxReadBytes = 64 * 1024
const keptBytes = 4 * 1024
/** Answers about this one body: the receiver itself is well. */
const bodyRefusals = new Set([400, 409, 413, 415, 422])
const slowDowns = new Set([429, 502, 503, 504])

interface Schedule {
  /** Pause before each attempt; else the usual ones. */
  scheduleMs?: readonly number[]
  random?: () => number
}

export interface AttemptDeps extends Schedule {
  egress: Pick<Egress, 'agent'>
  /** From the first byte out to the last byte in. */
  attemptTimeoutMs?: number
}

interface Reply {
  status: number
  response: string | null
  retryAfterMs: number | null
}

/** One POST of a delivery. Never throws. */
export async function attemptDelivery(deps: AttemptDeps, job: DeliveryJob): Promise<DeliveryOutcome> {
  const startedAt = Date.now()
  const log = (status: number | null, error: string | null, response: string | null): DeliveryAttempt => ({
    at: new Date(startedAt).toISOString(),
    status,
    ms: Date.now() - startedAt,
    error,
    response,
  })
  const { rendered, secrets } = job
  if (secrets === null) return retryOrFail(deps, job, log(null, 'internal: the secret could not be opened', null), {})
  if (rendered === null) return retryOrFail(deps, job, log(null, 'internal: could not be rendered', null), {})
  const request = signedRequest({ ...job, secrets }, rendered, Math.floor(startedAt / 1000))
  try {
    const reply = await post(deps.egress.agent, request, deps.attemptTimeoutMs ?? 15_000)
    if (reply.status >= 200 && reply.status < 300)
      return {
        kind: 'delivered',
        endpointId: job.endpoint.id,
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
  { deliveryId, endpoint: { url }, secrets }: DeliveryJob & { secrets: NonNullable<DeliveryJob['secrets']> },
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
    response: body.length === 0 ? null : toStorable(body.toString('utf8', 0, keptBytes)),
    retryAfterMs: status < 300 ? null : parseRetryAfterMs(Array.isArray(retryAfter) ? retryAfter[0] : retryAfter),
  }
}

function refused(deps: Schedule, job: DeliveryJob, attempt: DeliveryAttempt, reply: Reply): DeliveryOutcome {
  const { status, retryAfterMs } = reply
  const destinationFailed = !bodyRefusals.has(status)
  if (status !== 410)
    return retryOrFail(deps, job, attempt, { destinationFailed, slowDown: slowDowns.has(status), retryAfterMs })
  const { id: endpointId, url } = job.endpoint
  const disable = { endpointId, reason: 'the receiver answered 410 Gone', url }
  return { kind: 'failed', endpointId, attempt, disable, destinationFailed, slowDown: false }
}

/** Waits as the schedule says, or longer when the receiver asks for it. */
function retryOrFail(
  { scheduleMs = defaultScheduleMs, random = Math.random }: Schedule,
  job: DeliveryJob,
  attempt: DeliveryAttempt,
  reply: { destinationFailed?: boolean; slowDown?: boolean; retryAfterMs?: number | null },
): DeliveryOutcome {
  const { destinationFailed = false, slowDown = false, retryAfterMs } = reply
  const delayMs = nextDelayMs(job.attemptsMade + 1, random, scheduleMs)
  const base = { endpointId: job.endpoint.id, attempt, destinationFailed, slowDown }
  if (delayMs === null) return { kind: 'failed', ...base }
  return { kind: 'retry', ...base, afterMs: Math.max(delayMs, retryAfterMs ?? 0) }
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

import type { Refusal, SendOutcome } from '@dawk/cloud-api/client.ts'
import type { MessageError } from '#events/catalogue.ts'
import type { Attempted } from '#platform/lanes/lane-item.ts'
import type { MessageReport } from '../messages/reports/advance-message.ts'

const maxRetries = 8
/** Held back by something that a person has to mend: about a day of tries, one each minute and later each five. */
const maxHeldAttempts = 300
const pauseMs = 60_000

type Judged = Attempted<MessageReport>

/** What is known of an attempt that was made. */
export type JudgedOutcome = Exclude<SendOutcome, { kind: 'held_back' }>

/** How often a message was tried, this time included, and when that was. */
interface Tried {
  attempts: number
  at: string
  random: () => number
}

/** What an outcome of Meta's means for the message and for its lane; `attempts` counts this one. */
export function judgeOutcome(outcome: JudgedOutcome, attempts: number, at: string, random = Math.random): Judged {
  const tried = { attempts, at, random }
  switch (outcome.kind) {
    case 'accepted':
      return { ...calm, next: 'done', outcome: { status: 'sent', at, wamid: outcome.wamid, waId: outcome.waId } }
    case 'unknown':
      return {
        ...calm,
        next: 'unknown',
        destinationFailed: true,
        outcome: { status: 'unknown', at, detail: outcome.cause },
      }
    case 'not_sent':
      return { ...retry(notSent(outcome.cause), tried, maxHeldAttempts), destinationFailed: true }
    case 'refused':
      return judgeRefusal(outcome, tried)
  }
}

const calm = { afterMs: 0, destinationFailed: false, slowDown: false, pause: null }

function judgeRefusal(refusal: Refusal, tried: Tried): Judged {
  const error = toMessageError(refusal)
  const { action, minDelayMs = 0 } = refusal.policy
  const floorMs = Math.max(minDelayMs, refusal.retryAfterMs ?? 0)
  switch (action) {
    case 'fail':
    case 'needs_template':
      return { ...calm, next: 'done', outcome: { status: 'failed', at: tried.at, error } }
    case 'retry': {
      const judged = retry(error, tried, maxRetries, floorMs)
      return { ...judged, destinationFailed: refusal.httpStatus >= 500 }
    }
    case 'retry_pair':
      return retry(error, tried, maxRetries, Math.max(floorMs, 4 ** Math.min(tried.attempts - 1, 5) * 1000))
    case 'wait':
      return { ...retry(error, tried, maxHeldAttempts, floorMs), slowDown: true }
    case 'pause_number':
    case 'pause_account':
    case 'needs_token': {
      const ms = Math.max(pauseMs, floorMs)
      return { ...retry(error, tried, maxHeldAttempts, ms), pause: { ms, reason: error.cause } }
    }
  }
}

function retry(error: MessageError, { attempts, at, random }: Tried, limit: number, floorMs = 0): Judged {
  if (attempts >= limit) return { ...calm, next: 'done', outcome: { status: 'failed', at, error } }
  const afterMs = Math.max(floorMs, retryDelayMs(attempts, random))
  return { ...calm, next: 'retry', afterMs, outcome: { status: 'retrying', at, error, detail: error.title } }
}

/** Pause before the next attempt in whole milliseconds: 1 s doubled each time up to 5 min, ±20 % so that retries spread. */
function retryDelayMs(attempt: number, random = Math.random): number {
  return Math.round(Math.min(300_000, 1000 * 2 ** (attempt - 1)) * (0.8 + 0.4 * random()))
}

function toMessageError({ error, policy }: Refusal): MessageError {
  return {
    code: error.code,
    subcode: error.error_subcode ?? null,
    title: error.message,
    details: error.error_data?.details ?? error.error_user_msg ?? null,
    cause: policy.cause,
    traceId: error.fbtrace_id ?? null,
  }
}

function notSent(cause: string): MessageError {
  return {
    code: null,
    subcode: null,
    title: 'WhatsApp could not be reached',
    details: cause,
    cause: 'The connection to the WhatsApp API failed before the message left. It is tried again by itself.',
    traceId: null,
  }
}

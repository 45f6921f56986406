import type { SendCheck } from '#messaging/messages/send/send-request.ts'
import { type ErrorCode, GatewayError } from '#platform/errors.ts'
import { type PolicyReason, policyReasons, reasonOf } from './policy-reasons.ts'
import { toPolicyError } from './policy-refusal.ts'

interface SandboxRefusal {
  code: ErrorCode
  message: string
  retryAfterSeconds?: number
}

/** What an account meets only when something is wrong with it, by the last two digits of +1 555 800 00 NN. */
const troubles: Readonly<Record<string, SandboxRefusal>> = {
  '20': { code: 'window_closed', message: 'More than 24 hours have passed since the person wrote.' },
  '21': { code: 'insufficient_balance', message: 'The wallet does not hold what the message may cost.' },
  '22': { code: 'lane_paused', message: 'Sending from this number is paused.', retryAfterSeconds: 60 },
  '23': { code: 'rate_limited', message: 'Too many requests.', retryAfterSeconds: 1 },
  '24': { code: 'quota_exceeded', message: 'The quota of the plan is used up.', retryAfterSeconds: 3600 },
  '25': { code: 'overloaded', message: 'Too many requests are waiting to be stored.', retryAfterSeconds: 1 },
  '26': { code: 'database_unavailable', message: 'The database cannot be reached.', retryAfterSeconds: 5 },
  '27': { code: 'number_not_connected', message: 'No phone number is connected.' },
}

/** The reasons that refuse, in their order, from +1 555 800 00 01 on; those that make a message wait refuse nothing. */
const refusing = (Object.keys(policyReasons) as PolicyReason[]).filter((reason) => reasonOf(reason).effect === 'refuse')

const magicNumber = /^15558000(\d{3})$/

/**
 * Refuses what is sent from a sandbox number to some fictional numbers, each for a reason of its own, so that a client can be
 * tested against every refusal of this host. Meta's own refusals are the simulator's. From other numbers it refuses nothing.
 */
export const rejectMagicNumbers: SendCheck = ({ number, to }) => {
  const [, digits] = (number.sandbox && to.phone && magicNumber.exec(to.phone)) || []
  if (digits === undefined) return undefined
  const reason = refusing[Number(digits) - 1]
  if (reason !== undefined) throw toPolicyError({ kind: 'refuse', reason, since: null, until: null, evidence: null })
  const trouble = troubles[digits.slice(1)]
  if (trouble === undefined || !digits.startsWith('0')) return undefined
  const { code, message, ...more } = trouble
  throw new GatewayError(code, `${message} So it is always for this number of the sandbox.`, more)
}

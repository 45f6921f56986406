import type { MessageError } from '#events/catalogue.ts'
import { GatewayError } from '#platform/errors.ts'
import type { Verdict } from './decide-policy.ts'
import { reasonOf } from './policy-reasons.ts'

type Refusal = Extract<Verdict, { kind: 'refuse' | 'wait' }>

function wordsOf({ reason, since, until, evidence }: Refusal): string {
  const when = [since && ` Since ${since}`, until && `until ${until}`].filter((part) => part !== null)
  const how = evidence?.kind === 'consent_event' ? ` (${evidence.source})` : ''
  return `${reasonOf(reason).meaning}${when.length > 0 ? `${when.join(', ').replace(/^u/, ' U')}${how}.` : ''}`
}

/** The refusal of a request. */
export function toPolicyError(refusal: Refusal): GatewayError {
  const { reason, since, until, evidence } = refusal
  return new GatewayError('not_sendable', wordsOf(refusal), {
    reason,
    metaCode: reasonOf(reason).metaCode,
    obstacle: { since, until, evidence },
  })
}

/** Why a message that was accepted did not leave. */
export function toMessageError(refusal: Refusal): MessageError {
  return {
    code: null,
    subcode: null,
    title: `Not sent: ${refusal.reason}`,
    details: refusal.reason,
    cause: wordsOf(refusal),
    traceId: null,
  }
}

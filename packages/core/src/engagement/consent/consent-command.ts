import { type FieldProblem, GatewayError } from '#platform/errors.ts'
import type { Actor } from '#tenancy/audit/actor.ts'
import type { ConsentSource } from './consent-event.ts'
import type { ConsentState } from './consent-state.ts'
import type { NewConsentAct, RecordedAct } from './record-consents.ts'

/** Of an act of the person; the kinds are those of `consentSources` that name one. */
export interface ConsentEvidence {
  kind: Extract<ConsentSource, 'form' | 'keyword' | 'button' | 'store' | 'verbal' | 'document'>
  text?: string
  reference?: string
  noticeVersion?: string
  language?: string
  ip?: string
  userAgent?: string
  details?: Readonly<Record<string, unknown>>
}

/** What a caller wants recorded. */
export interface ConsentCommand {
  purpose: string
  state: Exclude<ConsentState, 'unknown'>
  /** When the person acted, in ISO 8601; absent: now. */
  occurredAt?: string
  evidence?: ConsentEvidence
  note?: string
}

/** Clocks of others may be ahead of ours by so much. */
const skewMs = 5 * 60_000

/** What is wrong with a command, whatever the state of the contact. */
export function validateCommand(
  { purpose, state, occurredAt, evidence }: ConsentCommand,
  topics: ReadonlySet<string>,
): FieldProblem[] {
  const problems: FieldProblem[] = []
  if (!topics.has(purpose))
    problems.push({
      field: 'purpose',
      message: `must be one of ${[...topics].join(', ')} (given: ${JSON.stringify(purpose)})`,
    })
  if (occurredAt !== undefined && Date.parse(occurredAt) > Date.now() + skewMs)
    problems.push({ field: 'occurredAt', message: `must not lie in the future (given: ${occurredAt})` })
  if (evidence && occurredAt === undefined)
    problems.push({
      field: 'occurredAt',
      message: 'is required with evidence: it says when the person acted',
      rule: 'required',
    })
  if (evidence && !(evidence.text ?? evidence.reference ?? evidence.noticeVersion))
    problems.push({
      field: 'evidence',
      message: 'must have a text, a reference or a noticeVersion: what the person agreed to, or where that is found',
    })
  if (evidence && state === 'pending')
    problems.push({ field: 'state', message: 'must not be pending with evidence: the person has not answered yet' })
  return problems
}

/** The act of a valid command. */
export function toAct(
  command: ConsentCommand,
  {
    accountId,
    contactId,
    actor,
    fallback,
  }: { accountId: string; contactId: string; actor: Actor; fallback: ConsentSource },
): NewConsentAct {
  const { purpose, state, occurredAt, evidence, note } = command
  const { text, reference, ip, userAgent, details } = evidence ?? {}
  const proof = { text, reference, ip, userAgent, note, details }
  return {
    ...{ accountId, contactId, purpose, state, actor },
    isProven: evidence !== undefined,
    at: new Date(occurredAt ?? Date.now()).toISOString(),
    source: evidence?.kind ?? fallback,
    language: evidence?.language,
    noticeVersion: evidence?.noticeVersion,
    proof: evidence || note !== undefined ? JSON.parse(JSON.stringify(proof)) : undefined,
  }
}

/** Why an act was rejected; null: it was not. */
export function toRejection({ outcome, before }: RecordedAct): GatewayError | null {
  const state = before?.state ?? 'unknown'
  if (outcome === 'evidence_missing')
    return new GatewayError(
      'consent_requires_evidence',
      `The person's consent is ${state}. Only an act of the person permits more: send evidence of it, with occurredAt.`,
      {
        reason: outcome,
        details: [{ field: 'evidence', message: 'is required to permit more than before', rule: 'required' }],
      },
    )
  if (outcome === 'evidence_older')
    return new GatewayError(
      'consent_requires_evidence',
      `The evidence is older than what the person has said since: their consent is ${state} since ${before?.since}, and was last restricted at ${before?.stoppedAt}.`,
      { reason: outcome, details: [{ field: 'occurredAt', message: `must be after ${before?.stoppedAt}` }] },
    )
  return outcome === 'missing' ? new GatewayError('not_found', 'There is no such contact in this account.') : null
}

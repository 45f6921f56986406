import { createHash } from 'node:crypto'
import { priorities } from '#messaging/messages/message.ts'
import type { SendCommand } from '#messaging/messages/send/send-command.ts'
import type { SendMessages } from '#messaging/messages/send/send-message.ts'
import { plainSend, type SendRequest } from '#messaging/messages/send/send-request.ts'
import type { NumberRow } from '#messaging/numbers/number.ts'
import type { TemplateDirectory } from '#messaging/templates/send-check/template-directory.ts'
import { GatewayError } from '#platform/errors.ts'
import { templateContent } from '../../campaigns/feed/decide.ts'
import { renderBindings } from '../../campaigns/plan/bindings.ts'
import { createLinkMaker } from '../../campaigns/plan/personal-links.ts'
import { factsOf, ofContact } from '../../campaigns/plan/plan-recipients.ts'
import type { AudienceContact } from '../../campaigns/plan/plan-store.ts'
import type { LinkRules, PersonalLink } from '../../links/link.ts'
import { type PolicyReason, policyReasons } from '../../policy/policy-reasons.ts'
import type { MessageStep, TemplateStep } from '../drip.ts'
import type { Enrollment } from '../enrollments/enrollment.ts'

/** What a step that sends comes to, checked as every message is. Nothing is accepted as yet. */
export type PreparedSend =
  | { kind: 'send'; command: SendCommand; links: readonly PersonalLink[] }
  | { kind: 'wait'; until: string; reason: string }
  | { kind: 'skip'; reason: string }

export interface SendFacts {
  enrollment: Enrollment
  contact: AudienceContact
  number: NumberRow
  rules: LinkRules
}

interface SendDeps {
  check: SendMessages['check']
  templates: Pick<TemplateDirectory, 'peek' | 'find'>
}

/** @throws GatewayError for what has to be tried again later */
export async function prepareSend(
  deps: SendDeps,
  step: TemplateStep | MessageStep,
  facts: SendFacts,
  now: number,
): Promise<PreparedSend> {
  if (step.kind === 'send_template') return prepareTemplate(deps, step, facts, now)
  const text = await check(deps, { ...baseOf(facts, step.key), type: 'text', content: textOf(step, facts) }, now)
  if (text.kind !== 'skip' || text.reason !== 'window_closed' || !step.fallback) return text
  return prepareTemplate(deps, { ...step.fallback, key: step.key }, facts, now)
}

const textOf = ({ text }: MessageStep, { contact, enrollment }: SendFacts): Record<string, unknown> => {
  const { params } = renderBindings(
    { body: [...text.matchAll(/\{\{\s*([\w. -]+?)\s*\}\}/g)].map(([, source = '']) => ({ source, fallback: '-' })) },
    { ...factsOf(ofContact(contact)), list: enrollment.vars },
  )
  const values = [...(params['body'] as string[])]
  return { type: 'text', text: { body: text.replaceAll(/\{\{\s*[\w. -]+?\s*\}\}/g, () => values.shift() ?? '') } }
}

/** A reply to what a person wrote is no marketing: it goes as utility. */
const baseOf = ({ enrollment, number, contact }: SendFacts, step: string): Omit<SendRequest, 'type' | 'content'> => ({
  ...plainSend,
  policy: 'fail', // a drip never risks a second message
  accountId: number.accountId,
  number,
  to: { phone: contact.phone, userId: contact.userId },
  metadata: { enrollmentId: enrollment.id, dripId: enrollment.dripId, step, seq: enrollment.seq + 1 },
  priority: priorities.utility,
  waits: false,
  idempotency: referenceOf(enrollment),
})

/** One message for each step that is taken, however often it is tried. */
function referenceOf({ id, seq }: Enrollment): NonNullable<SendRequest['idempotency']> {
  const key = `drip:${id}:${seq + 1}`
  return { key, fingerprint: createHash('sha256').update(key).digest() }
}

async function prepareTemplate(
  deps: SendDeps,
  { key, template: name, bindings = {} }: Pick<TemplateStep, 'key' | 'template' | 'bindings'>,
  facts: SendFacts,
  now: number,
): Promise<PreparedSend> {
  const { number, contact, enrollment, rules } = facts
  const { accountId, wabaId } = number
  if (wabaId === null) return { kind: 'skip', reason: 'template_not_approved' }
  const templateName = { accountId, wabaId, ...name }
  const { template } = deps.templates.peek(templateName) ?? (await deps.templates.find(templateName))
  if (template?.status !== 'APPROVED') return { kind: 'skip', reason: 'template_not_approved' }
  const { toLink, made } = createLinkMaker(rules, [enrollment.id, String(enrollment.seq + 1)])
  const known = { ...factsOf(ofContact(contact)), list: enrollment.vars }
  const { params, missing } = renderBindings(bindings, known, toLink)
  if (missing.length > 0) return { kind: 'skip', reason: 'param_missing' }
  const content = templateContent({ name, template }, params)
  const prepared = await check(deps, { ...baseOf(facts, key), type: 'template', content }, now)
  return prepared.kind === 'send' ? { ...prepared, links: made } : prepared
}

async function check({ check: ask }: SendDeps, request: SendRequest, now: number): Promise<PreparedSend> {
  const [outcome] = await ask([request])
  if (outcome === undefined) throw new Error('A message was not checked')
  if (!(outcome instanceof GatewayError)) return { kind: 'send', command: outcome, links: [] }
  if (outcome.code === 'not_sendable') return toPolicy(outcome, now)
  if (outcome.retryAfterSeconds !== null) throw outcome
  return { kind: 'skip', reason: outcome.code }
}

function toPolicy({ reason, obstacle }: GatewayError, now: number): PreparedSend {
  const known = reason ?? 'not_valid'
  const effect = Object.hasOwn(policyReasons, known) ? policyReasons[known as PolicyReason].effect : 'refuse'
  const until = obstacle?.until ?? null
  if (effect !== 'wait' || until === null) return { kind: 'skip', reason: known }
  return { kind: 'wait', reason: known, until: new Date(Math.max(Date.parse(until), now + 1000)).toISOString() }
}

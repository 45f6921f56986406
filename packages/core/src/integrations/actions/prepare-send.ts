import { createHash } from 'node:crypto'
import { templateContent } from '#engagement/campaigns/feed/decide.ts'
import { renderBindings } from '#engagement/campaigns/plan/bindings.ts'
import { createLinkMaker } from '#engagement/campaigns/plan/personal-links.ts'
import { factsOf, ofContact } from '#engagement/campaigns/plan/plan-recipients.ts'
import { type AudienceContact, selectAudience } from '#engagement/campaigns/plan/plan-store.ts'
import type { PersonalLink } from '#engagement/links/link.ts'
import { type LinkContext, openLinkRules } from '#engagement/links/link-settings.ts'
import { type PolicyReason, policyReasons } from '#engagement/policy/policy-reasons.ts'
import { priorities } from '#messaging/messages/message.ts'
import type { SendCommand } from '#messaging/messages/send/send-command.ts'
import type { SendMessages } from '#messaging/messages/send/send-message.ts'
import { plainSend } from '#messaging/messages/send/send-request.ts'
import type { NumberDirectory } from '#messaging/numbers/number-directory.ts'
import type { TemplateDirectory } from '#messaging/templates/send-check/template-directory.ts'
import type { Queryable } from '#platform/database/database.ts'
import { GatewayError } from '#platform/errors.ts'
import type { IncomingEvent } from '../incoming/incoming-event.ts'
import type { EventAction } from '../sources/event-source.ts'

export interface SendDeps extends LinkContext {
  worker: Queryable
  numbers: Pick<NumberDirectory, 'byIds'>
  templates: Pick<TemplateDirectory, 'peek' | 'find'>
  check: SendMessages['check']
}

/** What an action that sends comes to, checked as every message is. Nothing is accepted as yet. */
export type PreparedSend =
  | { kind: 'send'; command: SendCommand; links: readonly PersonalLink[]; expiresAt: string }
  | { kind: 'wait'; until: string; reason: string }
  | { kind: 'skip'; reason: string }

type SendAction = Extract<EventAction, { kind: 'send_template' }>

/** @throws GatewayError for what has to be tried again later */
export async function prepareSend(
  deps: SendDeps,
  accountId: string,
  action: SendAction,
  event: Pick<IncomingEvent, 'id' | 'sourceId' | 'contactId' | 'data'> & { key: string },
): Promise<PreparedSend> {
  const number = (await deps.numbers.byIds([action.numberId])).get(action.numberId)
  if (number?.accountId !== accountId || number.wabaId === null) return { kind: 'skip', reason: 'number_gone' }
  const contact = event.contactId === null ? null : await readContact(deps.worker, accountId, event.contactId)
  if (contact === null || (contact.phone === null && contact.userId === null))
    return { kind: 'skip', reason: 'no_recipient' }
  const templateName = { accountId, wabaId: number.wabaId, ...action.template }
  const { template } = deps.templates.peek(templateName) ?? (await deps.templates.find(templateName))
  if (template?.status !== 'APPROVED') return { kind: 'skip', reason: 'template_not_approved' }
  const rules = await openLinkRules(deps.worker, deps, accountId)
  const { toLink, made } = createLinkMaker(rules, [event.id, action.id])
  const facts = { ...factsOf(ofContact(contact)), list: event.data }
  const { params, missing } = renderBindings(action.bindings ?? {}, facts, toLink)
  if (missing.length > 0) return { kind: 'skip', reason: 'param_missing' }
  const key = `event:${event.sourceId}:${action.id}:${event.key}`
  const [outcome] = await deps.check([
    {
      ...plainSend,
      policy: 'fail', // what an event leads to is never risked twice
      accountId,
      number,
      to: { phone: contact.phone, userId: contact.userId },
      type: 'template',
      content: templateContent({ name: action.template, template }, params),
      metadata: { eventId: event.id, sourceId: event.sourceId, actionId: action.id },
      priority: priorities.utility,
      waits: false,
      idempotency: { key: key.length > 200 ? digestOf(key).toString('hex') : key, fingerprint: digestOf(key) },
    },
  ])
  if (outcome === undefined) throw new Error('A message was not checked')
  if (!(outcome instanceof GatewayError))
    return { kind: 'send', command: outcome, links: made, expiresAt: rules.expiresAt }
  return toRefusal(outcome)
}

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest()

async function readContact(worker: Queryable, accountId: string, id: string): Promise<AudienceContact | null> {
  const page = { after: null, limit: 1 }
  const [contact = null] = await selectAudience(worker, accountId, ({ bind }) => `c.id = ${bind(id)}::uuid`, page)
  return contact
}

function toRefusal(error: GatewayError): PreparedSend {
  if (error.code !== 'not_sendable') {
    if (error.retryAfterSeconds !== null || error.code === 'internal') throw error
    return { kind: 'skip', reason: error.reason ?? error.code }
  }
  const known = error.reason ?? 'not_valid'
  const effect = Object.hasOwn(policyReasons, known) ? policyReasons[known as PolicyReason].effect : 'refuse'
  const until = error.obstacle?.until ?? null
  if (effect !== 'wait' || until === null) return { kind: 'skip', reason: known }
  return { kind: 'wait', reason: known, until: new Date(Math.max(Date.parse(until), Date.now() + 1000)).toISOString() }
}

import { readPhone } from '@dawk/core/messaging/identities/phone-number.ts'
import type { Message, VisibleState } from '@dawk/core/messaging/messages/message.ts'
import type { SettledSend } from '@dawk/core/messaging/messages/send/send-and-settle.ts'
import { plainSend, type SendRequest } from '@dawk/core/messaging/messages/send/send-request.ts'
import { toTemplateComponents } from '@dawk/core/messaging/templates/contract/template-parameters.ts'
import type { Template } from '@dawk/core/messaging/templates/template.ts'
import type { FieldProblem } from '@dawk/core/platform/errors.ts'
import type { SendingNumber } from '@dawk/core/tenancy/access/principal.ts'
import { validateJson } from '#requests/storable-json.ts'
import { reject, toRefusal } from './errors.ts'
import { inCallersTerms, type Origins } from './places.ts'
import type { SendBody, StatusReply, TemplateView } from './schemas.ts'
import { toParameters, toPlaceholders } from './variables.ts'

const contentBytes = 65_536

interface SendContext extends Pick<SendRequest, 'accountId' | 'idempotency'> {
  number: SendingNumber
  template: Template
}

/**
 * The send, and how its refusals are told in the caller's own terms.
 * @throws GatewayError `invalid_request` with every problem at once
 */
export function toSendRequest(
  { phone_number: phone, variables = [] }: SendBody,
  { accountId, number, template, idempotency }: SendContext,
): { request: SendRequest; toRefusal: (error: unknown) => unknown } {
  const problems: FieldProblem[] = []
  const origins: Origins = new Map()
  const parameters = toParameters(template.contract, variables, problems, origins)
  const components = toTemplateComponents(template.contract, parameters)
  const { name, language } = template
  const content = {
    type: 'template',
    template: { name, language: { code: language }, ...(components.length > 0 && { components }) },
  }
  const wrong = validateJson(content, contentBytes)
  if (wrong !== null) problems.push({ field: 'variables', message: wrong })
  const read = readPhone(phone, 'written')
  if ('problem' in read) problems.push({ field: 'phone_number', message: read.problem })
  reject(problems)
  const request: SendRequest = {
    accountId,
    number,
    to: { phone: 'phone' in read ? read.phone : null, userId: null },
    type: 'template',
    content,
    ...plainSend,
    idempotency,
  }
  return { request, toRefusal: (error) => inCallersTerms(error, { components, variables, origins }) }
}

/** Our id stands for the wamid while that is not known. @throws GatewayError when Meta refused the message */
export function toSendReply({ accepted, message }: SettledSend) {
  if (message && message.wamid === null && message.error) throw toRefusal(message.error)
  const wamid = message?.wamid ?? null
  return { success: true as const, message_id: wamid ?? accepted.id, status: wamid === null ? 'queued' : 'sent' }
}

/** The page knows sent, delivered, read and failed; what has not left yet is queued. */
function toStatus(state: VisibleState): string {
  switch (state) {
    case 'scheduled':
    case 'processing':
    case 'retrying':
      return 'queued'
    default:
      return state
  }
}

export function toStatusReply(message: Message): StatusReply {
  const { error } = message
  return {
    success: true,
    message_id: message.wamid ?? message.id,
    status: toStatus(message.state),
    phone_number: message.peer,
    sent_at: message.sentAt,
    delivered_at: message.deliveredAt,
    read_at: message.readAt,
    failed_at: message.failedAt,
    error: error && { code: error.code, message: [error.title, error.details ?? error.cause].join(': ') },
  }
}

export function toTemplateView(template: Template): TemplateView {
  const { metaId: id, name, language, category, status, components, contract } = template
  return { id, name, language, category, status, components: [...components], variables: toPlaceholders(contract) }
}

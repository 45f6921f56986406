import { readPhone } from '@dawk/core/messaging/identities/phone-number.ts'
import { isUserId } from '@dawk/core/messaging/identities/recipient.ts'
import type { SettledSend } from '@dawk/core/messaging/messages/send/send-and-settle.ts'
import { plainSend, type SendRequest } from '@dawk/core/messaging/messages/send/send-request.ts'
import { type FieldProblem, GatewayError } from '@dawk/core/platform/errors.ts'
import { defaultNumberOf } from '@dawk/core/tenancy/access/default-number.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'
import { validateJson } from '#requests/storable-json.ts'
import { toRefusal } from './errors.ts'
import type { InteractiveBody, MediaBody, TemplateBody, TextBody } from './schemas.ts'

const contentBytes = 65_536

type Content = Pick<SendRequest, 'type'> & { part: unknown; problems?: FieldProblem[] }

export const toText = ({ message }: TextBody): Content => ({ type: 'text', part: { body: message } })

/** `parameters` fill the body in order; all else is told in Meta's own `components`. */
export function toTemplate({ templateName, language, parameters, components }: TemplateBody): Content {
  const problems: FieldProblem[] = []
  if (parameters && components) problems.push({ field: 'parameters', message: 'cannot stand beside components' })
  const body = parameters?.length
    ? [{ type: 'body', parameters: parameters.map((text) => ({ type: 'text', text })) }]
    : undefined
  const filled = components ?? body
  const part = { name: templateName, language: { code: language }, ...(filled && { components: filled }) }
  return { type: 'template', part, problems }
}

export function toMedia({ type, mediaUrl, mediaId, caption, filename }: MediaBody): Content {
  const problems: FieldProblem[] = []
  if ((mediaUrl === undefined) === (mediaId === undefined))
    problems.push({ field: 'mediaUrl', message: 'or mediaId is required, and not both' })
  const part = {
    ...(mediaUrl === undefined ? { id: mediaId } : { link: mediaUrl }),
    ...(caption !== undefined && { caption }),
    ...(filename !== undefined && { filename }),
  }
  return { type, part, problems }
}

export const toInteractive = ({ interactive }: InteractiveBody): Content => ({ type: 'interactive', part: interactive })

/** @throws GatewayError `invalid_request` with every problem at once; `number_not_connected` */
export function toSendRequest(
  principal: Principal,
  to: string,
  { type, part, problems = [] }: Content,
  idempotency: SendRequest['idempotency'],
): SendRequest {
  const phone = isUserId(to) ? null : readPhone(to, 'digits')
  if (phone !== null && 'problem' in phone) problems.push({ field: 'to', message: phone.problem })
  const content = { type, [type]: part }
  const wrong = validateJson(content, contentBytes)
  if (wrong !== null) problems.push({ field: type === 'text' ? 'message' : type, message: wrong })
  if (problems.length > 0) throw new GatewayError('invalid_request', 'Validation failed.', { details: problems })
  return {
    accountId: principal.account.id,
    number: defaultNumberOf(principal, 'POST /v1/numbers'),
    to: phone === null ? { phone: null, userId: to } : { phone: to, userId: null },
    type,
    content,
    ...plainSend,
    idempotency,
  }
}

/** Our id stands for the wamid while that is not known. @throws GatewayError when Meta refused the message */
export function toSendReply({ accepted, message }: SettledSend) {
  if (message && message.wamid === null && message.error) throw toRefusal(message.error)
  return { success: true as const, messageId: message?.wamid ?? accepted.id }
}

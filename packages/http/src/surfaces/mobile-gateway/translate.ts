import { readPhone } from '@dawk/core/messaging/identities/phone-number.ts'
import { isUserId, type Recipient } from '@dawk/core/messaging/identities/recipient.ts'
import { type Message, priorities } from '@dawk/core/messaging/messages/message.ts'
import { groupPlaceOf, isEdited } from '@dawk/core/messaging/messages/message-group.ts'
import type { AcceptedBatch } from '@dawk/core/messaging/messages/send/accept-batch.ts'
import type { AcceptedMessage } from '@dawk/core/messaging/messages/send/send-command.ts'
import type { SendBatch } from '@dawk/core/messaging/messages/send/send-message.ts'
import { plainSend, type SendRequest } from '@dawk/core/messaging/messages/send/send-request.ts'
import { type FieldProblem, GatewayError } from '@dawk/core/platform/errors.ts'
import type { SendingNumber } from '@dawk/core/tenancy/access/principal.ts'
import { validateJson } from '#requests/storable-json.ts'
import { withBlanks, withoutBlanks } from './content.ts'
import type { BroadcastBody, MessageReply, SendBody } from './schemas.ts'

const contentBytes = 65_536

type Idempotency = SendRequest['idempotency']

/** @throws GatewayError `invalid_request` with every problem at once */
export function toSendRequest(
  accountId: string,
  number: SendingNumber,
  body: SendBody,
  idempotency: Idempotency,
): SendRequest {
  const problems: FieldProblem[] = []
  const to = toRecipient(body.destination, 'destination', problems)
  const message = readMessage(body, problems)
  refuse(problems)
  return { ...plainSend, ...message, accountId, number, to, idempotency }
}

/** Each destination gets a message of its own. @throws GatewayError `invalid_request` with every problem at once */
export function toBatch(
  accountId: string,
  number: SendingNumber,
  body: BroadcastBody,
  idempotency: Idempotency,
): SendBatch {
  const problems: FieldProblem[] = []
  const recipients = body.destination.map((text, index) => toRecipient(text, `destination.${index}`, problems))
  const message = readMessage(body, problems)
  refuse(problems)
  const items = recipients.map((to, index) => ({
    index,
    request: {
      ...plainSend,
      ...message,
      accountId,
      number,
      to,
      priority: priorities.bulk,
      idempotency: null,
    },
  }))
  return { accountId, items, refused: [], idempotency }
}

function refuse(problems: readonly FieldProblem[]): void {
  if (problems.length === 0) return
  throw new GatewayError('invalid_request', 'Validation failed.', { details: problems.slice(0, 20) })
}

/** People who show no phone number are named by Meta's user id, as in what they wrote. */
function toRecipient(text: string, field: string, problems: FieldProblem[]): Recipient {
  if (isUserId(text)) return { phone: null, userId: text }
  const read = readPhone(text, 'plus')
  if ('problem' in read) problems.push({ field, message: read.problem })
  return { phone: 'phone' in read ? read.phone : null, userId: null }
}

type Content = Pick<SendRequest, 'type' | 'content' | 'metadata'>

function readMessage(body: Omit<SendBody, 'destination'>, problems: FieldProblem[]): Content {
  const { type, reference, context } = body
  const content = body[type]
  if (typeof content !== 'object' || content === null) problems.push({ field: type, message: 'is required' })
  const quoted = context?.message_id
  if (quoted !== undefined && typeof quoted !== 'string')
    problems.push({ field: 'context.message_id', message: 'must be a string' })
  const metadata = reference ? { reference } : null
  const whole = {
    ...(typeof quoted === 'string' && { context: { message_id: quoted } }),
    type,
    [type]: withoutBlanks(type, content),
  }
  const wrong = validateJson({ whole, metadata }, contentBytes)
  if (wrong !== null) problems.push({ field: type, message: wrong })
  return { type, content: whole, metadata }
}

export function toSendReply({ id }: AcceptedMessage, { reference }: SendBody) {
  return [{ id, status: 'accepted', reference: reference ?? '' }]
}

/**
 * One entry for each destination; `messages`: those accepted, in order.
 * @throws GatewayError when none is accepted
 */
export function toBroadcastReply(
  { destination }: BroadcastBody,
  { refused }: AcceptedBatch,
  messages: readonly { id: string }[],
) {
  const [first] = refused
  if (first && messages.length === 0) throw new GatewayError(first.code, first.error, { details: first.details })
  const rejected = new Set(refused.map(({ index }) => index))
  let next = 0
  return destination.map((phone, index) => {
    const id = rejected.has(index) ? undefined : messages[next++]?.id
    return { destination: phone, id: id ?? '', status: id === undefined ? 'rejected' : 'accepted' }
  })
}

/** `source` of a message is the number it was sent from, as Meta names it. */
export function toMessageReply(message: Message, phoneNumberId: string): MessageReply {
  const group = groupPlaceOf(message)
  const person = group ? (withPlus(group.phone) ?? group.userId ?? group.groupId) : toAddress(message)
  const { id, direction } = message
  if (direction === 'in') {
    const content = JSON.stringify({ ...toMoContent(message.content), ...(isEdited(message) && { edited: true }) })
    return { id, source: person, destination: phoneNumberId, direction: 'MO', reference: '', content }
  }
  const reference = message.metadata?.['reference']
  return {
    id,
    source: phoneNumberId,
    destination: person,
    direction: 'MT',
    reference: typeof reference === 'string' ? reference : '',
    content: JSON.stringify(toMtContent(message, person)),
  }
}

const toAddress = ({ peer, peerUserId }: Message): string => withPlus(peer) ?? peerUserId ?? ''

function toMtContent({ id, type, content }: Message, to: string) {
  const { [type]: body, type: _, ...rest } = content
  return {
    messaging_product: 'whatsapp',
    to,
    type,
    [type]: withBlanks(type, body),
    ...rest,
    biz_opaque_callback_data: id,
  }
}

/** A person's message as Meta sent it, in the words of the vendor's server. */
export function toMoContent(message: Readonly<Record<string, unknown>>) {
  const { from, type } = message
  const blank = { errors: null, order: null, reaction: null }
  const content = typeof type === 'string' && type in message ? { [type]: withBlanks(type, message[type]) } : {}
  return { ...blank, ...message, ...(typeof from === 'string' && { from: withPlus(from) }), ...content }
}

export function withPlus(digits: string | null): string | null {
  return digits === null ? null : `+${digits.replace(/^\+/, '')}`
}

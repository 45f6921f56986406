import type { PhoneNumberDetails } from '@dawk/cloud-api/client.ts'
import type { Message } from '@dawk/core/messaging/messages/message.ts'
import { plainSend, type SendRequest } from '@dawk/core/messaging/messages/send/send-request.ts'
import type { NumberRow } from '@dawk/core/messaging/numbers/number.ts'
import type { FieldProblem } from '@dawk/core/platform/errors.ts'
import { fingerprintOf, readIdempotencyKey } from '#requests/idempotency-key.ts'
import { validateJson } from '#requests/storable-json.ts'
import type { CheckedMessage } from './check-message.ts'
import { invalid, toRefusal } from './errors.ts'

const metadataBytes = 4096

/** What the client sent beside its body. */
interface SendInput {
  message: CheckedMessage
  idempotencyKey: string | undefined
  rawBody: Buffer | null
}

/** @throws GraphRefusal for what cannot be stored */
export function toSendRequest(number: NumberRow, { message, idempotencyKey, rawBody }: SendInput): SendRequest {
  const metadata = message.callbackData === null ? null : { biz_opaque_callback_data: message.callbackData }
  const wrong = validateJson(metadata, metadataBytes)
  if (wrong !== null) throw invalid(`Param biz_opaque_callback_data ${wrong}.`)
  const problems: FieldProblem[] = []
  const key = readIdempotencyKey(idempotencyKey, problems)
  for (const { field, message: text } of problems) throw invalid(`${field} ${text}.`)
  return {
    accountId: number.accountId,
    number,
    to: message.to,
    type: message.type,
    content: toContent(message),
    ...plainSend,
    metadata,
    idempotency:
      key === null
        ? null
        : { key, fingerprint: fingerprintOf(`POST\n/graph/${number.phoneNumberId}/messages`, rawBody) },
  }
}

/** What goes on the wire beside recipient and our own callback data, which the core adds. */
function toContent({ type, content, context, identityKeyHash }: CheckedMessage): Record<string, unknown> {
  return {
    ...(!isAbsent(context) && { context }),
    ...(!isAbsent(identityKeyHash) && { recipient_identity_key_hash: identityKeyHash }),
    type,
    [type]: content,
  }
}

const isAbsent = (value: unknown) => value === undefined || value === null

/**
 * Meta's reply to a send; `settled` null: what became of the message is not known yet, and our id stands for Meta's.
 * @throws GraphRefusal when Meta refused the message
 */
export function toSendReply({ input, to, type }: CheckedMessage, id: string, settled: Message | null) {
  if (settled && settled.wamid === null && settled.error) throw toRefusal(settled.error)
  const wamid = settled?.wamid ?? null
  const taken = wamid !== null && type === 'template' && { message_status: 'accepted' }
  return {
    messaging_product: 'whatsapp' as const,
    contacts: [{ input, ...(to.phone === null ? { user_id: to.userId } : { wa_id: to.phone }) }],
    messages: [{ id: wamid ?? id, ...taken }],
  }
}

/** Meta's node, with the members that `fields` names; the id is always there. */
export function toNumberNode(details: PhoneNumberDetails, fields: string | undefined): Partial<PhoneNumberDetails> {
  if (!fields) return details
  const names = new Set(['id', ...fields.split(',').map((name) => name.trim())])
  return Object.fromEntries(Object.entries(details).filter(([name]) => names.has(name)))
}

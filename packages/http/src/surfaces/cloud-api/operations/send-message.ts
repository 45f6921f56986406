import { markMessageRead } from '@dawk/core/messaging/messages/mark-read.ts'
import { outboundTypes } from '@dawk/core/messaging/messages/send/check-content.ts'
import type { NumberRow } from '@dawk/core/messaging/numbers/number.ts'
import { type Caller, trustedCaller } from '@dawk/core/tenancy/access/caller.ts'
import type { FastifyRequest } from 'fastify'
import type { OperationContext } from '#context.ts'
import { answer } from '#operations/answer.ts'
import { operation } from '#operations/operation.ts'
import { idempotencyKeyOf } from '#requests/idempotency-key.ts'
import { checkMessage, checkProduct, requireObject, requireText } from '../check-message.ts'
import { invalid, toReadRefusal, toSendRefusal } from '../errors.ts'
import { ownNumberOf } from '../own-number.ts'
import { Done, ofNumber, open, said, shapes, Text } from '../shapes.ts'
import { toSendReply, toSendRequest } from '../translate.ts'

/** How long the answer waits for Meta's; afterwards it carries our id. */
const maxWaitMs = 10_000

const Send = {
  type: 'object',
  properties: {
    messaging_product: { const: 'whatsapp' },
    recipient_type: { const: 'individual' },
    to: said('Phone number with country code.'),
    recipient: said('User id of a person who shows no phone number.'),
    type: { type: 'string', enum: [...outboundTypes], description: 'Left out: text.' },
    ...Object.fromEntries(
      outboundTypes.map((type) => [type, type === 'contacts' ? { type: 'array', items: open } : open]),
    ),
    context: { type: 'object', properties: { message_id: Text } },
    biz_opaque_callback_data: { type: 'string', maxLength: 512 },
  },
  required: ['messaging_product'],
  title: 'SendMessage',
}

const MarkRead = {
  type: 'object',
  properties: {
    messaging_product: { const: 'whatsapp' },
    status: { const: 'read' },
    message_id: { type: 'string', maxLength: 512 },
    typing_indicator: { type: 'object', properties: { type: { const: 'text' } }, required: ['type'] },
  },
  required: ['messaging_product', 'status', 'message_id'],
  title: 'MarkRead',
}

const Sent = {
  type: 'object',
  properties: {
    messaging_product: { const: 'whatsapp' },
    contacts: { type: 'array', items: { type: 'object', properties: { input: Text, wa_id: Text, user_id: Text } } },
    messages: {
      type: 'array',
      items: { type: 'object', properties: { id: Text, message_status: Text }, required: ['id'] },
    },
  },
  required: ['messaging_product', 'contacts', 'messages'],
  title: 'Sent',
}

export const sendMessage = operation({
  route: 'POST /:phoneNumberId/messages',
  tag: 'Messages',
  scope: 'messages:write',
  idempotent: true,
  summary: 'Send a message, or mark one as read',
  description: 'The answer comes once Meta has taken or refused the message, at most after ten seconds.',
  shown: shapes({
    params: ofNumber,
    body: {
      type: 'object',
      anyOf: [Send, MarkRead],
      examples: [
        { messaging_product: 'whatsapp', to: '14155552671', type: 'text', text: { body: 'Hello' } },
        {
          messaging_product: 'whatsapp',
          to: '14155552671',
          type: 'template',
          template: { name: 'hello_world', language: { code: 'en_US' } },
        },
        { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.HBgMOTE5MDMwMzgzNDM4FQIAEhgg' },
      ],
    },
    ok: { anyOf: [Sent, Done] },
    example: {
      messaging_product: 'whatsapp',
      contacts: [{ input: '14155552671', wa_id: '14155552671' }],
      messages: [{ id: 'wamid.HBgLMTQxNTU1NTI2NzEVAgARGBI' }],
    },
  }),
  async handle({ ctx, request, caller, params }) {
    const number = await ownNumberOf(ctx, request, params.phoneNumberId)
    const body = checkProduct(request.body)
    return body['status'] === undefined ? send(ctx, number, request) : markAsRead(ctx, caller, body)
  },
})

async function send(ctx: Pick<OperationContext, 'send' | 'settled'>, number: NumberRow, request: FastifyRequest) {
  const message = checkMessage(request.body)
  const { rawBody } = request
  const command = toSendRequest(number, { message, rawBody, idempotencyKey: idempotencyKeyOf(request) })
  const { id, replayed } = await ctx.send(command).catch((error) => {
    throw toSendRefusal(error)
  })
  const settled = await ctx.settled.waitFor(number.accountId, id, maxWaitMs)
  return answer(toSendReply(message, id, settled), { replayed })
}

/** Meta's API has one permission for sending and for reading. */
async function markAsRead(
  { core, numbers }: Pick<OperationContext, 'core' | 'numbers'>,
  caller: Caller,
  body: Readonly<Record<string, unknown>>,
) {
  if (body['status'] !== 'read') throw invalid('Param status must be "read".')
  const messageId = requireText(body['message_id'], 'message_id', 512)
  const typing = isTyping(body['typing_indicator'])
  const reader = trustedCaller(caller.accountId, caller.actor)
  await markMessageRead({ ...core, numbers }, reader, messageId, { typing }).catch((error) => {
    throw toReadRefusal(error, messageId)
  })
  return { success: true }
}

function isTyping(indicator: unknown): boolean {
  if (indicator === undefined || indicator === null) return false
  if (requireObject(indicator, 'typing_indicator')['type'] === 'text') return true
  throw invalid('Param typing_indicator.type must be "text".')
}

import { answer } from '#operations/answer.ts'
import { operation } from '#operations/operation.ts'
import { idempotencyOf } from '../../idempotency.ts'
import { assertSendsFreely } from '../../inbox-access.ts'
import { lookUpNamed } from '../../named-objects.ts'
import { AcceptedView, SendBody, SendEnvelope } from '../../schemas/message-schemas.ts'
import { readSend, toAcceptedView } from '../../translate-messages.ts'

export const sendMessage = operation({
  route: 'POST /messages',
  tag: 'Messages',
  scope: 'messages:write',
  idempotent: true,
  refuses: ['conflict', 'insufficient_balance', 'upstream_refused'],
  summary: 'Send a message',
  description:
    'Any type of WhatsApp message, now or at `sendAt`. Answers once the message is stored: it is not lost any more. ' +
    'Track it with `GET /v1/messages/{id}` or with `message.status.*` events. Give an ' +
    '`Idempotency-Key` header, so that a repeated request does not send twice.',
  body: SendEnvelope,
  shown: { body: SendBody },
  reply: { 202: AcceptedView },
  async handle({ ctx, caller, principal, body, request }) {
    await assertSendsFreely(ctx, caller)
    const read = readSend(principal, body)
    const named = await lookUpNamed(ctx, principal, [read])
    const accepted = await ctx.send(await named.complete(read, idempotencyOf(request)))
    return answer(toAcceptedView(accepted), accepted)
  },
})

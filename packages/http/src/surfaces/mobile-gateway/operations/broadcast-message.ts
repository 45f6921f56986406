import { listBatch } from '@dawk/core/messaging/messages/message-store.ts'
import { assertBatchFits } from '@dawk/core/messaging/messages/send/accept-batch.ts'
import { answer } from '#operations/answer.ts'
import { operation } from '#operations/operation.ts'
import { idempotencyOf } from '#requests/idempotency-key.ts'
import { BroadcastBody, BroadcastReply, sendErrors } from '../schemas.ts'
import { sourceOf } from '../source.ts'
import { toBatch, toBroadcastReply } from '../translate.ts'

/** Every message is stored in one transaction. */
export const broadcastMessage = operation({
  route: 'POST /messages/broadcast',
  tag: 'Messages',
  scope: 'messages:write',
  idempotent: true,
  summary: 'Send the same message to several recipients',
  body: BroadcastBody,
  reply: { 202: BroadcastReply, ...sendErrors },
  async handle({ ctx, accountId, caller, principal, body, request }) {
    assertBatchFits(principal.account.plan, body.destination.length, 'destination')
    const number = await sourceOf(ctx, principal, body.source)
    const accepted = await ctx.sendBatch(toBatch(accountId, number, body, idempotencyOf(request)))
    const messages = await listBatch(ctx.core, caller, accepted.batchId)
    return answer(toBroadcastReply(body, accepted, messages), accepted)
  },
})

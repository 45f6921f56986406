import { listBatchIds } from '@dawk/core/messaging/messages/message-list-store.ts'
import { answer } from '#operations/answer.ts'
import { operation } from '#operations/operation.ts'
import { idempotencyOf } from '../../idempotency.ts'
import { assertSendsFreely } from '../../inbox-access.ts'
import { BatchBody, BatchView, SendEnvelope } from '../../schemas/message-schemas.ts'
import { toBatch, toBatchView } from '../../translate-batch.ts'

/** 4 KiB for each of the 5,000 messages of the largest plan. */
const batchBytes = 20 * 1024 * 1024

export const sendBatch = operation({
  route: 'POST /messages/batch',
  tag: 'Messages',
  scope: 'messages:write',
  idempotent: true,
  itemsApart: true,
  refuses: ['conflict', 'upstream_refused'],
  bodyLimit: batchBytes,
  summary: 'Send many messages',
  description:
    'Each message is checked by itself; all that pass are stored together, under one `batchId`, and leave after ' +
    'replies and one-time passwords. `results` tells of each its id or why it was refused.',
  body: BatchBody,
  reply: { 202: BatchView },
  async handle({ ctx, caller, principal, body, request }) {
    await assertSendsFreely(ctx, caller)
    const { messages } = body
    const checkShape = request.compileValidationSchema(SendEnvelope, 'body')
    const batch = await toBatch(ctx, principal, { messages, idempotency: idempotencyOf(request), checkShape })
    const accepted = await ctx.sendBatch(batch)
    const ids = await listBatchIds(ctx.core, caller, accepted.batchId)
    return answer(toBatchView(accepted, messages.length, ids), accepted)
  },
})

import { sendAndSettle } from '@dawk/core/messaging/messages/send/send-and-settle.ts'
import { answer } from '#operations/answer.ts'
import type { Call } from '#operations/call.ts'
import { idempotencyOf } from '#requests/idempotency-key.ts'
import { toSendReply, toSendRequest } from './translate.ts'

/** Sends, and answers once Meta has taken or refused the message. */
export async function sendAndAnswer(
  { ctx, principal, request }: Call,
  to: string,
  content: Parameters<typeof toSendRequest>[2],
) {
  const sent = await sendAndSettle(ctx, toSendRequest(principal, to, content, idempotencyOf(request)))
  return answer(toSendReply(sent), sent.accepted)
}

import type { Message } from '../message.ts'
import type { AcceptedMessage } from './send-command.ts'
import type { SendMessages } from './send-message.ts'
import type { SendRequest } from './send-request.ts'
import type { SettledMessages } from './settled-messages.ts'

/** How long an answer waits for Meta's; afterwards it carries our id in place of the wamid. */
const maxWaitMs = 10_000

export interface SettledSend {
  accepted: AcceptedMessage
  /** Null: what became of the message is not known yet; it is stored and will be sent. */
  message: Message | null
}

/** Sends a message and waits, at most 10 s, until Meta has taken or refused it: for answers that carry the wamid. */
export async function sendAndSettle(
  { send, settled }: Pick<SendMessages, 'send'> & { settled: SettledMessages },
  request: SendRequest,
): Promise<SettledSend> {
  const accepted = await send(request)
  return { accepted, message: await settled.waitFor(request.accountId, accepted.id, maxWaitMs) }
}

import { cancelMessage } from './cancel-message.ts'
import { getMessage } from './get-message.ts'
import { getMessageFigures } from './get-message-figures.ts'
import { listMessages } from './list-messages.ts'
import { markMessageRead } from './mark-message-read.ts'
import { retryMessage } from './retry-message.ts'
import { sendBatch } from './send-batch.ts'
import { sendMessage } from './send-message.ts'

export const messages = {
  sendMessage,
  sendBatch,
  listMessages,
  getMessage,
  cancelMessage,
  retryMessage,
  markMessageRead,
  getMessageFigures,
}

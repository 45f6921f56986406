import { getMessageStatus } from './get-message-status.ts'
import { getTemplate } from './get-template.ts'
import { sendMessage } from './send-message.ts'

/** In the order of the document. */
export const operations = { sendMessage, getTemplate, getMessageStatus }

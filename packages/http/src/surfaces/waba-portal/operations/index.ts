import { createTemplate } from './create-template.ts'
import { deleteTemplate } from './delete-template.ts'
import { editTemplate } from './edit-template.ts'
import { getWebhook } from './get-webhook.ts'
import { listConversationMessages } from './list-conversation-messages.ts'
import { listConversations } from './list-conversations.ts'
import { listTemplates } from './list-templates.ts'
import { markRead } from './mark-read.ts'
import { removeWebhook } from './remove-webhook.ts'
import { saveWebhook } from './save-webhook.ts'
import { sendInteractive } from './send-interactive.ts'
import { sendMedia } from './send-media.ts'
import { sendTemplate } from './send-template.ts'
import { sendText } from './send-text.ts'
import { testWebhook } from './test-webhook.ts'

/** In the order of the document. */
export const operations = {
  sendText,
  sendTemplate,
  sendMedia,
  sendInteractive,
  markRead,
  listConversations,
  listConversationMessages,
  listTemplates,
  createTemplate,
  editTemplate,
  deleteTemplate,
  getWebhook,
  saveWebhook,
  removeWebhook,
  testWebhook,
}

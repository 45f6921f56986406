import type { Media } from '@dawk/core/messaging/media/media.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { Principal } from '@dawk/core/tenancy/access/principal.ts'

/**
 * Operations of all surfaces that a key may use which is restricted to some numbers, `sk_test_` keys included: each names a
 * number, or shows what belongs to the key's numbers alone. Every other operation concerns the account as a whole and is
 * refused, so that a new one is closed until somebody has thought of it.
 */
export const operationsForNumbers: ReadonlySet<string> = new Set([
  // what the key itself is, and keys that reach no further
  ...['getAccount', 'createApiKey', 'updateApiKey', 'rotateApiKey', 'revokeApiKey', 'rotateKey'],
  // messages
  ...['sendMessage', 'sendBatch', 'sendBulk', 'broadcastMessage', 'sendText', 'sendTemplate', 'sendMedia'],
  ...[
    'sendInteractive',
    'listMessages',
    'getMessageFigures',
    'getMessage',
    'getMessageStatus',
    'cancelMessage',
    'retryMessage',
  ],
  ...['markMessageRead', 'markRead', 'getSummary', 'listEvents', 'getEvent'],
  // templates of the business accounts of the numbers
  ...['listTemplates', 'getTemplate', 'getTemplateContract', 'previewTemplate', 'lintTemplate', 'createTemplate'],
  ...['editTemplate', 'deleteTemplate', 'syncTemplates', 'uploadTemplateSample', 'getNode'],
  ...['openUpload', 'getUpload', 'continueUpload'],
  // conversations and the people in them
  ...['listConversations', 'searchMessages', 'getConversation', 'changeConversation', 'listConversationMessages'],
  ...['markConversationRead', 'listContacts', 'getContact'],
  // files
  ...['uploadMedia', 'fetchMedia', 'listMedia', 'getMedia', 'getMediaContent', 'deleteMedia'],
  // the numbers
  ...['listNumbers', 'getNumber', 'verifyNumber', 'disconnectNumber', 'getNumberCallback', 'getNumberSignup'],
  ...['revealNumberPin', 'listPhoneNumbers', 'getBusinessProfile', 'updateBusinessProfile', 'getSettings'],
  ...['listQrCodes', 'getQrCode', 'getCommerceSettings', 'getAutomation', 'listBlockedUsers'],
  ...['updateNode', 'updateSettings', 'updateCommerceSettings', 'updateAutomation', 'saveQrCode', 'deleteQrCode'],
  ...['blockUsers', 'unblockUsers'],
])

/** @throws GatewayError `forbidden` for a restricted key where the whole account is concerned */
export function assertForNumbers({ numberIds, test }: Principal, operationId: string | undefined): void {
  if (numberIds === null || operationsForNumbers.has(operationId ?? '')) return
  const whose = test ? 'A test key reaches the sandbox number alone' : 'The API key is restricted to some numbers'
  throw new GatewayError('forbidden', `${whose}, and this concerns the whole account.`)
}

/** Whether the file is one of the numbers that the caller is restricted to; for everybody else every file is. */
export const mayUseMedia = ({ numberIds }: Pick<Principal, 'numberIds'>, { numberId }: Media): boolean =>
  numberIds === null || (numberId !== null && numberIds.includes(numberId))

/** Whose a new file is: the number's for which a restricted key brings it, else the account's. */
export const ownerOfUpload = (
  { numberIds, number }: Pick<Principal, 'numberIds' | 'number'>,
  named: { id: string } | null = null,
): string | null => (numberIds === null ? null : ((named ?? number)?.id ?? null))

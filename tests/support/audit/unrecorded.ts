/** Messages are their own record, with a timeline of what became of them. */
export const messageOperations: readonly string[] = [
  'cloud-api sendMessage',
  'mobile-gateway sendMessage',
  'mobile-gateway broadcastMessage',
  'native sendMessage',
  'native sendBatch',
  'native cancelMessage',
  'native replyToConversation',
  'native retryMessage',
  'native markMessageRead',
  'native markConversationRead',
  'waba-portal sendText',
  'waba-portal sendTemplate',
  'waba-portal sendMedia',
  'waba-portal sendInteractive',
  'waba-portal markRead',
  'whatsapi sendMessage',
  'whatsapi sendBulk',
  'whatsapi retryMessage',
  'wonestop sendMessage',
]

const added = 'a file on its way into a message: it has its own dated record, and only its removal takes something away'
const again = 'an event goes out once more; each attempt stands in the log of its delivery'
const repeated = 'is work of many accounts done once more; what it changes is recorded as ever'
const reads = 'changes nothing'
const sample = 'a sample at Meta that nothing names until a template does, which is recorded'
/** Why an operation leaves no record. */
export const unrecorded: Record<string, string> = {
  'cloud-api openUpload': sample,
  'cloud-api continueUpload': sample,
  'cloud-api uploadMedia': added,
  'mobile-gateway uploadMedia': added,
  'native uploadMedia': added,
  'native fetchMedia': added,
  'native uploadTemplateSample': sample,
  'native announcePresence': 'is shown at this instant and kept nowhere',
  'native saveConversationDraft': 'is what one person writes before anybody is to see it',
  'native searchContacts': reads,
  'native previewSegment': reads,
  'native previewConnection': reads,
  'native testConnection': 'changes nothing here; reports that were switched off there are asked for again',
  'native previewIncomingEvent': reads,
  'native validateFlow': reads,
  'native simulateFlow': reads,
  'native tellFlowSession': 'is a line of the trace of the session',
  'native validateCampaign': reads,
  'native previewCampaign': reads,
  'native testCampaign': 'sends messages, which are their own record',
  'native lintTemplate': reads,
  'native previewTemplate': reads,
  'native previewInvitation': reads,
  'native syncTemplates': 'reads from Meta what a worker reads every hour; what is new is an event',
  'native requestPasswordReset':
    'changes nothing until the link is used (password.reset); anybody may ask, for anybody',
  'native beginTwoFactor': 'nothing is on before it is confirmed (two_factor.enabled)',
  'native openOnboarding': 'only notes that a link was looked at, which is an event (account.onboarding_started)',
  'native testWebhookEndpoint': again,
  'native deliverEvent': again,
  'native replayWebhookDelivery': again,
  'operator replayJournal': repeated,
  'operator retryUnapplied': repeated,
  'operator retryJobs': repeated,
  'partner testPartnerWebhook': again,
  'waba-portal testWebhook': again,
  'whatsapi startCheckout': 'nothing is bought before the payment, which is recorded (account.plan_changed)',
  'native proveTopUp': 'credits nothing; what the provider says then is recorded (wallet.moved)',
  'operations receiveTopUpNotification': 'names a payment; what it credits is recorded (wallet.moved)',
  'operations postEvent': 'is kept as it came, with everything that followed from it',
  'operations receiveMetaNotification': "Meta's word, kept as it came in the journal",
  'operations receivePaymentNotification':
    'names a subscription; the change of plan is recorded (account.plan_changed)',
}

/** Recorded, and looked at where what it needs is at hand. */
export const recordedElsewhere: Record<string, string> = {
  ...Object.fromEntries(
    ['createAccount', 'updateAccount', 'suspendAccount', 'resumeAccount', 'eraseAccount', 'keepAccount'].map((name) => [
      `operator ${name}`,
      'tests/surfaces/operator.test.ts: account.*',
    ]),
  ),
  'operator stopLane': 'tests/surfaces/operator.test.ts: lane.stopped',
  'operator resumeLane': 'tests/surfaces/operator.test.ts: lane.resumed',
  'native openTrialSession': 'tests/pages/dashboard/sign-in.test.ts: member.added, session.started',
  'native signUpNumber': 'tests/surfaces/native/number-signups/signup-steps.test.ts: number_signup.*',
  'native revealNumberPin': 'tests/surfaces/native/number-signups/signup-pins.test.ts: number_signup.pin_revealed',
  'native setNumberCallback': 'tests/surfaces/native/number-callback.test.ts',
  'native clearNumberCallback': 'tests/surfaces/native/number-callback.test.ts',
  'native connectByOnboarding': 'tests/surfaces/partner/onboarding.test.ts: number.connected, number.verified',
  'partner createTransfer': 'tests/surfaces/partner/wallets.test.ts: wallet.moved',
  'partner setChildPricing': 'tests/surfaces/partner/wallets.test.ts: pricing.changed',
  'native cancelBulkChange': 'tests/core/bulk-changes.test.ts: bulk_change.canceled',
  'cloud-api deregisterNumber': 'tests/surfaces/cloud-api/writes.test.ts: number.deregistered',
  'cloud-api unsubscribeApp': 'tests/surfaces/cloud-api/writes.test.ts: number.subscription_changed',
  'native cancelExport': 'tests/surfaces/native/import-files.test.ts: contact_export.canceled',
}

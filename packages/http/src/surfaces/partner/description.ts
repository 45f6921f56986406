import { bearerKey, type SurfaceDescription } from '#openapi/document.ts'

const partnerKey = {
  apiKey: {
    ...bearerKey.apiKey,
    description: 'A key of the partner, `pk_live_…`. A scope beside an operation is what the key must hold.',
  },
}

export const description: SurfaceDescription = {
  title: 'Dawk for partners',
  description:
    'For resellers and agencies: create accounts, look after them, and learn what happens in them. JSON, errors, lists and ' +
    '`Idempotency-Key` are as in the native API. What an account of another partner is, or of none, answers 404.',
  tags: {
    Partner: 'The partner and its key.',
    Accounts: 'The accounts that the partner looks after.',
    Suspension: 'Stopping an account, and letting it go on.',
    Access: 'Acting within an account, as far as it lets its partner.',
    Onboarding: 'Links by which customers connect their numbers.',
    Wallets: 'How accounts pay, what they have, and moving money to them.',
    Pricing: 'What the partner pays, and what its accounts pay.',
    Usage: 'What the accounts have used, and the statement of each month.',
    Events: 'What happened in them, in one sequence.',
    'Webhook endpoints': 'Where these events are sent.',
    'Audit log': 'Who did what as the partner.',
  },
  security: partnerKey,
}

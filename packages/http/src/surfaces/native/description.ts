import { bearerKey, type SurfaceDescription } from '#openapi/document.ts'
import { eventWebhooks } from './event-webhooks.ts'

const sessionCookie = {
  type: 'apiKey',
  in: 'cookie',
  name: '__Host-dawk_session',
  description:
    'A member who has signed in, in a browser on this host (`POST /session`). A scope beside an operation is what the role must open. On plain http the cookie is `dawk_session`.',
}

export const description: SurfaceDescription = {
  title: 'Dawk',
  hasSdk: true,
  description:
    'The native API: what the dashboard and the SDKs speak. JSON in camelCase, instants in ISO 8601, lists with cursors, ' +
    'refusals as RFC 9457 problems whose `code` is stable. Members may be added at any time: ignore what you do not know.',
  tags: {
    Messages: 'Send, schedule, read, cancel and retry.',
    Conversations: 'What one number and one contact said to each other.',
    Inbox: 'How a team shares the conversations: views, labels, teams, and who gets what.',
    Contacts: 'People, found by any of their identifiers.',
    Imports: 'Contacts that come in from a file: analysed, mapped, tried, run, and undone if need be.',
    Exports: 'Contacts that go out into a file.',
    Attributes: 'The fields that an account has added to its contacts.',
    Tags: 'The words that it puts on them.',
    Segments: 'Groups of contacts, by a filter or by hand.',
    Campaigns: 'A template for many people, and what became of it.',
    Analytics: 'Messages counted by hour or day, number, template, category and outcome.',
    Flows: 'Bots: flows as documents, their versions, and conversations in the middle of one.',
    Drips: 'Sequences of messages that follow up by themselves.',
    Connections: 'Stores and other systems whose records become contacts, and whose events lead to messages.',
    'Event sources': 'Addresses at which other systems post events, what came in there, and what it led to.',
    Consent: 'What people agreed to, and the proof of it.',
    Wallet: 'The balance, what moved it, and what messages cost.',
    Templates: 'Message templates and their parameters.',
    Media: 'Files to send and files received.',
    Numbers: 'Phone numbers of the account.',
    'Webhook endpoints': 'Where events are told, in which dialect, and with which secret.',
    'Webhook deliveries': 'What was delivered, what was not, and doing it again.',
    Events: 'The log of everything that happened.',
    Account: 'The account and its limits.',
    Partner: 'Who looks after the account, what it may do there, and leaving it.',
    Members: 'Who is a member of the account, in which role.',
    Invitations: 'How members come in, the first owner too.',
    Sessions: 'Signing in, and the devices on which one is.',
    Password: 'Changing it, and a forgotten one.',
    'Two-factor': 'Two-factor authentication for the signed-in member.',
    'API keys': 'Keys, their scopes and their rotation.',
    'Audit log': 'Who did what to what, from where.',
    Errors: 'The catalogue behind `type` of a problem.',
  },
  security: { ...bearerKey, session: sessionCookie },
  webhooks: eventWebhooks,
}

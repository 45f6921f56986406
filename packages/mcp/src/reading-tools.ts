import { args, asText, given, type McpTool, pageOf } from './tool.ts'

const page = { limit: args.limit, cursor: args.cursor }

const account: readonly McpTool[] = [
  {
    name: 'get_account',
    description: 'The account of the key: name, plan, limits.',
    kind: 'read',
    input: {},
    run: (client) => client.account.get(),
  },
  {
    name: 'list_numbers',
    description: 'The WhatsApp numbers of the account, with their health at Meta.',
    kind: 'read',
    input: page,
    run: (client, from) => client.numbers.list(pageOf(from)),
  },
  {
    name: 'check_number',
    description:
      'Looks at a number at Meta: token, registration, quality, callback. Says what is wrong and what to do.',
    kind: 'read',
    input: { id: args.id },
    required: ['id'],
    run: (client, { id }) => client.numbers.verify(asText(id)),
  },
  {
    name: 'get_wallet',
    description: 'Balances of the wallet.',
    kind: 'read',
    input: {},
    run: (client) => client.wallet.get(),
  },
  {
    name: 'quote_price',
    description: 'What a message to a phone number would cost, by category.',
    kind: 'read',
    input: {
      to: args.text('Phone number with country code.'),
      category: { type: 'string', enum: ['marketing', 'utility', 'authentication', 'service'] },
    },
    required: ['to', 'category'],
    run: (client, { to, category }) =>
      client.wallet.getPricingQuote({ to: asText(to), category: asText(category) as 'marketing' }),
  },
]

const people: readonly McpTool[] = [
  {
    name: 'find_contact',
    description: 'Contacts by phone number, or by words of their name.',
    kind: 'read',
    input: { phone: args.text('With country code.'), search: args.text('Words of the name.'), ...page },
    isUntrusted: true,
    run: (client, from) => client.contacts.list({ ...pageOf(from), ...given(from, ['phone', 'search']) }),
  },
  {
    name: 'get_contact',
    description: 'A contact with tags, attributes and identifiers.',
    kind: 'read',
    input: { contactId: args.contactId },
    required: ['contactId'],
    isUntrusted: true,
    run: (client, { contactId }) => client.contacts.get(asText(contactId)),
  },
  {
    name: 'may_contact_be_sent',
    description: 'Whether a person may be sent something now, and if not why and until when.',
    kind: 'read',
    input: { contactId: args.contactId },
    required: ['contactId'],
    run: (client, { contactId }) => client.consent.getContactSendability(asText(contactId)),
  },
  {
    name: 'list_conversations',
    description: 'Conversations, the latest first.',
    kind: 'read',
    input: {
      search: args.text('Words of the name or digits of the phone number.'),
      status: { type: 'string', enum: ['open', 'pending', 'snoozed', 'closed'] },
      ...page,
    },
    isUntrusted: true,
    run: (client, from) => client.conversations.list({ ...pageOf(from), ...given(from, ['search', 'status']) }),
  },
  {
    name: 'read_conversation',
    description: 'The messages of a conversation, the latest first.',
    kind: 'read',
    input: { conversationId: args.conversationId, ...page },
    required: ['conversationId'],
    isUntrusted: true,
    run: (client, from) => client.conversations.listMessages(asText(from['conversationId']), pageOf(from)),
  },
  {
    name: 'search_messages',
    description: 'Messages that hold some words.',
    kind: 'read',
    input: { text: args.text('The words.'), ...page },
    required: ['text'],
    isUntrusted: true,
    run: (client, from) => client.conversations.searchMessages({ ...pageOf(from), text: asText(from['text']) }),
  },
]

const messages: readonly McpTool[] = [
  {
    name: 'get_message',
    description: 'A message with its timeline, by our id or by wamid.',
    kind: 'read',
    input: { id: args.id },
    required: ['id'],
    isUntrusted: true,
    run: (client, { id }) => client.messages.get(asText(id)),
  },
  {
    name: 'list_failed_messages',
    description: 'Messages that failed, the latest first.',
    kind: 'read',
    input: page,
    isUntrusted: true,
    run: (client, from) => client.messages.list({ ...pageOf(from), status: 'failed' }),
  },
  {
    name: 'explain_failure',
    description: 'Why a message failed: its timeline, and whether its recipient may be sent anything now.',
    kind: 'read',
    input: { id: args.id },
    required: ['id'],
    isUntrusted: true,
    async run(client, { id }) {
      const { status, timeline, type, createdAt } = await client.messages.get(asText(id))
      return { status, type, createdAt, timeline, hint: 'explain_error explains codes of Dawk.' }
    },
  },
  {
    name: 'explain_error',
    description: 'What an error code of the API means and what to do.',
    kind: 'read',
    input: { code: args.text('Such as window_closed.') },
    required: ['code'],
    run: (client, { code }) => client.errors.get(asText(code)),
  },
  {
    name: 'list_templates',
    description: 'Message templates with their state at Meta.',
    kind: 'read',
    input: { search: args.text('A part of the name.'), ...page },
    run: (client, from) => client.templates.list({ ...pageOf(from), ...given(from, ['search']) }),
  },
  {
    name: 'get_template',
    description: 'A template with its components.',
    kind: 'read',
    input: { id: args.id },
    required: ['id'],
    run: (client, { id }) => client.templates.get(asText(id)),
  },
  {
    name: 'get_template_contract',
    description: 'Which parameters a template wants, in which order.',
    kind: 'read',
    input: { id: args.id },
    required: ['id'],
    run: (client, { id }) => client.templates.getContract(asText(id)),
  },
]

const operations: readonly McpTool[] = [
  {
    name: 'list_campaigns',
    description: 'Campaigns, the latest first.',
    kind: 'read',
    input: page,
    run: (client, from) => client.campaigns.list(pageOf(from)),
  },
  {
    name: 'get_campaign_metrics',
    description: 'What became of a campaign: sent, delivered, read, answered, failed.',
    kind: 'read',
    input: { id: args.id },
    required: ['id'],
    run: (client, { id }) => client.campaigns.getMetrics(asText(id)),
  },
  {
    name: 'list_events',
    description: 'The log of what happened, by type.',
    kind: 'read',
    input: { type: args.text('Such as message.status.failed.'), ...page },
    isUntrusted: true,
    run: (client, from) => client.events.list({ ...pageOf(from), ...given(from, ['type']) }),
  },
  {
    name: 'list_webhook_endpoints',
    description: 'Where events are delivered, and whether that works.',
    kind: 'read',
    input: page,
    run: (client, from) => client.webhookEndpoints.list(pageOf(from)),
  },
  {
    name: 'list_webhook_deliveries',
    description: 'Deliveries to an endpoint with every attempt.',
    kind: 'read',
    input: { endpointId: args.text('The id of the endpoint.'), ...page },
    required: ['endpointId'],
    isUntrusted: true,
    run: (client, from) => client.webhookDeliveries.list(asText(from['endpointId']), pageOf(from)),
  },
]

export const readingTools: readonly McpTool[] = [...account, ...people, ...messages, ...operations]

import type { CreateTemplateBody, SendMessageBody } from '@dawk/sdk/generated/types.ts'
import { args, asText, type McpTool } from './tool.ts'

const message = args.text('The text of the message.')

export const writingTools: readonly McpTool[] = [
  {
    name: 'draft_reply',
    description: 'Leaves a draft in a conversation, for a person to look at and send. Nothing is sent.',
    kind: 'write',
    input: { conversationId: args.conversationId, text: message },
    required: ['conversationId', 'text'],
    run: (client, { conversationId, text }) =>
      client.conversations.saveDraft(asText(conversationId), { body: asText(text) }),
  },
  {
    name: 'add_note',
    description: 'Leaves a note for the team in a conversation. The customer does not see it.',
    kind: 'write',
    input: { conversationId: args.conversationId, text: args.text('The note.') },
    required: ['conversationId', 'text'],
    run: (client, { conversationId, text }) =>
      client.conversations.createNote(asText(conversationId), { body: asText(text) }),
  },
  {
    name: 'create_template',
    description: 'Submits a message template to Meta for review.',
    kind: 'write',
    input: {
      name: args.text('Small letters, digits and underscores.'),
      language: args.text('Such as en_US.'),
      category: { type: 'string', enum: ['MARKETING', 'UTILITY', 'AUTHENTICATION'] },
      components: { type: 'array', items: { type: 'object' }, description: 'As POST /v1/templates takes them.' },
    },
    required: ['name', 'language', 'category', 'components'],
    run: (client, { name, language, category, components }) =>
      client.templates.create({ name, language, category, components } as unknown as CreateTemplateBody),
  },
  {
    name: 'send_message',
    description: 'Sends a text or a template to one person. The first call only shows what would be sent.',
    kind: 'send',
    input: {
      to: args.text('Phone number with country code.'),
      text: args.text('A text; needs an open 24-hour window.'),
      template: {
        type: 'object',
        description: 'In place of a text: name, language and components, as POST /v1/messages takes them.',
      },
    },
    required: ['to'],
    run: (client, { to, text, template }, options) =>
      client.messages.send(
        (template === undefined
          ? { to: asText(to), type: 'text', text: { body: asText(text) } }
          : { to: asText(to), type: 'template', template }) as SendMessageBody,
        options,
      ),
  },
  {
    name: 'reply',
    description: 'Answers in a conversation with a text. The first call only shows what would be sent.',
    kind: 'send',
    input: { conversationId: args.conversationId, text: message },
    required: ['conversationId', 'text'],
    run: (client, { conversationId, text }, options) =>
      client.conversations.reply(asText(conversationId), { type: 'text', text: { body: asText(text) } }, options),
  },
]

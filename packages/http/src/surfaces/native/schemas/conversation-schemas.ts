import { mostLabels } from '@dawk/core/engagement/inbox/labels/label.ts'
import { conversationStatuses } from '@dawk/core/messaging/conversations/conversation.ts'
import { priorityNames } from '@dawk/core/messaging/conversations/conversation-priority.ts'
import Type, { type Static } from 'typebox'
import { Id, Instant, NullableInstant, NullableString, nullable, strict } from '#resources/schemas.ts'

export const oneOf = <const Values extends readonly string[]>(values: Values, description: string) =>
  Type.Unsafe<Values[number]>({ type: 'string', enum: [...values], description })

export const ContactSummary = Type.Object({
  id: Id,
  name: nullable(Type.String({ description: 'As on their WhatsApp profile.' })),
  username: NullableString,
  phone: nullable(Type.String({ description: 'Digits; null: they show none.' })),
  userId: nullable(Type.String({ description: 'Meta’s business-scoped user id.' })),
})

interface LastMessageView {
  id: string
  direction: 'inbound' | 'outbound'
  type: string
  preview: string
  at: string
}

export const ConversationView = Type.Object(
  {
    id: Id,
    numberId: Id,
    contact: Type.Object({
      ...ContactSummary.properties,
      groupId: nullable(Type.String({ description: 'Meta’s id of a group, which stands in the place of a person.' })),
    }),
    lastMessage: Type.Unsafe<LastMessageView | null>({
      type: ['object', 'null'],
      properties: {
        id: { type: 'string' },
        direction: { type: 'string', enum: ['inbound', 'outbound'] },
        type: { type: 'string' },
        preview: { type: 'string', description: 'Words, caption or title in one line; empty where the type says it.' },
        at: { type: 'string', format: 'date-time' },
      },
      description: 'Reactions and notices do not show here; null: nothing else was said.',
    }),
    unread: Type.Integer({
      description: 'Received since it was marked as read, or answered with anything but a template.',
    }),
    window: Type.Object(
      {
        state: oneOf(
          ['open', 'closed', 'unknown'],
          'closed: only a template may be sent. unknown: not all webhooks of the last 24 hours are known to have come; WhatsApp decides.',
        ),
        until: nullable(
          Type.String({ format: 'date-time', description: 'When it closes or closed; null: they never wrote.' }),
        ),
        freeEntryUntil: NullableInstant,
      },
      { description: 'The 24 hours after the person wrote.' },
    ),
    threadOwner: oneOf(
      ['self', 'other'],
      'Who answers the person. other: another responder of the business; what it says is shown as outbound messages.',
    ),
    status: oneOf(
      conversationStatuses,
      'All but open become open when the person writes; snoozed ones at their time, too.',
    ),
    snoozedUntil: NullableInstant,
    closeReason: nullable(Type.String({ description: 'A key of the account’s reasons.' })),
    priority: oneOf(priorityNames, 'How urgent the team finds it.'),
    teamId: nullable(Id),
    labelIds: Type.Array(Id),
    assignee: NullableString,
    lastActivityAt: Type.String({ format: 'date-time', description: 'Lists are ordered by it.' }),
    createdAt: Type.String({ format: 'date-time' }),
  },
  { title: 'Conversation' },
)
export type ConversationView = Static<typeof ConversationView>

export const Search = Type.String({ minLength: 1, maxLength: 100, pattern: '\\S' })

export const ConversationFilters = {
  numberId: Type.Optional(Id),
  contactId: Type.Optional(Id),
  status: Type.Optional(oneOf(conversationStatuses, 'Only these.')),
  priority: Type.Optional(oneOf(priorityNames, 'Only these.')),
  teamId: Type.Optional(Id),
  labelId: Type.Optional(Id),
  assignee: Type.Optional(
    Type.String({ maxLength: 100, description: 'Only those of this assignee; empty: those that nobody has.' }),
  ),
  unread: Type.Optional(Type.Boolean({ description: 'Only those with unread messages, or only those without.' })),
  search: Type.Optional(
    Type.Unsafe<string>({
      ...Search,
      description:
        'must be part of who it is with: beginnings of words of the name, the username, or the first or last digits (three at least) of the number',
    }),
  ),
}

export const SearchFilters = {
  text: Type.Unsafe<string>({ ...Search, description: 'must be 1 to 100 characters that a message contains' }),
  numberId: Type.Optional(Id),
}

export const MessageHitView = Type.Object({
  messageId: Id,
  conversation: ConversationView,
  at: Type.String({ format: 'date-time' }),
})

export const ConversationPatch = Type.Object(
  {
    status: Type.Optional(oneOf(conversationStatuses, 'must be open, pending, snoozed or closed')),
    snoozedUntil: Type.Optional(nullable(Instant)),
    closeReason: Type.Optional(
      nullable(Type.String({ maxLength: 64, description: 'must be a key of the close reasons of the account' })),
    ),
    priority: Type.Optional(oneOf(priorityNames, 'must be low, normal, high or urgent')),
    teamId: Type.Optional(nullable(Id)),
    labelIds: Type.Optional(
      Type.Array(Id, {
        maxItems: mostLabels,
        description: `must be ${mostLabels} labels at most, which replace those it has`,
      }),
    ),
    assignee: Type.Optional(
      nullable(
        Type.String({
          minLength: 1,
          maxLength: 100,
          pattern: '^[^\\u0000\\ud800-\\udfff]*$', // NUL and halves of pairs cannot be stored
          description: 'must have 1 to 100 characters that can be stored, or be null',
        }),
      ),
    ),
  },
  {
    ...strict,
    minProperties: 1,
    examples: [
      { status: 'snoozed', snoozedUntil: '2026-12-01T09:00:00+05:30' },
      { status: 'closed', assignee: null },
    ],
  },
)

/** May be left out. */
export const ReadConversationBody = Type.Unsafe<{ receipt?: boolean } | null>({
  type: ['object', 'null'],
  properties: {
    receipt: { type: 'boolean', description: 'Whether the person sees blue ticks: true unless given.' },
  },
  additionalProperties: false,
  examples: [{ receipt: false }],
})

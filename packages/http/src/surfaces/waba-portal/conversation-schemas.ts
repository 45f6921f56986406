import Type, { type Static } from 'typebox'
import { Anything, NullableString } from './schemas.ts'

const cursor = { cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 512 })) }
const Pagination = Type.Object({ nextCursor: NullableString, hasMore: Type.Boolean() })

export const ConversationsQuery = Type.Object({
  ...cursor,
  limit: Type.Integer({ minimum: 1, maximum: 50, default: 20 }),
})

const ConversationView = Type.Object({
  phoneNumber: Type.String(),
  contactName: NullableString,
  lastMessage: Type.Unsafe<{ id: string; content: string; type: string; direction: string; timestamp: string } | null>({
    type: ['object', 'null'],
    properties: {
      id: { type: 'string' },
      content: { type: 'string' },
      type: { type: 'string' },
      direction: { type: 'string' },
      timestamp: { type: 'string' },
    },
  }),
  unreadCount: Type.Integer(),
})
export type ConversationView = Static<typeof ConversationView>
export const ConversationsReply = Type.Object(
  { data: Type.Array(ConversationView), pagination: Pagination },
  {
    examples: [
      {
        data: [
          {
            phoneNumber: '919876543210',
            contactName: 'John Doe',
            lastMessage: {
              id: '550e8400-e29b-41d4-a716-446655440000',
              content: 'Hello, I need help with my order',
              type: 'text',
              direction: 'inbound',
              timestamp: '2025-12-01T10:30:00.000Z',
            },
            unreadCount: 3,
          },
        ],
        pagination: { nextCursor: 'eyJ0aW1lc3RhbXAiOi4uLn0=', hasMore: true },
      },
    ],
  },
)

export const ConversationParams = Type.Object({
  phoneNumber: Type.String({
    description: 'Country code and number, or the user id of one who shows none.',
    examples: ['919876543210'],
  }),
})
export const ConversationMessagesQuery = Type.Object({
  ...cursor,
  limit: Type.Integer({ minimum: 1, maximum: 100, default: 30 }),
})

const MessageView = Type.Object({
  id: Type.String(),
  waMessageId: NullableString,
  direction: Type.String(),
  type: Type.String(),
  content: Anything,
  edited: Type.Optional(Type.Boolean({ description: 'Its author has changed it since; absent: no.' })),
  status: Type.String(),
  timestamp: Type.String(),
  contactName: NullableString,
})
export type MessageView = Static<typeof MessageView>
export const ConversationMessagesReply = Type.Object(
  { data: Type.Array(MessageView), pagination: Pagination },
  {
    examples: [
      {
        data: [
          {
            id: '550e8400-e29b-41d4-a716-446655440000',
            waMessageId: 'wamid.HBgMOTE5ODc2NTQzMjEwFQIAERgSM0Yw',
            direction: 'inbound',
            type: 'text',
            content: { text: { body: 'Hello, I need help with my order' } },
            status: 'read',
            timestamp: '2025-12-01T10:30:00.000Z',
            contactName: 'John Doe',
          },
        ],
        pagination: { nextCursor: null, hasMore: false },
      },
    ],
  },
)

import Type from 'typebox'
import { Id, Instant, NullableId, NullableInstant, NullableString, oneOf } from './event-data.ts'

export const ConversationUpdated = Type.Object({
  conversationId: Id,
  status: oneOf('open', 'pending', 'snoozed', 'closed'),
  assignee: NullableString,
  unread: Type.Integer(),
  snoozedUntil: NullableInstant,
  closeReason: NullableString,
  priority: oneOf('low', 'normal', 'high', 'urgent'),
  teamId: NullableId,
  labelIds: Type.Unsafe<readonly string[]>({ type: 'array', items: { type: 'string', format: 'uuid' } }),
})

export const SlaBreached = Type.Object({
  conversationId: Id,
  kind: oneOf('first_response', 'resolution'),
  startedAt: Instant,
  dueAt: Instant,
  assignee: NullableString,
})

export const NoteCreated = Type.Object({
  noteId: Id,
  conversationId: Id,
  body: Type.String(),
  mentions: Type.Unsafe<readonly string[]>({
    type: 'array',
    items: { type: 'string', format: 'uuid' },
    description: 'Members who are mentioned.',
  }),
  author: Type.Object({ kind: Type.String(), id: NullableId, name: NullableString }),
})

export const NoteDeleted = Type.Object({ noteId: Id, conversationId: Id })

export const MemberRemoved = Type.Object({ memberId: Id })

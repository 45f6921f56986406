import Type from 'typebox'
import { Id, NullableString } from './event-data.ts'

export const FlowPublished = Type.Object({ flowId: Id, name: Type.String(), versionId: Id, number: Type.Integer() })

export const FlowDisabled = Type.Object({ flowId: Id, name: Type.String(), reason: Type.String() })

/** A session as it was at that instant. */
export const FlowSessionChanged = Type.Object({
  sessionId: Id,
  flowId: Id,
  versionId: Id,
  conversationId: Id,
  contactId: Id,
  numberId: Id,
  state: Type.String({ description: 'waiting, completed, failed, expired, handed_over or stopped.' }),
  result: NullableString,
  depth: Type.Integer({ description: 'How many flows led to this one by their events.' }),
})

export const FlowSignal = Type.Object({
  conversationId: Id,
  contactId: Id,
  name: Type.String(),
  values: Type.Unsafe<Record<string, unknown>>({ type: 'object', additionalProperties: true }),
})

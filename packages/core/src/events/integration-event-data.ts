import Type from 'typebox'
import { Id, NullableString } from './event-data.ts'

export const EventReceived = Type.Object({
  sourceId: Id,
  eventId: Type.String({ description: 'Of the stored event: GET /v1/event-sources/{sourceId}/events/{eventId}.' }),
  type: NullableString,
  contactId: Id,
  data: Type.Unsafe<Record<string, string>>({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'What the mapping has read under `data`.',
  }),
})

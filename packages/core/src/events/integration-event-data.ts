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

const connection = {
  connectionId: Id,
  kind: Type.String({ description: 'The kind of system.' }),
  name: Type.String(),
}

export const ConnectionConnected = Type.Object(connection)
export const ConnectionTroubled = Type.Object({ ...connection, problem: Type.String() })

export const ConnectionSynced = Type.Object({
  connectionId: Id,
  runId: Id,
  kind: Type.String({ description: 'full or incremental.' }),
  read: Type.Integer(),
  created: Type.Integer(),
  updated: Type.Integer(),
  unchanged: Type.Integer(),
  failed: Type.Integer(),
  gone: Type.Integer(),
})

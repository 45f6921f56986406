import Type from 'typebox'
import { NullableInstant, NullableString } from '#resources/schemas.ts'

export const TopicView = Type.Object(
  {
    key: Type.String({ description: 'The purpose is `marketing.` and this key.' }),
    name: Type.String(),
    description: NullableString,
    createdAt: Type.String({ format: 'date-time' }),
    archivedAt: NullableInstant,
  },
  { title: 'ConsentTopic' },
)

import { isTopicKey, putTopic } from '@dawk/core/engagement/consent/topics.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { nullable, strict } from '#resources/schemas.ts'
import { TopicView } from './topic-view.ts'

const Text = (maxLength: number) =>
  Type.String({
    minLength: 1,
    maxLength,
    pattern: '^[^\\u0000\\ud800-\\udfff]*$',
    description: `must have 1 to ${maxLength} characters that can be stored`,
  })

const Topic = Type.Object(
  { name: Text(100), description: Type.Optional(nullable(Text(500))), archived: Type.Optional(Type.Boolean()) },
  { ...strict, examples: [{ name: 'Offers', description: 'Discounts, twice a month at most.' }] },
)

export const putConsentTopic = operation({
  route: 'PUT /consent-topics/:key',
  tag: 'Consent',
  scope: 'contacts:write',
  refuses: ['conflict'],
  summary: 'Create or change a consent topic',
  description:
    'A part of marketing to which people agree by itself: its purpose is `marketing.` and the key. At most 100. With `archived` no consent is recorded for it any more.',
  params: Type.Object({
    key: Type.String({ maxLength: 64, description: 'Lower-case letters, digits and underscores.' }),
  }),
  body: Topic,
  reply: { 200: TopicView },
  async handle({ ctx, caller, params: { key }, body }) {
    if (!isTopicKey(key))
      throw new GatewayError('invalid_request', 'Validation failed.', {
        details: [
          {
            field: 'key',
            message: 'must begin with a letter and have at most 64 lower-case letters, digits and underscores',
          },
        ],
      })
    return putTopic(ctx.core, caller, key, body)
  },
})

import type { ApiKey } from '@dawk/core/tenancy/api-keys/api-key.ts'
import Type from 'typebox'
import { Id, Instant, NullableInstant, nullable, strict } from './schemas.ts'

const Settings = {
  name: Type.String({ minLength: 1, maxLength: 100, description: 'What you call it.', examples: ['Order service'] }),
  scopes: Type.Array(Type.String({ maxLength: 100 }), {
    description: 'What the key may do: scopes as `messages:write`, all of a resource as `messages:*`, or `*`.',
    examples: [['messages:write', 'templates:read']],
  }),
  numberIds: Type.Unsafe<string[] | null>({
    type: ['array', 'null'],
    items: Id,
    description: 'The only numbers that the key may use, by our ids; null: every number of the account.',
  }),
  allowedIps: Type.Array(Type.String({ maxLength: 100 }), {
    description: 'The only networks that the key may be used from, IPv4 or IPv6; empty: from everywhere.',
    examples: [['192.0.2.0/24', '2001:db8::/32']],
  }),
  signed: Type.Boolean({ description: 'Whether each request must be signed with the signing secret.' }),
}

export const KeyView = Type.Object({
  id: Id,
  ...Settings,
  display: Type.String({ description: 'First 12 and last 4 characters.', examples: ['sk_live_a1b2…9f00'] }),
  test: Type.Boolean({ description: 'A `sk_test_` key: it reaches the sandbox number alone, and costs nothing.' }),
  createdAt: Type.String({ format: 'date-time' }),
  expiresAt: NullableInstant,
  lastUsedAt: NullableInstant,
  rotatedAt: NullableInstant,
  revokedAt: NullableInstant,
  delegation: Type.Unsafe<ApiKey['delegation']>({
    type: ['object', 'null'],
    properties: {
      partnerId: { type: 'string', format: 'uuid' },
      kind: { type: 'string', enum: ['token', 'key'] },
      reason: { type: 'string' },
      onBehalfOf: { type: ['string', 'null'] },
    },
    required: ['partnerId', 'kind', 'reason', 'onBehalfOf'],
    description: "The account's partner made it, and acts with it; null: it is the account's own.",
  }),
  previous: Type.Unsafe<{ display: string; until: string } | null>({
    type: ['object', 'null'],
    properties: { display: { type: 'string' }, until: { type: 'string', format: 'date-time' } },
    required: ['display', 'until'],
    description: 'The secret before the last rotation while it is still good.',
  }),
})

const Secret = Type.String({ description: 'The key. Shown now and never again.' })
const SigningSecret = nullable(
  Type.String({ description: 'With which requests are signed. Shown now and never again; null: nothing new to show.' }),
)
export const ShownKey = Type.Object({ ...KeyView.properties, secret: Secret, signingSecret: SigningSecret })
export const ChangedKey = Type.Object({ ...KeyView.properties, signingSecret: SigningSecret })
export const RotatedKey = Type.Object({ ...KeyView.properties, secret: Secret })

const Expiry = { expiresAt: Type.Optional(nullable(Instant)) }
export const NewKey = Type.Object(
  {
    ...Type.Partial(Type.Object(Settings)).properties,
    ...Expiry,
    test: Type.Optional(Type.Boolean({ default: false, description: 'Make a `sk_test_` key.' })),
  },
  { ...strict, examples: [{ name: 'Shop', scopes: ['messages:write'], allowedIps: ['192.0.2.0/24'] }] },
)
export const KeyChange = Type.Object(
  { ...Type.Partial(Type.Object(Settings)).properties, ...Expiry },
  { ...strict, examples: [{ name: 'Shop, new server' }] },
)
/** The body may be left out. */
export const Rotation = Type.Unsafe<{ graceSeconds?: number } | null>({
  type: ['object', 'null'],
  properties: {
    graceSeconds: {
      type: 'integer',
      minimum: 0,
      maximum: 604_800,
      default: 0,
      description: 'How long the old secret stays good, up to 7 days; 0: it is dead at once.',
    },
  },
  additionalProperties: false,
  examples: [{ graceSeconds: 86_400 }],
})
export const toKeyView = ({ accountId: _, ...key }: ApiKey) => key

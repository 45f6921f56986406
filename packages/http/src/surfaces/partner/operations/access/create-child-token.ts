import { createDelegatedKey } from '@dawk/core/tenancy/partners/delegated-keys.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { toKeyView } from '#resources/key-schemas.ts'
import { strict } from '#resources/schemas.ts'
import { OnBehalfOf, Reason, Scopes, ShownDelegatedKey } from './delegated-schemas.ts'

const maxSeconds = 3600

const NewToken = Type.Object(
  {
    scopes: Scopes,
    reason: Reason,
    onBehalfOf: Type.Optional(OnBehalfOf),
    ttlSeconds: Type.Optional(Type.Integer({ minimum: 1, maximum: maxSeconds, default: 900 })),
  },
  {
    ...strict,
    examples: [
      { scopes: ['messages:read'], reason: 'Ticket 815', onBehalfOf: 'ravi@reseller.example', ttlSeconds: 600 },
    ],
  },
)

export const createChildToken = operation({
  route: 'POST /accounts/:id/tokens',
  of: 'account',
  tag: 'Access',
  scope: 'partner:impersonate',
  refuses: ['conflict'],
  summary: 'Create a token to act within an account',
  description:
    'A bearer of the native API and all other surfaces, for an hour at most. It opens no more than the account gives its partner; keys, ' +
    'members and the account itself it never changes. Each request with it is in the audit logs of both.',
  body: NewToken,
  reply: { 201: ShownDelegatedKey },
  async handle({ ctx, caller, id, body: { ttlSeconds = 900, onBehalfOf = null, ...wanted } }) {
    const expiresAt = new Date(Date.now() + ttlSeconds * 1000).toISOString()
    const command = {
      ...wanted,
      onBehalfOf,
      kind: 'token' as const,
      name: 'Token of the partner',
      expiresAt,
      allowedIps: [],
    }
    const { key, secret } = await createDelegatedKey(ctx.core, caller, id, command)
    return { ...toKeyView(key), secret }
  },
})

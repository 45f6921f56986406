import { createDelegatedKey } from '@dawk/core/tenancy/partners/delegated-keys.ts'
import Type from 'typebox'
import { operation } from '#operations/operation.ts'
import { toKeyView } from '#resources/key-schemas.ts'
import { Instant, nullable, strict } from '#resources/schemas.ts'
import { Reason, Scopes, ShownDelegatedKey } from './delegated-schemas.ts'

const NewChildKey = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 100 }),
    scopes: Scopes,
    reason: Reason,
    allowedIps: Type.Optional(Type.Array(Type.String({ maxLength: 100 }), { maxItems: 100 })),
    expiresAt: Type.Optional(nullable(Instant)),
  },
  { ...strict, examples: [{ name: 'Shop system', scopes: ['messages:read'], reason: 'Our shop system' }] },
)

export const createChildKey = operation({
  route: 'POST /accounts/:id/keys',
  of: 'account',
  tag: 'Access',
  scope: 'partner:impersonate',
  refuses: ['conflict'],
  summary: 'Create a key for an account',
  description:
    'As a token, without an end of its own: it ends when it is revoked, by either side, or when the account takes the access away that it needs.',
  body: NewChildKey,
  reply: { 201: ShownDelegatedKey },
  async handle({ ctx, caller, id, body: { allowedIps = [], expiresAt = null, ...wanted } }) {
    const command = { ...wanted, kind: 'key' as const, onBehalfOf: null, allowedIps, expiresAt }
    const { key, secret } = await createDelegatedKey(ctx.core, caller, id, command)
    return { ...toKeyView(key), secret }
  },
})

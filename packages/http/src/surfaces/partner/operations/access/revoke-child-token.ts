import { revokeDelegatedKey } from '@dawk/core/tenancy/partners/delegated-keys.ts'
import { operation } from '#operations/operation.ts'
import { toKeyView } from '#resources/key-schemas.ts'
import { DelegatedKey, KeyParams } from './delegated-schemas.ts'

export const revokeChildToken = operation({
  route: 'DELETE /accounts/:id/tokens/:keyId',
  of: 'account',
  tag: 'Access',
  scope: 'partner:impersonate',
  summary: 'Revoke a token for an account',
  description: 'For good. Doing so twice changes nothing. A key that the account made itself answers 404.',
  params: KeyParams,
  reply: { 200: DelegatedKey },
  handle: async ({ ctx, caller, id, params: { keyId } }) =>
    toKeyView(await revokeDelegatedKey(ctx.core, caller, id, keyId)),
})

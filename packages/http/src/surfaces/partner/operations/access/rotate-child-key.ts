import { rotateDelegatedKey } from '@dawk/core/tenancy/partners/delegated-keys.ts'
import { operation } from '#operations/operation.ts'
import { toKeyView } from '#resources/key-schemas.ts'
import { KeyParams, ShownDelegatedKey } from './delegated-schemas.ts'

export const rotateChildKey = operation({
  route: 'POST /accounts/:id/keys/:keyId/rotate',
  of: 'account',
  tag: 'Access',
  scope: 'partner:impersonate',
  refuses: ['conflict'],
  summary: 'Give a key for an account a new secret',
  description: 'The old one is refused at once.',
  params: KeyParams,
  reply: { 200: ShownDelegatedKey },
  async handle({ ctx, caller, id, params: { keyId } }) {
    const { key, secret } = await rotateDelegatedKey(ctx.core, caller, id, keyId)
    return { ...toKeyView(key), secret }
  },
})

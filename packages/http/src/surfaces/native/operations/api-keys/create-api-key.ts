import { createApiKey as create, fullSettings } from '@dawk/core/tenancy/api-keys/manage/create-api-key.ts'
import { operation } from '#operations/operation.ts'
import { NewKey, ShownKey, toKeyView } from './key-schemas.ts'

export const createApiKey = operation({
  route: 'POST /api-keys',
  tag: 'API keys',
  scope: 'keys:write',
  refuses: ['conflict'],
  summary: 'Create an API key',
  description:
    'Whatever is left out is unrestricted. The secret is in this answer and never again. A key gives no scope, number, address or expiry beyond its own.',
  body: NewKey,
  reply: { 201: ShownKey },
  async handle({ ctx, accountId, principal, actor, body: { test = false, ...given } }) {
    const settings = { ...fullSettings, ...given, test: test || principal.test }
    const { key, secret, signingSecret } = await create(ctx.core, accountId, settings, actor, principal)
    return { ...toKeyView(key), secret, signingSecret }
  },
})

import { createApiKey as create, fullSettings } from '@dawk/core/tenancy/api-keys/manage/api-keys.ts'
import { operation } from '#operations/operation.ts'
import { NewKey, ShownKey, toKeyView } from '#resources/key-schemas.ts'

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
  async handle({ ctx, caller, body: { test = false, ...given } }) {
    const settings = { ...fullSettings, ...given, test: test || caller.test }
    const { key, secret, signingSecret } = await create(ctx.core, caller, settings)
    return { ...toKeyView(key), secret, signingSecret }
  },
})

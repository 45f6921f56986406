import { changeApiKey } from '@dawk/core/tenancy/api-keys/manage/update-api-key.ts'
import { operation } from '#operations/operation.ts'
import { ChangedKey, KeyChange, toKeyView } from './key-schemas.ts'

export const updateApiKey = operation({
  route: 'PATCH /api-keys/:id',
  of: 'API key',
  tag: 'API keys',
  scope: 'keys:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Change an API key',
  description:
    'What is left out stays. `signed: true` makes a signing secret, which is in this answer and never again. Holds at once on every process.',
  body: KeyChange,
  reply: { 200: ChangedKey },
  async handle({ ctx, accountId, principal, actor, id, body }) {
    const { key, signingSecret } = await changeApiKey(ctx.core, accountId, id, body, actor, principal)
    ctx.authenticator.forget(accountId)
    return { ...toKeyView(key), signingSecret }
  },
})

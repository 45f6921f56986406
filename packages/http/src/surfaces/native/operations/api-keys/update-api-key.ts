import { updateApiKey as update } from '@dawk/core/tenancy/api-keys/manage/api-keys.ts'
import { operation } from '#operations/operation.ts'
import { ChangedKey, KeyChange, toKeyView } from '#resources/key-schemas.ts'

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
  async handle({ ctx, caller, id, body }) {
    const { key, signingSecret } = await update(ctx.core, caller, id, body)
    return { ...toKeyView(key), signingSecret }
  },
})

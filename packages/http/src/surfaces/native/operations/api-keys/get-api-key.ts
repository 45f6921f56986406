import { getApiKey as getKey } from '@dawk/core/tenancy/api-keys/manage/api-keys.ts'
import { operation } from '#operations/operation.ts'
import { KeyView, toKeyView } from '#resources/key-schemas.ts'

export const getApiKey = operation({
  route: 'GET /api-keys/:id',
  of: 'API key',
  tag: 'API keys',
  scope: 'keys:read',
  refuses: ['not_found'],
  summary: 'Get an API key',
  description: 'By its id, revoked or not.',
  reply: { 200: KeyView },
  handle: async ({ ctx, caller, id }) => toKeyView(await getKey(ctx.core, caller, id)),
})

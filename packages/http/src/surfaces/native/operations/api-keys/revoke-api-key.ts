import { revokeApiKey as revoke } from '@dawk/core/tenancy/api-keys/manage/api-keys.ts'
import { operation } from '#operations/operation.ts'
import { KeyView, toKeyView } from '#resources/key-schemas.ts'

export const revokeApiKey = operation({
  route: 'POST /api-keys/:id/revoke',
  of: 'API key',
  tag: 'API keys',
  scope: 'keys:write',
  refuses: ['not_found'],
  summary: 'Revoke an API key',
  description:
    'For good, at once, on every process. It stays listed; doing so twice changes nothing. Not a key that reaches further than the one that asks.',
  reply: { 200: KeyView },
  handle: async ({ ctx, caller, id }) => toKeyView(await revoke(ctx.core, caller, id)),
})

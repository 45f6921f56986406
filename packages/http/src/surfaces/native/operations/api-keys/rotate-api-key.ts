import { rotateApiKey as rotate } from '@dawk/core/tenancy/api-keys/manage/rotate-api-key.ts'
import { presentedHashOf } from '#auth/authentication.ts'
import { operation } from '#operations/operation.ts'
import { RotatedKey, Rotation, toKeyView } from '#resources/key-schemas.ts'

export const rotateApiKey = operation({
  route: 'POST /api-keys/:id/rotate',
  of: 'API key',
  tag: 'API keys',
  scope: 'keys:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Give an API key a new secret',
  description:
    'The new secret is in this answer and never again. The old one stays good for `graceSeconds`; answers to it then carry `Deprecation` and `Sunset`. Of two rotations at once one gets 409.',
  body: Rotation,
  reply: { 200: RotatedKey },
  async handle({ ctx, request, caller, principal, id, body }) {
    const presented = id === principal.keyId ? presentedHashOf(request) : null
    const rotation = { id, graceSeconds: body?.graceSeconds ?? 0, presented }
    const { key, secret } = await rotate(ctx.core, caller, rotation)
    return { ...toKeyView(key), secret }
  },
})

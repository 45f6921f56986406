import { listApiKeys as listKeys } from '@dawk/core/tenancy/api-keys/manage/api-keys.ts'
import Type from 'typebox'
import { list } from '#operations/list.ts'
import { KeyView, toKeyView } from '#resources/key-schemas.ts'

export const listApiKeys = list({
  route: 'GET /api-keys',
  tag: 'API keys',
  scope: 'keys:read',
  summary: 'List API keys',
  description: 'Newest first, never with their secrets.',
  filters: { revoked: Type.Optional(Type.Boolean({ default: false, description: 'Show revoked keys too.' })) },
  item: KeyView,
  read: ({ ctx, caller }, page, { revoked = false }) => listKeys(ctx.core, caller, { ...page, revoked }),
  view: toKeyView,
})

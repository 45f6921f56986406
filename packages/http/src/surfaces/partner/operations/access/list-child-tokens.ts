import { listDelegatedKeys } from '@dawk/core/tenancy/partners/delegated-keys.ts'
import { list } from '#operations/list.ts'
import { toKeyView } from '#resources/key-schemas.ts'
import { DelegatedKey } from './delegated-schemas.ts'

export const listChildTokens = list({
  route: 'GET /accounts/:id/tokens',
  of: 'account',
  tag: 'Access',
  scope: 'partner:impersonate',
  summary: 'List tokens for an account',
  description: 'Those of the partner, newest first, also what has ended. Never with their secrets.',
  item: DelegatedKey,
  read: ({ ctx, caller, id }, page) => listDelegatedKeys(ctx.core, caller, id, { ...page, kind: 'token' }),
  view: toKeyView,
})

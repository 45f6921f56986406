import { readAccountErasure } from '@dawk/core/operations/privacy/erase/request-erasure.ts'
import { orNotFound } from '#operations/known-id.ts'
import { operation } from '#operations/operation.ts'
import { AccountErasureView, toAccountErasure } from './account-erasure-view.ts'

export const getAccountErasure = operation({
  route: 'GET /account/erasure',
  tag: 'Account',
  scope: 'account:read',
  inactiveToo: true,
  refuses: ['not_found'],
  summary: 'Get the erasure of the account',
  description: 'While it waits for the end of its grace.',
  reply: { 200: AccountErasureView },
  handle: async ({ ctx, caller }) =>
    toAccountErasure(orNotFound(await readAccountErasure(ctx.core, caller), 'erasure')),
})

import { findChildByExternalId } from '@dawk/core/tenancy/partners/change-child.ts'
import Type from 'typebox'
import { orNotFound } from '#operations/known-id.ts'
import { operation } from '#operations/operation.ts'
import { AccountView, toAccountView } from '../../account-schemas.ts'

const Params = Type.Object({
  externalId: Type.String({ maxLength: 256, description: "The partner's own name for the account." }),
})

export const findChildAccount = operation({
  route: 'GET /accounts/by-external-id/:externalId',
  tag: 'Accounts',
  scope: 'partner:read',
  summary: 'Find an account by its external id',
  description: 'The one that the partner gave it.',
  params: Params,
  reply: { 200: AccountView },
  handle: async ({ ctx, caller, params: { externalId } }) =>
    toAccountView(orNotFound(await findChildByExternalId(ctx.core, caller, externalId), 'account')),
})

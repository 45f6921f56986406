import { findBillingProfile } from '@dawk/core/commerce/invoices/billing-profile.ts'
import { orNotFound } from '#operations/known-id.ts'
import { operation } from '#operations/operation.ts'
import { BillingProfileView } from './invoice-schemas.ts'

export const getBillingProfile = operation({
  route: 'GET /billing/profile',
  tag: 'Wallet',
  scope: 'billing:read',
  refuses: ['not_found'],
  summary: 'Get the billing profile',
  description: 'Who buys, as it stands on documents. 404 for an account that has given none.',
  reply: { 200: BillingProfileView },
  handle: async ({ ctx, caller }) => orNotFound(await findBillingProfile(ctx.core, caller), 'billing profile'),
})

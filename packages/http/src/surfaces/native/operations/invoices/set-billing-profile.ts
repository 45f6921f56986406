import { setBillingProfile as setBillingProfileInCore } from '@dawk/core/commerce/invoices/billing-profile.ts'
import { operation } from '#operations/operation.ts'
import { BillingProfileView, NewBillingProfile, toProfile } from './invoice-schemas.ts'

export const setBillingProfile = operation({
  route: 'PUT /billing/profile',
  tag: 'Wallet',
  scope: 'billing:write',
  summary: 'Set the billing profile',
  description:
    'It decides how sales are taxed from the next document on. The checksum and the state of a GSTIN are checked.',
  body: NewBillingProfile,
  reply: { 200: BillingProfileView },
  handle: ({ ctx, caller, body }) => setBillingProfileInCore(ctx.core, caller, toProfile(body)),
})

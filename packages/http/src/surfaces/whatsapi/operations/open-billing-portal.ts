import { openBillingPortal as openBillingPortalInCore } from '@dawk/core/commerce/subscriptions/subscribe.ts'
import { operation } from '#operations/operation.ts'
import { billingOf } from '../billing.ts'
import { PaymentPageReply } from '../schemas.ts'

export const openBillingPortal = operation({
  route: 'GET /billing/portal',
  tag: 'Billing',
  scope: 'billing:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Manage the subscription',
  description: 'Send the user to `data.url`.',
  reply: { 200: PaymentPageReply },
  handle: async ({ ctx, caller }) => ({
    success: true as const,
    data: await openBillingPortalInCore(billingOf(ctx), caller),
  }),
})

import { paidPlans } from '@dawk/core/commerce/subscriptions/payments.ts'
import { startCheckout as startCheckoutInCore } from '@dawk/core/commerce/subscriptions/subscribe.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import { operation } from '#operations/operation.ts'
import { billingOf } from '../billing.ts'
import { CheckoutBody, PaymentPageReply } from '../schemas.ts'

export const startCheckout = operation({
  route: 'POST /billing/checkout',
  tag: 'Billing',
  scope: 'billing:write',
  refuses: ['not_found', 'conflict'],
  summary: 'Buy a plan',
  description: 'Send the user to `data.url`.',
  body: CheckoutBody,
  reply: { 200: PaymentPageReply },
  async handle({ ctx, caller, principal, body }) {
    const plan = paidPlans.find((one) => one === body.plan) ?? refuse(body.plan)
    const { account } = principal
    return { success: true as const, data: await startCheckoutInCore(billingOf(ctx), caller, { account, plan }) }
  },
})

function refuse(plan: string): never {
  const message =
    plan === 'enterprise'
      ? 'is arranged with our sales team; basic and pro can be bought here'
      : `must be one of ${paidPlans.join(', ')}`
  throw new GatewayError('invalid_request', 'Validation failed.', { details: [{ field: 'plan', message }] })
}

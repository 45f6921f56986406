import { paidPlans } from '@dawk/core/commerce/subscriptions/payments.ts'
import { openBillingPortal, startCheckout } from '@dawk/core/commerce/subscriptions/subscribe.ts'
import { GatewayError } from '@dawk/core/platform/errors.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { HttpContext } from '#context.ts'
import { principalOf } from '../auth.ts'
import { operation } from '../operation.ts'
import { CheckoutBody, PaymentPageReply } from '../schemas.ts'

/** `POST /billing/checkout` and `GET /billing/portal`: pages of the payment provider to send the user to. */
export const billing: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  const { db } = ctx.core
  const billingOf = () => ({ db, payments: ctx.payments, returnUrl: `${ctx.publicUrl()}/developers` })

  app.post(
    '/billing/checkout',
    operation(
      {
        operationId: 'startCheckout',
        tag: 'Billing',
        summary: 'Buy a plan',
        description: 'Send the user to `data.url`.',
        scope: 'billing:write',
        refusals: [404, 409],
      },
      { body: CheckoutBody, response: { 200: PaymentPageReply } },
    ),
    async (request) => {
      const plan = paidPlans.find((one) => one === request.body.plan) ?? refuse(request.body.plan)
      return { success: true as const, data: await startCheckout(billingOf(), principalOf(request).account, plan) }
    },
  )

  app.get(
    '/billing/portal',
    operation(
      {
        operationId: 'openBillingPortal',
        tag: 'Billing',
        summary: 'Manage the subscription',
        description: 'Send the user to `data.url`.',
        scope: 'billing:write',
        refusals: [404, 409],
      },
      { response: { 200: PaymentPageReply } },
    ),
    async (request) => ({
      success: true as const,
      data: await openBillingPortal(billingOf(), principalOf(request).account.id),
    }),
  )
}

function refuse(plan: string): never {
  const message =
    plan === 'enterprise'
      ? 'is arranged with our sales team; basic and pro can be bought here'
      : `must be one of ${paidPlans.join(', ')}`
  throw new GatewayError('invalid_request', 'Validation failed.', { details: [{ field: 'plan', message }] })
}

import { type VendorName, vendorNames } from '@dawk/core/commerce/payments/payment-vendor.ts'
import { takeNotification } from '@dawk/core/commerce/payments/top-ups/take-reports.ts'
import type { FastifyPluginAsync } from 'fastify'
import type { OperationContext } from '../context.ts'
import { bodyLimit, keepRawBodies, replies } from './signed-notifications.ts'

const documents = {
  operationId: 'receiveTopUpNotification',
  summary: 'Take a notification of a payment provider',
  description:
    'Signed over its raw bytes (`X-Razorpay-Signature`, `Stripe-Signature`). It only says what to ask the provider for; the answer comes once that is noted.',
  tags: ['Callbacks'],
  params: {
    type: 'object',
    properties: { provider: { type: 'string', enum: vendorNames } },
    required: ['provider'],
  },
  body: { type: 'object', additionalProperties: true, examples: [{ entity: 'event', event: 'payment.captured' }] },
  response: replies,
}

/**
 * `POST /payments/:provider/webhook`: 200 only once the check of what it names is committed, well within the five seconds that
 * Razorpay waits. https://razorpay.com/docs/webhooks/
 */
export const vendorWebhook: FastifyPluginAsync<{ ctx: OperationContext }> = async (app, { ctx }) => {
  keepRawBodies(app)
  app.post<{ Params: { provider: string }; Body: unknown }>(
    '/payments/:provider/webhook',
    { bodyLimit, config: { documents } },
    async ({ params, body, headers }, reply) => {
      const vendor = ctx.vendors.get(params.provider as VendorName)
      if (!vendor)
        return reply
          .code(404)
          .send({ success: false, error: 'This payment provider is not set up on this installation.' })
      const notification = Buffer.isBuffer(body) ? vendor.readNotification(body, headers) : null
      if (!notification) return reply.code(400).send({ success: false, error: 'The signature does not match.' })
      await takeNotification(ctx.core, vendor, notification)
      return { success: true }
    },
  )
}

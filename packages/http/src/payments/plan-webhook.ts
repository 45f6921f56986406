import { takeNotification } from '@dawk/core/commerce/payments/top-ups/take-reports.ts'
import { applyPaymentEvent } from '@dawk/core/commerce/subscriptions/apply-payment-event.ts'
import type { FastifyPluginAsync } from 'fastify'
import type { OperationContext } from '../context.ts'
import { bodyLimit, keepRawBodies, replies } from './signed-notifications.ts'

const documents = {
  operationId: 'receivePaymentNotification',
  summary: 'Take a notification of Stripe',
  description: 'Signed over its raw bytes (`Stripe-Signature`). The answer comes once what it says is stored.',
  tags: ['Callbacks'],
  headers: { type: 'object', properties: { 'stripe-signature': { type: 'string' } }, required: ['stripe-signature'] },
  body: { type: 'object', additionalProperties: true, examples: [{ id: 'evt_1', object: 'event' }] },
  response: replies,
}

/**
 * `POST /billing/webhook`: the payment provider's notifications, signed over the raw bytes. 200 only once what they say is
 * committed; anything else makes the provider send them again. https://docs.stripe.com/webhooks
 */
export const paymentWebhook: FastifyPluginAsync<{ ctx: OperationContext }> = async (app, { ctx }) => {
  keepRawBodies(app)

  app.post<{ Body: unknown }>(
    '/billing/webhook',
    { bodyLimit, config: { documents } },
    async ({ body, headers }, reply) => {
      const { payments, core } = ctx
      if (!payments)
        return reply.code(404).send({ success: false, error: 'Billing is not set up on this installation.' })
      const signature = headers['stripe-signature']
      const event = Buffer.isBuffer(body) && typeof signature === 'string' ? payments.readEvent(body, signature) : null
      if (!event) return reply.code(400).send({ success: false, error: 'The signature does not match.' })
      await applyPaymentEvent(core, payments, event)
      const vendor = ctx.vendors.get('stripe') // one webhook at Stripe tells of plans and of top-ups
      const notification = Buffer.isBuffer(body) ? vendor?.readNotification(body, headers) : null
      if (vendor && notification) await takeNotification(core, vendor, notification)
      return { success: true }
    },
  )
}

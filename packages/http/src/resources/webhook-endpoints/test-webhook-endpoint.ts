import { operation } from '#operations/operation.ts'
import { bodyOrNothing } from '../schemas.ts'
import { TestBody, TestView } from './webhook-schemas.ts'
import { toAttemptView, toEndpointView } from './webhook-views.ts'

export const testWebhookEndpoint = operation({
  route: 'POST /webhook-endpoints/:id/test',
  of: 'webhook endpoint',
  tag: 'Webhook endpoints',
  scope: 'webhooks:write',
  refuses: ['not_found'],
  summary: 'Test a webhook endpoint',
  description:
    'Sends an `endpoint.test` event at once and says what came back, also for one that is switched off. With `enable`, ' +
    'one that answers well is switched on.',
  body: bodyOrNothing(TestBody),
  reply: { 200: TestView },
  async handle({ ctx, caller, id, body }) {
    const enable = body?.enable ?? false
    const { attempt, endpoint, ...test } = await ctx.testEndpoint(caller, id, { enable })
    return { ...test, attempt: toAttemptView(attempt), endpoint: toEndpointView(endpoint) }
  },
})

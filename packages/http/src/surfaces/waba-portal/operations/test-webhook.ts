import { newId } from '@dawk/core/platform/ids.ts'
import { probeEndpoint } from '@dawk/core/webhooks/deliveries/probe-endpoint.ts'
import { findDialectEndpoint } from '@dawk/core/webhooks/endpoints/endpoints.ts'
import { answer } from '#operations/answer.ts'
import { operation } from '#operations/operation.ts'
import { dialect, renderTest, sign } from '../events.ts'
import { isPassed, toTestResult, whyFailed } from '../translate-webhook.ts'
import { FailedTest, TestReply } from '../webhook-schemas.ts'

export const testWebhook = operation({
  route: 'POST /webhook/test',
  tag: 'Webhook',
  scope: 'webhooks:write',
  summary: 'Call the webhook once',
  reply: { 200: TestReply, 400: FailedTest },
  async handle({ ctx, accountId, caller }) {
    const endpoint = await findDialectEndpoint(ctx.core, caller, dialect)
    if (!endpoint) return answer({ success: false as const, error: 'Webhook URL is not configured' }, { status: 400 })
    const payload = renderTest(accountId, newId(), new Date().toISOString())
    const attempt = await probeEndpoint({ ...ctx.core, egress: ctx.egress }, endpoint, (secret) =>
      sign(payload, secret),
    )
    const data = toTestResult(endpoint.url, attempt, payload)
    if (isPassed(attempt)) return { success: true as const, data }
    return answer({ success: false as const, error: whyFailed(attempt), data }, { status: 400 })
  },
})

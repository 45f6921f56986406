import { getRetention as getRetentionInCore } from '@dawk/core/operations/privacy/account-retention.ts'
import { operation } from '#operations/operation.ts'
import { RetentionView, toRetentionView } from './retention-view.ts'

export const getRetention = operation({
  route: 'GET /account/retention',
  tag: 'Account',
  scope: 'account:read',
  summary: 'Get for how long things are kept',
  description: 'What the account has set, and what the operator keeps at the most.',
  reply: { 200: RetentionView },
  handle: async ({ ctx, caller }) => toRetentionView(await getRetentionInCore(ctx.core, caller), ctx.privacy.bounds),
})

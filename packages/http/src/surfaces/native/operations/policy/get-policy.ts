import { getPolicy as getPolicyInCore } from '@dawk/core/engagement/policy/policies.ts'
import { operation } from '#operations/operation.ts'
import { PolicyView } from './policy-schemas.ts'
import { toPolicyView } from './policy-view.ts'

export const getPolicy = operation({
  route: 'GET /policy',
  tag: 'Consent',
  scope: 'account:read',
  summary: 'Get the policy of the account',
  description: 'What holds for its sends beside consent; docs/consent.md says what each setting does.',
  reply: { 200: PolicyView },
  handle: async ({ ctx, caller }) => toPolicyView(await getPolicyInCore(ctx.core, caller)),
})

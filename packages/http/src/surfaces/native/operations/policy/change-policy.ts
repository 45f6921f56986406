import { changePolicy as changePolicyInCore } from '@dawk/core/engagement/policy/policies.ts'
import { operation } from '#operations/operation.ts'
import { PolicyChange, PolicyView } from './policy-schemas.ts'
import { toPolicyView } from './policy-view.ts'

export const changePolicy = operation({
  route: 'PATCH /policy',
  tag: 'Consent',
  scope: 'account:write',
  summary: 'Change the policy of the account',
  description: 'What is named changes: for what is accepted from now on, and for marketing that has not left yet.',
  body: PolicyChange,
  reply: { 200: PolicyView },
  handle: async ({ ctx, caller, body }) => toPolicyView(await changePolicyInCore(ctx.core, caller, body)),
})

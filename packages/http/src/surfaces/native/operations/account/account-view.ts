import { type Account, effectiveQuota, effectiveRequestsPerMinute } from '@dawk/core/tenancy/accounts/account.ts'
import { limitsOf, type PlanQuotas } from '@dawk/core/tenancy/accounts/plans.ts'
import Type from 'typebox'
import { Id, nullable } from '#resources/schemas.ts'

export const AccountView = Type.Object({
  id: Id,
  name: Type.String(),
  email: Type.String(),
  plan: Type.String({ examples: ['pro'] }),
  active: Type.Boolean(),
  defaultNumberId: nullable({
    ...Id,
    description: 'The number from which is sent when a request names none; null: none is chosen.',
  }),
  requiresTwoFactor: Type.Boolean({ description: 'Members without a second factor may only set one up.' }),
  limits: Type.Object({
    requestsPerMinute: nullable(Type.Integer({ description: 'In any 60 seconds, over all keys; null: unlimited.' })),
    quota: Type.Unsafe<{ requests: number; per: string } | null>({
      type: ['object', 'null'],
      properties: { requests: { type: 'integer' }, per: { type: 'string', enum: ['day', 'month'] } },
      required: ['requests', 'per'],
      description: 'Requests in a calendar day or month, UTC; null: unlimited.',
    }),
    bulkMessages: Type.Integer({ description: 'Messages that one bulk request may bring.' }),
  }),
})

export const toAccountView = (account: Account, planQuotas: PlanQuotas) => ({
  id: account.id,
  name: account.name,
  email: account.email,
  plan: account.plan,
  active: account.active,
  defaultNumberId: account.defaultNumberId,
  requiresTwoFactor: account.requiresTwoFactor,
  limits: {
    requestsPerMinute: effectiveRequestsPerMinute(account),
    quota: effectiveQuota(account, planQuotas),
    bulkMessages: limitsOf(account.plan).bulkMessages,
  },
})

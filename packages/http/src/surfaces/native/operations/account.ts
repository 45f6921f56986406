import { type Account, effectiveQuota, effectiveRequestsPerMinute } from '@dawk/core/tenancy/accounts/account.ts'
import { renameAccount } from '@dawk/core/tenancy/accounts/change-account.ts'
import { limitsOf, type PlanQuotas } from '@dawk/core/tenancy/accounts/plans.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { actorOf, principalOf } from '#auth/authentication.ts'
import type { HttpContext } from '#context.ts'
import { operation } from '../operation.ts'
import { Id, nullable, strict } from '../schemas/schemas.ts'

const AccountView = Type.Object({
  id: Id,
  name: Type.String(),
  email: Type.String(),
  plan: Type.String({ examples: ['pro'] }),
  active: Type.Boolean(),
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

const AccountChange = Type.Object(
  { name: Type.String({ minLength: 1, maxLength: 200, pattern: '\\S', description: 'must not be blank' }) },
  { ...strict, examples: [{ name: 'Dawk Ltd' }] },
)

/** The account that the key belongs to. */
export const account: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.get(
    '/account',
    operation(
      {
        operationId: 'getAccount',
        tag: 'Account',
        summary: 'Get the account',
        description: 'The account that the key belongs to, and its limits.',
        scope: 'account:read',
      },
      { response: { 200: AccountView } },
    ),
    async (request) => toAccountView(principalOf(request).account, ctx.planQuotas),
  )

  app.patch(
    '/account',
    operation(
      {
        operationId: 'updateAccount',
        tag: 'Account',
        summary: 'Change the account',
        description: 'Its name.',
        scope: 'account:write',
      },
      { body: AccountChange, response: { 200: AccountView } },
    ),
    async (request) => {
      const { id } = principalOf(request).account
      const changed = await renameAccount(ctx.core, id, request.body.name.trim(), actorOf(request))
      ctx.authenticator.forget(id)
      return toAccountView(changed, ctx.planQuotas)
    },
  )
}

const toAccountView = (account: Account, planQuotas: PlanQuotas) => ({
  id: account.id,
  name: account.name,
  email: account.email,
  plan: account.plan,
  active: account.active,
  limits: {
    requestsPerMinute: effectiveRequestsPerMinute(account),
    quota: effectiveQuota(account, planQuotas),
    bulkMessages: limitsOf(account.plan).bulkMessages,
  },
})

import { endSubscription } from '@dawk/core/commerce/subscriptions/subscribe.ts'
import { eraseAccount as eraseAccountInCore } from '@dawk/core/operations/privacy/erase/request-erasure.ts'
import { operation } from '#operations/operation.ts'
import { AccountErasureView, toAccountErasure } from './account-erasure-view.ts'

export const eraseAccount = operation({
  route: 'POST /account/erasure',
  tag: 'Account',
  scope: 'account:write',
  summary: 'Erase the account',
  description:
    'Its keys are refused at once, but to read or undo this; after the days of grace everything of it is deleted. A subscription is ' +
    'charged no more and ends with the period that is paid, also when this is undone.',
  reply: { 202: AccountErasureView },
  async handle({ ctx, caller }) {
    await endSubscription({ ...ctx.core, payments: ctx.payments }, caller)
    return toAccountErasure(await eraseAccountInCore(ctx.core, caller, ctx.privacy.graceDays))
  },
})

import { resumeChild } from '@dawk/core/tenancy/partners/change-child.ts'
import { operation } from '#operations/operation.ts'
import { AccountView, toAccountView } from '../../account-schemas.ts'

export const resumeChildAccount = operation({
  route: 'POST /accounts/:id/resume',
  of: 'account',
  tag: 'Suspension',
  scope: 'partner:write',
  refuses: ['conflict'],
  summary: "Lift the partner's suspension",
  description:
    'What was held leaves, and campaigns that the suspension paused go on. What the operator, billing or Meta has suspended is not ' +
    "the partner's to lift: 409 where nothing else is there.",
  reply: { 200: AccountView },
  handle: async ({ ctx, caller, id }) => toAccountView(await resumeChild(ctx.core, caller, id)),
})

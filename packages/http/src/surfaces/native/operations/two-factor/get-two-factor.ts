import { readTwoFactor } from '@dawk/core/tenancy/sign-in/second-factor/two-factor.ts'
import Type from 'typebox'
import { memberOf } from '#auth/sessions/own-session.ts'
import { operation } from '#operations/operation.ts'

const StateView = Type.Object(
  { enabled: Type.Boolean(), recoveryCodesLeft: Type.Integer() },
  { examples: [{ enabled: true, recoveryCodesLeft: 9 }] },
)

export const getTwoFactor = operation({
  route: 'GET /two-factor',
  tag: 'Two-factor',
  scope: null,
  membersOnly: true,
  summary: 'Get the state of your second factor',
  description: 'Whether it is on, and how many recovery codes are left.',
  reply: { 200: StateView },
  handle: async ({ ctx, request }) => readTwoFactor(ctx.core, memberOf(request).personId),
})

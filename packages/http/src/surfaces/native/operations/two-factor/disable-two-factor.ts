import { disableTwoFactor as disableTwoFactorInCore } from '@dawk/core/tenancy/sign-in/second-factor/two-factor.ts'
import Type from 'typebox'
import { ownSessionOf } from '#auth/sessions/own-session.ts'
import { setSession } from '#auth/sessions/session-cookie.ts'
import { operation } from '#operations/operation.ts'
import { PasswordAndCode } from './second-factor-schemas.ts'

export const disableTwoFactor = operation({
  route: 'POST /two-factor/disable',
  tag: 'Two-factor',
  scope: null,
  membersOnly: true,
  refuses: ['conflict'],
  summary: 'Turn the second factor off',
  description: 'Takes password and a code. The session goes on under another cookie.',
  body: PasswordAndCode,
  reply: { 204: Type.Null() },
  async handle({ ctx, body, request, reply }) {
    const { token } = await disableTwoFactorInCore(ctx.core, ownSessionOf(request), body)
    setSession(reply, ctx, token)
  },
})

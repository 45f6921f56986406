import { changePassword as changePasswordInCore } from '@dawk/core/tenancy/sign-in/password/change-password.ts'
import Type from 'typebox'
import { ownSessionOf } from '#auth/sessions/own-session.ts'
import { setSession } from '#auth/sessions/session-cookie.ts'
import { operation } from '#operations/operation.ts'
import { strict } from '#resources/schemas.ts'
import { NewPassword, Password } from '#resources/session-schemas.ts'

export const changePassword = operation({
  route: 'POST /password',
  tag: 'Password',
  scope: null,
  membersOnly: true,
  refuses: ['conflict'],
  summary: 'Change your password',
  description: 'Ends your other sessions at once; the present one goes on under another cookie.',
  body: Type.Object(
    { currentPassword: Password, newPassword: NewPassword },
    {
      ...strict,
      examples: [{ currentPassword: 'correct horse battery staple', newPassword: 'four other words in a row' }],
    },
  ),
  reply: { 204: Type.Null() },
  async handle({ ctx, body, request, reply }) {
    const { token } = await changePasswordInCore(ctx.core, ownSessionOf(request), body)
    setSession(reply, ctx, token)
  },
})

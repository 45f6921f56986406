import { resetPassword as resetPasswordInCore } from '@dawk/core/tenancy/sign-in/password/reset-password.ts'
import Type from 'typebox'
import { whenceOf } from '#auth/sessions/own-session.ts'
import { operation } from '#operations/operation.ts'
import { strict } from '#resources/schemas.ts'
import { NewPassword } from '#resources/session-schemas.ts'

export const resetPassword = operation({
  route: 'POST /password/reset',
  tag: 'Password',
  scope: 'open',
  refuses: ['not_found'],
  summary: 'Set a new password by a link',
  description: 'Takes the token of the link. Ends all sessions of the person; sign in with the new password then.',
  body: Type.Object(
    { token: Type.String({ minLength: 1, maxLength: 100 }), password: NewPassword },
    {
      ...strict,
      examples: [{ token: 'kX3v9Qp0aZ7mTt4bYw1cUe6dRf5gSh2jLn8oPi_q-Ks', password: 'four other words in a row' }],
    },
  ),
  reply: { 204: Type.Null() },
  async handle({ ctx, body, request }) {
    await resetPasswordInCore(ctx.core, body, whenceOf(request))
  },
})

import { GatewayError } from '@dawk/core/platform/errors.ts'
import { readEmail } from '@dawk/core/tenancy/members/member.ts'
import { changePassword } from '@dawk/core/tenancy/sign-in/password/change-password.ts'
import { requestReset, resetPassword } from '@dawk/core/tenancy/sign-in/password/reset-password.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { ownSessionOf, placeOf, whenceOf } from '#auth/sessions/own-session.ts'
import { setSession } from '#auth/sessions/session-cookie.ts'
import type { HttpContext } from '#context.ts'
import { operation } from '#surfaces/native/operation.ts'
import { strict } from '#surfaces/native/schemas/schemas.ts'
import { Email, NewPassword, Password } from '#surfaces/native/schemas/session-schemas.ts'

const tag = 'Password'
const Accepted = Type.Object(
  {
    accepted: Type.Boolean({ description: 'Whether anybody has this address is not told.' }),
  },
  { examples: [{ accepted: true }] },
)

export const password: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.post(
    '/password',
    operation(
      {
        operationId: 'changePassword',
        tag,
        summary: 'Change your password',
        description: 'Ends your other sessions at once; the present one goes on under another cookie.',
        scope: null,
        membersOnly: true,
        problems: [409],
      },
      {
        body: Type.Object(
          { currentPassword: Password, newPassword: NewPassword },
          {
            ...strict,
            examples: [{ currentPassword: 'correct horse battery staple', newPassword: 'four other words in a row' }],
          },
        ),
        response: { 204: Type.Null() },
      },
    ),
    async (request, reply) => {
      const { token } = await changePassword(ctx.core, ownSessionOf(request), request.body)
      setSession(reply, ctx, token)
      return reply.code(204).send(null)
    },
  )
}

/** For who cannot sign in. */
export const passwordReset: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.post(
    '/password/reset-request',
    operation(
      {
        operationId: 'requestPasswordReset',
        tag,
        summary: 'Ask for a link to set a new password',
        description:
          'Mails a link that is good once, within an hour. Answered alike whether the address is known or not. 409 where the installation sends no mail: its operator makes such links.',
        scope: null,
        problems: [409],
      },
      {
        body: Type.Object({ email: Email }, { ...strict, examples: [{ email: 'asha@example.com' }] }),
        response: { 202: Accepted },
      },
    ),
    async (request, reply) => {
      const email = readEmail(request.body.email)
      const { mailer } = ctx
      if (!mailer) throw new GatewayError('conflict', 'This installation sends no mail: ask its operator for a link.')
      const toLink = (token: string) => `${ctx.publicUrl()}/reset-password#${token}`
      const write = await requestReset(ctx.core, email, placeOf(request), toLink)
      setImmediate(() => {
        write()
          .then((mail) => mail && mailer.send(mail))
          .catch((err) => ctx.log.error({ err, reqId: request.id }, 'a link to reset a password could not be made'))
      })
      return reply.code(202).send({ accepted: true })
    },
  )

  app.post(
    '/password/reset',
    operation(
      {
        operationId: 'resetPassword',
        tag,
        summary: 'Set a new password by a link',
        description:
          'Takes the token of the link. Ends all sessions of the person; sign in with the new password then.',
        scope: null,
        problems: [404],
      },
      {
        body: Type.Object(
          { token: Type.String({ minLength: 1, maxLength: 100 }), password: NewPassword },
          {
            ...strict,
            examples: [{ token: 'kX3v9Qp0aZ7mTt4bYw1cUe6dRf5gSh2jLn8oPi_q-Ks', password: 'four other words in a row' }],
          },
        ),
        response: { 204: Type.Null() },
      },
    ),
    async (request, reply) => {
      await resetPassword(ctx.core, request.body, whenceOf(request))
      return reply.code(204).send(null)
    },
  )
}

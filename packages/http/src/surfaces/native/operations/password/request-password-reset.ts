import { GatewayError } from '@dawk/core/platform/errors.ts'
import { readEmail } from '@dawk/core/tenancy/members/member.ts'
import { requestReset } from '@dawk/core/tenancy/sign-in/password/reset-password.ts'
import Type from 'typebox'
import { placeOf } from '#auth/sessions/own-session.ts'
import { operation } from '#operations/operation.ts'
import { strict } from '#resources/schemas.ts'
import { Email } from '#resources/session-schemas.ts'

const Accepted = Type.Object(
  {
    accepted: Type.Boolean({ description: 'Whether anybody has this address is not told.' }),
  },
  { examples: [{ accepted: true }] },
)

export const requestPasswordReset = operation({
  route: 'POST /password/reset-request',
  tag: 'Password',
  scope: 'open',
  refuses: ['conflict'],
  summary: 'Ask for a link to set a new password',
  description:
    'Mails a link that is good once, within an hour. Answered alike whether the address is known or not. 409 where the installation sends no mail: its operator makes such links.',
  body: Type.Object({ email: Email }, { ...strict, examples: [{ email: 'asha@example.com' }] }),
  reply: { 202: Accepted },
  async handle({ ctx, body, request }) {
    const email = readEmail(body.email)
    const { mailer } = ctx
    if (!mailer) throw new GatewayError('conflict', 'This installation sends no mail: ask its operator for a link.')
    const toLink = (token: string) => `${ctx.publicUrl()}/reset-password#${token}`
    const write = await requestReset(ctx.core, email, placeOf(request), toLink)
    setImmediate(() => {
      write()
        .then((mail) => mail && mailer.send(mail))
        .catch((err) => ctx.log.error({ err, reqId: request.id }, 'a link to reset a password could not be made'))
    })
    return { accepted: true }
  },
})

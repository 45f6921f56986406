import { beginTwoFactor as beginTwoFactorInCore } from '@dawk/core/tenancy/sign-in/second-factor/two-factor.ts'
import Type from 'typebox'
import { ownSessionOf } from '#auth/sessions/own-session.ts'
import { operation } from '#operations/operation.ts'
import { strict } from '#resources/schemas.ts'
import { Password } from '#resources/session-schemas.ts'

const SecretView = Type.Object(
  { secret: Type.String(), uri: Type.String() },
  {
    examples: [
      {
        secret: 'JBSWY3DPEHPK3PXP',
        uri: 'otpauth://totp/Dawk:asha%40example.com?secret=JBSWY3DPEHPK3PXP&issuer=Dawk',
      },
    ],
  },
)

export const beginTwoFactor = operation({
  route: 'POST /two-factor',
  tag: 'Two-factor',
  scope: null,
  membersOnly: true,
  refuses: ['conflict'],
  summary: 'Begin to set up a second factor',
  description: 'Show `uri` as a QR code to an authenticator, then confirm with its first code. Nothing changes before.',
  body: Type.Object({ password: Password }, { ...strict, examples: [{ password: 'correct horse battery staple' }] }),
  reply: { 200: SecretView },
  async handle({ ctx, body, request, reply }) {
    reply.header('cache-control', 'no-store')
    return beginTwoFactorInCore(ctx.core, ownSessionOf(request), body.password)
  },
})

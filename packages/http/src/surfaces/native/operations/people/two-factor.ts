import {
  beginTwoFactor,
  confirmTwoFactor,
  disableTwoFactor,
  readTwoFactor,
  renewRecoveryCodes,
} from '@dawk/core/tenancy/sign-in/second-factor/two-factor.ts'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import Type from 'typebox'
import { memberOf, ownSessionOf } from '#auth/sessions/own-session.ts'
import { setSession } from '#auth/sessions/session-cookie.ts'
import type { HttpContext } from '#context.ts'
import { operation } from '#surfaces/native/operation.ts'
import { strict } from '#surfaces/native/schemas/schemas.ts'
import { Code, Password } from '#surfaces/native/schemas/session-schemas.ts'

const tag = 'Two-factor'

const RecoveryCodes = Type.Object({
  recoveryCodes: Type.Array(Type.String({ examples: ['ABCDE-FGHJK'] }), {
    description: 'Ten codes, each good once in place of the authenticator. Shown now and never again.',
  }),
})
const StateView = Type.Object(
  { enabled: Type.Boolean(), recoveryCodesLeft: Type.Integer() },
  { examples: [{ enabled: true, recoveryCodesLeft: 9 }] },
)
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
const PasswordAndCode = Type.Object(
  { password: Password, code: Code },
  { ...strict, examples: [{ password: 'correct horse battery staple', code: '123456' }] },
)
const SixDigits = Type.String({ pattern: '^[0-9]{6}$', description: 'must be the six digits of the authenticator' })

/** The second factor of who has signed in: an authenticator by RFC 6238, with recovery codes. */
export const twoFactor: FastifyPluginAsyncTypebox<{ ctx: HttpContext }> = async (app, { ctx }) => {
  app.get(
    '/two-factor',
    operation(
      {
        operationId: 'getTwoFactor',
        tag,
        summary: 'Get the state of your second factor',
        description: 'Whether it is on, and how many recovery codes are left.',
        scope: null,
        membersOnly: true,
      },
      { response: { 200: StateView } },
    ),
    async (request) => readTwoFactor(ctx.core, memberOf(request).personId),
  )

  app.post(
    '/two-factor',
    operation(
      {
        operationId: 'beginTwoFactor',
        tag,
        summary: 'Begin to set up a second factor',
        description:
          'Show `uri` as a QR code to an authenticator, then confirm with its first code. Nothing changes before.',
        scope: null,
        membersOnly: true,
        problems: [409],
      },
      {
        body: Type.Object(
          { password: Password },
          { ...strict, examples: [{ password: 'correct horse battery staple' }] },
        ),
        response: { 200: SecretView },
      },
    ),
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return beginTwoFactor(ctx.core, ownSessionOf(request), request.body.password)
    },
  )

  app.post(
    '/two-factor/confirm',
    operation(
      {
        operationId: 'confirmTwoFactor',
        tag,
        summary: 'Turn the second factor on',
        description: 'Ends your other sessions at once; the present one goes on under another cookie.',
        scope: null,
        membersOnly: true,
        problems: [409],
      },
      {
        body: Type.Object({ code: SixDigits }, { ...strict, examples: [{ code: '123456' }] }),
        response: { 200: RecoveryCodes },
      },
    ),
    async (request, reply) => {
      const { recoveryCodes, renewed } = await confirmTwoFactor(ctx.core, ownSessionOf(request), request.body.code)
      setSession(reply, ctx, renewed.token)
      return { recoveryCodes }
    },
  )

  app.post(
    '/two-factor/disable',
    operation(
      {
        operationId: 'disableTwoFactor',
        tag,
        summary: 'Turn the second factor off',
        description: 'Takes password and a code. The session goes on under another cookie.',
        scope: null,
        membersOnly: true,
        problems: [409],
      },
      { body: PasswordAndCode, response: { 204: Type.Null() } },
    ),
    async (request, reply) => {
      const { token } = await disableTwoFactor(ctx.core, ownSessionOf(request), request.body)
      setSession(reply, ctx, token)
      return reply.code(204).send(null)
    },
  )

  app.post(
    '/two-factor/recovery-codes',
    operation(
      {
        operationId: 'renewRecoveryCodes',
        tag,
        summary: 'Make new recovery codes',
        description: 'Takes password and a code; the codes that were left are dead.',
        scope: null,
        membersOnly: true,
        problems: [409],
      },
      { body: PasswordAndCode, response: { 200: RecoveryCodes } },
    ),
    async (request, reply) => {
      reply.header('cache-control', 'no-store')
      return { recoveryCodes: await renewRecoveryCodes(ctx.core, ownSessionOf(request), request.body) }
    },
  )
}

import { confirmTwoFactor as confirmTwoFactorInCore } from '@dawk/core/tenancy/sign-in/second-factor/two-factor.ts'
import Type from 'typebox'
import { ownSessionOf } from '#auth/sessions/own-session.ts'
import { setSession } from '#auth/sessions/session-cookie.ts'
import { operation } from '#operations/operation.ts'
import { strict } from '#resources/schemas.ts'
import { RecoveryCodes } from './second-factor-schemas.ts'

const SixDigits = Type.String({ pattern: '^[0-9]{6}$', description: 'must be the six digits of the authenticator' })

export const confirmTwoFactor = operation({
  route: 'POST /two-factor/confirm',
  tag: 'Two-factor',
  scope: null,
  membersOnly: true,
  refuses: ['conflict'],
  summary: 'Turn the second factor on',
  description: 'Ends your other sessions at once; the present one goes on under another cookie.',
  body: Type.Object({ code: SixDigits }, { ...strict, examples: [{ code: '123456' }] }),
  reply: { 200: RecoveryCodes },
  async handle({ ctx, body, request, reply }) {
    const { recoveryCodes, renewed } = await confirmTwoFactorInCore(ctx.core, ownSessionOf(request), body.code)
    setSession(reply, ctx, renewed.token)
    return { recoveryCodes }
  },
})

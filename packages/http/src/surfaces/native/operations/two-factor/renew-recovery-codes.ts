import { renewRecoveryCodes as renewRecoveryCodesInCore } from '@dawk/core/tenancy/sign-in/second-factor/two-factor.ts'
import { ownSessionOf } from '#auth/sessions/own-session.ts'
import { operation } from '#operations/operation.ts'
import { PasswordAndCode, RecoveryCodes } from './second-factor-schemas.ts'

export const renewRecoveryCodes = operation({
  route: 'POST /two-factor/recovery-codes',
  tag: 'Two-factor',
  scope: null,
  membersOnly: true,
  refuses: ['conflict'],
  summary: 'Make new recovery codes',
  description: 'Takes password and a code; the codes that were left are dead.',
  body: PasswordAndCode,
  reply: { 200: RecoveryCodes },
  async handle({ ctx, body, request, reply }) {
    reply.header('cache-control', 'no-store')
    return { recoveryCodes: await renewRecoveryCodesInCore(ctx.core, ownSessionOf(request), body) }
  },
})

import { finishSignIn as finishSignInInCore } from '@dawk/core/tenancy/sign-in/sign-in.ts'
import Type from 'typebox'
import { enterSession } from '#auth/sessions/current-session.ts'
import { assertOwnPage } from '#auth/sessions/own-origin.ts'
import { whenceOf } from '#auth/sessions/own-session.ts'
import { operation } from '#operations/operation.ts'
import { strict } from '#surfaces/native/schemas/schemas.ts'
import { Code, CurrentSessionView } from '#surfaces/native/schemas/session-schemas.ts'

const SecondStep = Type.Object(
  { challenge: Type.String({ maxLength: 2048 }), code: Code },
  { ...strict, examples: [{ challenge: 'AbCd…', code: '123456' }] },
)

export const finishSignIn = operation({
  route: 'POST /session/two-factor',
  tag: 'Sessions',
  scope: 'open',
  refuses: ['not_found'],
  summary: 'Sign in, the second step',
  description: 'Takes the challenge of the first step and a code. Sets the session cookie.',
  body: SecondStep,
  reply: { 201: CurrentSessionView },
  async handle({ ctx, body, request, reply }) {
    assertOwnPage(request, ctx, false)
    const opened = await finishSignInInCore(ctx.core, body, whenceOf(request))
    return enterSession(ctx, request, reply, opened)
  },
})

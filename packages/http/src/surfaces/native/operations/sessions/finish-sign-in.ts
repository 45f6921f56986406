import { openChallenge } from '@dawk/core/tenancy/sign-in/second-factor/challenge.ts'
import { finishSignIn as finishSignInInCore } from '@dawk/core/tenancy/sign-in/sign-in.ts'
import Type from 'typebox'
import { asSignIn } from '#auth/note-refusal.ts'
import { enterSession } from '#auth/sessions/current-session.ts'
import { assertOwnPage } from '#auth/sessions/own-origin.ts'
import { whenceOf } from '#auth/sessions/own-session.ts'
import { operation } from '#operations/operation.ts'
import { strict } from '#resources/schemas.ts'
import { Code, CurrentSessionView } from '#resources/session-schemas.ts'

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
    const personId = openChallenge(ctx.core.secrets, body.challenge)?.personId
    const target = personId === undefined ? null : ({ kind: 'person', personId } as const)
    const opened = await asSignIn(request, { reason: 'second_factor', target }, () =>
      finishSignInInCore(ctx.core, body, whenceOf(request)),
    )
    return enterSession(ctx, request, reply, opened)
  },
})
